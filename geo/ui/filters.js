/* The filters: what may be chosen, how much of each there is, and what is chosen.
 * Every change sends all that is set with a running number; data that answer an older change leave the choice alone,
 * so that quick clicks never undo each other.  Text is set by textContent, never as markup. */

const FEW = 6;
const SEARCH_MS = 220;
const TYPED_MS = 700;
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

const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const number = (n) => n.toLocaleString("en");

export default function ({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".filters");
  let view = views.get(root);
  if (!view) {
    view = { seq: 0, set: null, open: {}, all: {}, asked: {} };
    views.set(root, view);
  }
  view.send = setTriggerValue;
  view.data = data;
  root.dataset.theme = data.theme;
  if (!view.set || data.seq >= view.seq) {
    view.seq = data.seq;
    view.set = structuredClone(data.set);
    view.miles = data.miles;
  }
  if (!view.built) build(root, view);
  update(view);
}

function commit(view) {
  view.seq += 1;
  view.send("change", { seq: view.seq, set: view.set, miles: view.miles });
}

function toggle(view, field, id) {
  const chosen = view.set[field];
  view.set[field] = chosen.includes(id) ? chosen.filter((c) => c !== id) : [...chosen, id];
  commit(view);
  update(view);
}

function build(root, view) {
  view.built = true;
  view.parts = {};
  view.text = el("input", {
    type: "search", id: "f-text", placeholder: "Words in the news", autocomplete: "off", maxlength: 200, enterkeyhint: "search",
    "aria-label": "Words that must occur",
    onchange: () => { if (view.text.value.trim() !== view.set.text) { view.set.text = view.text.value.trim(); commit(view); } },
    onsearch: () => view.text.dispatchEvent(new Event("change")),
  });
  view.kinds = el("ul", { class: "kinds" });
  view.chart = el("div", { class: "chart" });
  view.from = day(view, "from", "First day");
  view.to = day(view, "to", "Last day");
  view.ends = el("div", { class: "ends", "aria-hidden": "true" }, el("span"), el("span"));
  view.facets = el("div");
  view.unit = el("input", { type: "checkbox", role: "switch", onchange: () => { view.miles = view.unit.checked; commit(view); } });
  root.replaceChildren(
    el("div", { class: "text" }, view.text),
    el("fieldset", {}, el("legend", {}, "Show"), view.kinds),
    el("fieldset", {}, el("legend", {}, "Dates"), view.chart, view.ends, el("div", { class: "days" }, view.from, el("span", { "aria-hidden": "true" }, "–"), view.to)),
    view.facets,
    el("label", { class: "switch" }, el("span", {}, "Distances in miles"), view.unit),
  );
}

function day(view, end, label) {
  let timer;
  const take = () => {
    clearTimeout(timer);
    const value = input.value || null;
    if (value === shownDay(view, end) || (value && value < "1900")) return;
    view.set[end] = value;
    commit(view);
    update(view);
  };
  const input = el("input", {
    type: "date", "aria-label": label, min: "1900-01-01", max: "2100-12-31",
    oninput: () => { clearTimeout(timer); timer = setTimeout(take, TYPED_MS); }, // a year is typed digit by digit
    onblur: take,
    onkeydown: (event) => { if (event.key === "Enter") take(); },
  });
  return input;
}

const shownDay = (view, end) => view.set[end] ?? view.data.span?.[end === "from" ? 0 : 1] ?? null;

function update(view) {
  const { data, set } = view;
  const root = view.text.getRootNode();
  const focused = root.activeElement?.getAttribute?.("data-focus");
  if (root.activeElement !== view.text) view.text.value = set.text;
  for (const [end, input] of [["from", view.from], ["to", view.to]]) {
    if (root.activeElement !== input) input.value = shownDay(view, end) ?? "";
    input.classList.toggle("set", Boolean(set[end]));
  }
  view.unit.checked = view.miles;
  drawKinds(view);
  drawChart(view);
  const wanted = data.facets.filter((f) => f.options.length > 1 || f.total > 1 || set[f.key].length);
  for (const facet of wanted) view.parts[facet.key] ??= section(view, facet.key);
  const nodes = wanted.map((f) => view.parts[f.key].node);
  if (nodes.length !== view.facets.children.length || nodes.some((n, i) => n !== view.facets.children[i])) view.facets.replaceChildren(...nodes);
  for (const facet of wanted) drawFacet(view, facet);
  if (focused) root.querySelector(`[data-focus="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
}

function drawKinds(view) {
  const on = (kind) => !view.set.kinds.length || view.set.kinds.includes(kind);
  const kinds = view.data.kinds;
  const choose = (chosen) => {
    view.set.kinds = chosen.length === kinds.length ? [] : chosen;
    commit(view);
    update(view);
  };
  view.kinds.replaceChildren(...kinds.map(([kind, label, count]) => el("li", {},
    el("label", {},
      el("input", {
        type: "checkbox", role: "switch", checked: on(kind), "data-focus": `kind:${kind}`,
        onchange: (event) => choose(kinds.map(([k]) => k).filter((k) => (k === kind ? event.target.checked : on(k)))),
      }),
      el("span", { class: `glyph ${kind}`, "aria-hidden": "true" }), el("span", { class: "name" }, label), el("span", { class: "n" }, number(count))),
    el("button", { type: "button", class: "only", "aria-label": `Only ${label.toLowerCase()}`, "data-focus": `only:${kind}`, onclick: () => choose([kind]) }, "only"))));
}

/* The bars are a picture of the fields under them; dragging over them sets the fields. */
function drawChart(view) {
  const { bars, span } = view.data;
  view.ends.hidden = view.chart.hidden = !span || bars.length < 2;
  if (view.chart.hidden) return;
  const most = Math.max(...bars.map((b) => b[1]), 1);
  const [from, to] = [shownDay(view, "from"), shownDay(view, "to")];
  view.chart.replaceChildren(...bars.map(([first, count, last, title]) => {
    const within = last >= from && first <= to;
    const bar = el("i", { class: within ? "in" : "", title, "data-first": first, "data-last": last }, el("b"));
    bar.firstChild.style.height = count ? `${Math.max(8, 100 * Math.sqrt(count / most))}%` : "0";
    return bar;
  }));
  view.chart.setAttribute("aria-hidden", "true");
  [...view.ends.children].forEach((node, n) => { node.textContent = view.data.ends[n]; });
  view.chart.onpointerdown = (event) => {
    const at = (e) => [...view.chart.children].find((bar) => e.clientX <= bar.getBoundingClientRect().right) ?? view.chart.lastChild;
    const start = at(event);
    const mark = (end) => {
      const days = [start, end].flatMap((b) => [b.dataset.first, b.dataset.last]).sort();
      for (const bar of view.chart.children) bar.className = bar.dataset.last >= days[0] && bar.dataset.first <= days[3] ? "in" : "";
      return [days[0], days[3]];
    };
    let days = mark(start);
    view.chart.setPointerCapture(event.pointerId);
    view.chart.onpointermove = (e) => { days = mark(at(e)); };
    view.chart.onpointerup = view.chart.onpointercancel = (e) => {
      view.chart.onpointermove = view.chart.onpointerup = view.chart.onpointercancel = null;
      if (e.type === "pointerup") { [view.set.from, view.set.to] = days; commit(view); }
      update(view);
    };
  };
}

function section(view, key) {
  const part = {};
  part.count = el("span", { class: "badge" });
  part.title = el("span");
  part.list = el("ul", { class: "options" });
  part.note = el("p", { class: "note", role: "status" });
  part.more = el("button", { type: "button", class: "more", onclick: () => { view.all[key] = !view.all[key]; update(view); } });
  part.search = el("input", {
    type: "search", autocomplete: "off", class: "find",
    oninput: () => {
      clearTimeout(part.timer);
      const facet = view.data.facets.find((f) => f.key === key);
      if (part.search.value.trim() && facet.total > facet.options.length) {
        part.timer = setTimeout(() => view.send("search", { facet: key, text: part.search.value.trim().slice(0, 100) }), SEARCH_MS);
      }
      update(view);
    },
    onkeydown: (event) => {
      if (event.key === "ArrowDown") { event.preventDefault(); part.list.querySelector("input")?.focus(); }
      if (event.key === "Enter") part.list.querySelector("input:not(:checked)")?.click();
    },
  });
  part.list.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const boxes = [...part.list.querySelectorAll("input")];
    const to = boxes.indexOf(event.target) + step;
    (to < 0 ? part.search : boxes[Math.min(to, boxes.length - 1)]).focus();
  });
  part.node = el("details", { class: `facet ${key}`, ontoggle: () => { view.open[key] = part.node.open; update(view); } },
    el("summary", {}, part.title, part.count), part.search, part.list, part.note, part.more);
  return part;
}

function drawFacet(view, facet) {
  const { key } = facet;
  const part = view.parts[key];
  const chosen = view.set[key];
  view.open[key] ??= facet.open || chosen.length > 0;
  if (part.node.open !== view.open[key]) part.node.open = view.open[key];
  part.title.textContent = facet.title;
  part.count.textContent = chosen.length || "";
  part.count.setAttribute("aria-label", chosen.length ? `${chosen.length} chosen` : "");
  if (!view.open[key]) return;
  part.search.setAttribute("aria-label", `Search ${facet.title.toLowerCase()}`);
  part.search.placeholder = `Search ${number(facet.total)} ${facet.title.toLowerCase()}`;
  part.search.hidden = facet.total <= FEW + 2;
  part.list.setAttribute("aria-label", facet.title);

  const words = plain(part.search.value.trim());
  const found = view.data.found?.facet === key && plain(view.data.found.text) === words ? view.data.found.options : null;
  const seen = new Map(facet.options.map((o) => [o[0], o]));
  for (const option of found ?? []) if (!seen.has(option[0])) seen.set(option[0], option);
  let rows = [...seen.values()];
  if (words) rows = rows.filter(([, label, , note]) => words.split(/\s+/).every((w) => plain(`${label} ${note ?? ""}`).includes(w)));
  rows.sort((a, b) => chosen.includes(b[0]) - chosen.includes(a[0])); // stable: then by count
  const few = !words && !view.all[key] ? Math.max(FEW, chosen.length) : rows.length;
  const hidden = rows.length - few;
  part.list.replaceChildren(...rows.slice(0, few).map(([id, label, count, note]) => el("li", {},
    el("label", { title: note ? `${label} · ${note}` : label },
      el("input", { type: "checkbox", checked: chosen.includes(id), "data-focus": `${key}:${id}`, onchange: () => toggle(view, key, id) }),
      el("bdi", { class: "name" }, label, note && el("small", {}, note)),
      el("span", { class: "n" }, number(count))))));
  const waiting = words && facet.total > facet.options.length && !found;
  part.note.textContent = !rows.length && !waiting ? `No ${facet.noun} matches “${part.search.value.trim()}”.`
    : view.all[key] && !words && facet.total > rows.length ? `Search for the other ${number(facet.total - rows.length)}.` : "";
  part.more.hidden = Boolean(words) || rows.length <= FEW;
  part.more.textContent = view.all[key] ? "Show fewer" : `Show ${number(hidden)} more`;
  if (hidden <= 0 && !view.all[key]) part.more.hidden = true;
}
