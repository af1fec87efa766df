/* The panels beside the map: journeys, statements, actors and places as lists.
 * Everything from articles arrives as data and is set by textContent, never as markup.
 * The list re-renders on new data; the open tab, scroll position and focus survive. */

const STATUS = {
  under_way: "under way", completed: "completed", planned: "planned",
  cancelled: "cancelled", denied: "denied", hypothetical: "not certain",
};
const views = new WeakMap();

function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "style") node.setAttribute("style", value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((c) => c !== null && c !== undefined && c !== false));
  return node;
}

/* Names may be right to left: each stands in its own direction. */
const name = (text, cls) => el("bdi", { class: cls }, text);

export default function ({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".panels");
  const view = views.get(parentElement) ?? { tab: null, wish: null };
  views.set(parentElement, view);
  if (data.tab && data.tab !== view.wish) view.tab = data.tab;
  view.wish = data.tab;
  if (!data.tabs.some(({ key }) => key === view.tab)) view.tab = data.tabs[0].key;

  const select = (kind, id) => setTriggerValue("select", { kind, id });
  const open = (row) => setTriggerValue("open", { article: row.article, start: row.span[0], end: row.span[1] });
  const scrollTop = root.querySelector(".list")?.scrollTop ?? 0;
  const focused = parentElement.activeElement?.getAttribute?.("data-focus");

  function evidence(row) {
    return el("details", { class: "evidence", open: data.open === row.id || row.also?.includes(data.open) },
      el("summary", { "data-focus": `e:${row.id}` }, "Sentence"),
      el("blockquote", { dir: "auto" }, row.sentence),
      el("p", { class: "source" },
        el("button", { type: "button", class: "link", onclick: () => open(row) }, "Read in the article"),
        el("span", {}, row.source)));
  }

  /* Where reports of one journey differ, what each says, side by side. */
  function differences(row) {
    return el("details", { class: "evidence" },
      el("summary", { "data-focus": `d:${row.id}` }, "Where the reports differ"),
      ...row.differs.map(({ field, told }) => el("dl", {}, el("dt", {}, field), ...told.map(([value, title, quote]) => el("dd", {},
        el("b", {}, name(value)), el("blockquote", { dir: "auto" }, quote), el("span", { class: "source", dir: "auto" }, title))))));
  }

  function card(kind, row, ...children) {
    const chosen = data.selected && data.selected.kind === kind && (data.selected.id === row.id || row.also?.includes(data.selected.id));
    return el("li", { class: `card ${kind}${chosen ? " chosen" : ""}`, "data-id": row.id, style: row.color ? `--mark:${row.color}` : null },
      el("button", {
        type: "button", class: "main", "data-focus": `${kind}:${row.id}`,
        "aria-pressed": chosen ? "true" : "false", onclick: () => select(kind, row.id),
      }, ...children),
      row.sentence ? evidence(row) : null, row.differs?.length ? differences(row) : null);
  }

  const meta = (...parts) => {
    const line = el("span", { class: "meta" });
    parts.filter(Boolean).forEach((part, n) => { if (n) line.append(" · "); line.append(part); });
    return line;
  };

  const render = {
    journeys: (row) => card("journey", row,
      el("span", { class: "head" }, name(row.travellers, "who"), el("span", { class: `chip ${row.status}` }, row.presence ? "present" : STATUS[row.status])),
      row.presence
        ? el("span", { class: "route" }, "in ", name(row.to ?? "a place not resolved"))
        : el("span", { class: "route" },
            row.from ? name(row.from) : el("i", {}, "origin not told"), el("span", { class: "arrow", "aria-label": "to" }, " → "),
            row.to ? name(row.to) : el("i", {}, "destination not told")),
      meta(row.distance ? el("span", {}, el("b", {}, row.distance), " ", row.method) : row.method, row.date && el("span", { class: "day" }, row.date)),
      row.note && el("span", { class: "meta" }, row.note),
      row.warning && el("span", { class: "meta warning" }, row.warning),
      row.reports && el("span", { class: "meta" }, `Told by ${row.reports}`, row.differs.length ? ", which differ" : "")),
    statements: (row) => card("statement", row,
      el("span", { class: "head" }, name(row.speaker, "who"), el("span", { class: `cue ${row.act}` }, row.cue)),
      el("span", { class: "words", dir: "auto" }, ...row.parts.map(([text, quoted]) => (quoted ? el("q", {}, text) : el("span", {}, text)))),
      meta(row.date, row.places && name(row.places))),
    actors: (row) => card("actor", row,
      el("span", { class: "head" }, name(row.name, "who"), el("span", { class: "count" }, row.counts)),
      meta(row.position)),
    articles: (row) => card("article", row,
      el("span", { class: "head" }, name(row.title, "who"), el("span", { class: "count" }, row.counts)),
      meta(row.about, row.reports), row.doubts && el("span", { class: "meta" }, row.doubts)),
    places: (row) => card("place", row,
      el("span", { class: "head" }, el("span", { class: `glyph ${row.draw}`, "aria-hidden": "true" }), name(row.name, "who"),
        el("span", { class: "count" }, row.counts)),
      meta(row.about)),
  };

  const tabs = data.tabs.map(({ key, label }) => [key, label]);
  const kindOf = (key) => data.tabs.find((tab) => tab.key === key).kind;

  function draw() {
    const list = data.lists[view.tab];
    const bar = tabs.length > 1 && el("div", { class: "tabs", role: "tablist", "aria-label": data.label }, ...tabs.map(([key, label]) =>
      el("button", {
        type: "button", role: "tab", id: `tab-${key}`, "data-focus": `tab:${key}`, "aria-selected": String(view.tab === key),
        "aria-controls": "panel", tabindex: view.tab === key ? "0" : "-1",
        onclick: () => { view.tab = key; draw(); root.querySelector(`#tab-${key}`).focus(); },
        onkeydown: (event) => {
          const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
          if (!step) return;
          event.preventDefault();
          const at = tabs.findIndex(([k]) => k === view.tab);
          view.tab = tabs[(at + step + tabs.length) % tabs.length][0];
          draw();
          root.querySelector(`#tab-${view.tab}`).focus();
        },
      }, label, el("span", { class: "n" }, String(data.lists[key].total)))));
    const focus = data.focus && el("div", { class: "focus" },
      el("div", {}, el("strong", {}, name(data.focus.title)), el("span", {}, data.focus.text)),
      el("button", { type: "button", class: "clear", "aria-label": "Clear the selection", onclick: () => select(null, null) }, "×"));
    const body = list.rows.length
      ? el("ol", { class: "list" }, ...list.rows.map(render[kindOf(view.tab)]))
      : el("div", { class: "list empty" }, el("p", {}, list.empty));
    const rest = list.total - list.rows.length;
    const more = rest > 0 && el("button", { type: "button", class: "more", onclick: () => setTriggerValue("more", view.tab) }, `Show ${Math.min(rest, data.page)} more of ${rest}`);
    if (more) body.append(el("li", { class: "more-row" }, more));
    root.replaceChildren(...[focus, bar, el("div", { id: "panel", role: "tabpanel", "aria-labelledby": tabs.length > 1 ? `tab-${view.tab}` : null, "aria-label": tabs.length > 1 ? null : data.label }, body)].filter(Boolean));
  }

  draw();
  const list = root.querySelector(".list");
  const chosen = root.querySelector(".card.chosen");
  const key = data.selected ? `${data.selected.kind}:${data.selected.id}` : null;
  if (chosen && view.shown !== key) list.scrollTop = Math.max(0, chosen.offsetTop - list.offsetTop - 12);
  else list.scrollTop = view.shown === key ? scrollTop : 0;
  view.shown = key;
  if (focused) root.querySelector(`[data-focus="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
}
