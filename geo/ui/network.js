/* The network of actors: who spoke about or travelled to whom.  Names are set as text, never as markup. */

const SVG = "http://www.w3.org/2000/svg";
const views = new WeakMap();

function el(tag, attributes = {}, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value);
  }
  node.append(...children.filter(Boolean));
  return node;
}
const words = (tag, attributes, text) => { const node = el(tag, attributes); node.textContent = text; return node; };
const many = (n, one, several) => (n ? `${n} ${n === 1 ? one : several ?? `${one}s`}` : null);
const short = (name) => (name.length > 26 ? `${name.slice(0, 25)}…` : name);

export default function ({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".network");
  const view = views.get(parentElement) ?? {};
  views.set(parentElement, view);
  const { nodes, lines, width, height } = data;
  const at = new Map(nodes.map((node) => [node.id, node]));
  const linked = new Map(nodes.map((node) => [node.id, new Set([node.id])]));
  lines.forEach(({ source, target }) => { linked.get(source).add(target); linked.get(target).add(source); });

  /* Each line bends to its own side, so that two ways between the same two do not lie on each other. */
  function path({ source, target }) {
    const [a, b] = [at.get(source), at.get(target)];
    const [dx, dy] = [b.x - a.x, b.y - a.y];
    const size = Math.hypot(dx, dy) || 1;
    const [ux, uy] = [dx / size, dy / size];
    const bend = Math.min(40, size * 0.14);
    const [mx, my] = [(a.x + b.x) / 2 - uy * bend, (a.y + b.y) / 2 + ux * bend];
    const ends = [[a, a.r + 1], [b, b.r + 6]].map(([node, off]) => {
      const [ex, ey] = [mx - node.x, my - node.y];
      const far = Math.hypot(ex, ey) || 1;
      return [node.x + (ex / far) * off, node.y + (ey / far) * off];
    });
    return `M${ends[0].map((v) => v.toFixed(1))}Q${mx.toFixed(1)},${my.toFixed(1)} ${ends[1].map((v) => v.toFixed(1))}`;
  }

  const arrow = (link) => el("marker", { id: `arrow-${link}`, viewBox: "0 0 8 8", refX: 6, refY: 4, markerWidth: 7, markerHeight: 7, markerUnits: "userSpaceOnUse", orient: "auto", class: link },
    el("path", { d: "M0 0.8L7.5 4L0 7.2L1.8 4Z" }));
  const edges = lines.map((line) => {
    const drawn = el("path", { d: path(line), class: `line ${line.link}`, "stroke-width": (1 + Math.log2(line.events) * 0.9).toFixed(2), "marker-end": `url(#arrow-${line.link})` });
    drawn.line = line;
    const verb = line.link === "spoke" ? "spoke about" : "travelled to";
    drawn.append(words("title", {}, `${at.get(line.source).name} ${verb} ${at.get(line.target).name}${line.events > 1 ? ` (${line.events} times)` : ""}`));
    return drawn;
  });

  const light = (id) => {
    const near = id ? linked.get(id) : null;
    svg.classList.toggle("dim", Boolean(near));
    marks.forEach((mark) => mark.classList.toggle("near", Boolean(near?.has(mark.id_))));
    edges.forEach((edge) => edge.classList.toggle("near", Boolean(near) && (edge.line.source === id || edge.line.target === id)));
  };

  const marks = nodes.map((node) => {
    const about = [many(node.spoke, "statement about others", "statements about others"), node.spoken_of ? `spoken of ${node.spoken_of === 1 ? "once" : `${node.spoken_of} times`}` : null, many(node.travelled, "journey")];
    const chosen = data.selected === node.id;
    const choose = () => setTriggerValue("pick", node.id);
    const mark = el("g", {
      class: `node ${node.kind}${chosen ? " chosen" : ""}`, transform: `translate(${node.x},${node.y})`, tabindex: 0, role: "button",
      "aria-pressed": String(chosen), "aria-label": [node.name, ...about.filter(Boolean)].join(", "),
      onclick: choose, onkeydown: (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); choose(); } },
      onmouseenter: () => light(node.id), onmouseleave: () => light(data.selected && at.has(data.selected) ? data.selected : null),
      onfocus: () => light(node.id), onblur: () => light(data.selected && at.has(data.selected) ? data.selected : null),
    },
    el("circle", { r: node.r + 5, class: "halo" }), el("circle", { r: node.r, class: "disc" }),
    words("text", { x: node.r + 5, y: 4.5 }, short(node.name)),
    words("title", {}, [node.name, ...about.filter(Boolean)].join(" · ")));
    mark.id_ = node.id;
    return mark;
  });

  const svg = el("svg", { viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": "Network of actors" }, el("defs", {}, arrow("spoke"), arrow("travelled")), ...edges, ...marks);
  const focused = root.contains(root.getRootNode().activeElement) ? root.getRootNode().activeElement?.id_ : null;
  root.replaceChildren(svg);
  light(data.selected && at.has(data.selected) ? data.selected : null);
  if (focused) marks.find((mark) => mark.id_ === focused)?.focus({ preventScroll: true });
}
