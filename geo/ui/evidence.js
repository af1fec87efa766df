/* An article with its marks: hover says what was read, a click selects it on the map.
 * Everything from articles arrives as data and is set by textContent, never as markup. */

const LAYERS = [
  ["place", "Places"], ["actor", "Actors"], ["statement", "Statements"], ["journey", "Journeys"], ["date", "Dates"], ["doubt", "Not certain"],
];
const [LAYER, STYLE, LABEL, KIND, ID, LENGTH] = [0, 1, 2, 3, 4, 5];
const views = new WeakMap();

function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((c) => c !== null && c !== undefined && c !== false));
  return node;
}

export default function ({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".evidence-view");
  const view = views.get(parentElement) ?? { hidden: new Set(), asked: null };
  views.set(parentElement, view);
  const { marks } = data;
  const seen = new Set();

  const tip = el("div", { class: "tip", role: "tooltip", id: "evidence-tip", hidden: true });
  const shown = (n) => !view.hidden.has(marks[n][LAYER]);

  /* Of several marks on the same words the shortest is meant. */
  const targetOf = (numbers) => numbers.filter((n) => shown(n) && (marks[n][KIND] || (data.editable && marks[n][LAYER] !== "doubt")))
    .sort((a, b) => marks[a][LENGTH] - marks[b][LENGTH])[0];

  function say(span, numbers) {
    const lines = [...numbers].filter(shown).sort((a, b) => marks[a][LENGTH] - marks[b][LENGTH]);
    if (!lines.length) return;
    tip.replaceChildren(...lines.map((n) => el("div", { class: marks[n][LAYER] }, el("bdi", {}, marks[n][LABEL]))));
    tip.hidden = false;
    const box = root.getBoundingClientRect();
    const at = span.getClientRects()[0] ?? span.getBoundingClientRect();
    const below = at.bottom - box.top + 6;
    tip.style.top = `${below}px`;
    tip.style.left = `${Math.max(0, Math.min(at.left - box.left, box.width - tip.offsetWidth))}px`;
  }
  const hush = () => { tip.hidden = true; };
  const light = (numbers, on) => {
    const same = new Set(numbers.filter((n) => marks[n][KIND]).map((n) => `${marks[n][KIND]} ${marks[n][ID]}`));
    root.querySelectorAll(".seg").forEach((seg) => {
      seg.classList.toggle("lit", on && seg.numbers.some((n) => shown(n) && same.has(`${marks[n][KIND]} ${marks[n][ID]}`)));
    });
  };

  function segment([text, numbers, start]) {
    const asked = data.span && start >= data.span[0] && start < data.span[1];
    if (!numbers.length) return el("span", { class: asked ? "asked" : null, "data-start": start }, text);
    const classes = numbers.flatMap((n) => [marks[n][LAYER], ...marks[n][STYLE].split(" ").map((style) => `${marks[n][LAYER]}-${style}`)]);
    const node = el("span", { class: ["seg", asked ? "asked" : "", ...new Set(classes)].join(" "), "data-start": start }, text);
    node.numbers = numbers;
    const fresh = numbers.filter((n) => !seen.has(n));
    numbers.forEach((n) => seen.add(n));
    const target = targetOf(numbers);
    if (target !== undefined) {
      node.classList.add("target");
      const pick = () => {
        if (String(document.getSelection?.() ?? "").trim() && data.editable) return; // words are being chosen
        const n = targetOf(numbers);
        setTriggerValue("pick", { kind: marks[n][KIND], id: marks[n][ID], mark: n });
      };
      node.addEventListener("click", pick);
      if (fresh.includes(target)) {
        node.setAttribute("role", "button");
        node.setAttribute("tabindex", "0");
        node.setAttribute("aria-describedby", "evidence-tip");
        node.addEventListener("keydown", (event) => {
          if (event.key !== "Enter" && event.key !== " ") return;
          event.preventDefault();
          pick();
        });
      }
    }
    node.addEventListener("mouseenter", () => { say(node, numbers); light(numbers.filter((n) => n === target), true); });
    node.addEventListener("mouseleave", () => { hush(); light([], false); });
    node.addEventListener("focus", () => say(node, numbers));
    node.addEventListener("blur", hush);
    return node;
  }

  /* Words chosen with the mouse or the keyboard, as code points of the article: what was missed is added from them. */
  function offsetOf(node, offset) {
    const holder = (node.nodeType === 3 ? node.parentElement : node)?.closest?.("[data-start]");
    if (!holder || node.nodeType !== 3) return null;
    return Number(holder.dataset.start) + [...node.data.slice(0, offset)].length;
  }
  function choose() {
    const shadow = root.getRootNode();
    const selection = shadow.getSelection?.() ?? document.getSelection();
    if (!selection?.rangeCount || selection.isCollapsed) return;
    const { startContainer, startOffset, endContainer, endOffset } = selection.getRangeAt(0);
    const span = [offsetOf(startContainer, startOffset), offsetOf(endContainer, endOffset)];
    if (span.includes(null) || span[0] >= span[1]) return;
    setTriggerValue("words", { start: span[0], end: span[1] });
  }

  function legend() {
    return el("div", { class: "legend", role: "group", "aria-label": "What is marked" }, ...LAYERS
      .filter(([layer]) => data.counts[layer])
      .map(([layer, label]) => el("button", {
        type: "button", class: `key ${layer}`, "aria-pressed": String(!view.hidden.has(layer)),
        onclick: () => { if (!view.hidden.delete(layer)) view.hidden.add(layer); draw(); root.querySelector(`.key.${layer}`).focus(); },
      }, el("i", { "aria-hidden": "true" }), label, el("span", { class: "n" }, String(data.counts[layer])))));
  }

  function toSpan([start, end]) {
    data.span = [start, end];
    view.asked = null;
    draw();
  }

  function doubts() {
    if (!data.doubts.length) return null;
    return el("section", { class: "doubts" }, el("h3", {}, "Not certain in this article"),
      el("ul", {}, ...data.doubts.map(([message, span]) => el("li", { dir: "auto" },
        span ? el("button", { type: "button", class: "link", onclick: () => toSpan(span) }, message) : message))));
  }

  function draw() {
    seen.clear();
    root.className = ["evidence-view", ...[...view.hidden].map((layer) => `no-${layer}`)].join(" ");
    root.replaceChildren(...[
      legend(),
      data.excerpts && el("p", { class: "note" }, "Only the sentences that something was read from are shown here. The source has the whole text."),
      el("div", { class: "text", onmouseup: data.editable && choose, onkeyup: data.editable && choose }, ...data.paragraphs.map(({ segments }) => el("p", { dir: "auto" }, ...segments.map(segment)))),
      doubts(), tip,
    ].filter(Boolean));
    const key = String(data.span);
    if (data.span && view.asked !== key) root.querySelector(".asked")?.scrollIntoView({ block: "center" });
    view.asked = key;
  }

  draw();
}
