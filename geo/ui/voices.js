/* The page of statements: cards, and beside them who speaks, in what manner and of which places.
 * Everything from articles arrives as data and is set by textContent, never as markup. */

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

/* Names may be right to left: each stands in its own direction. */
const name = (text, cls) => el("bdi", { class: cls }, text);
const button = (text, attributes) => el("button", { type: "button", ...attributes }, text);
const joined = (items, by) => items.flatMap((item, n) => (n ? [by, item] : [item]));

export default function ({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".voices");
  const view = views.get(root) ?? { aside: null };
  views.set(root, view);
  view.data = data;
  view.send = setTriggerValue;
  root.dataset.theme = data.theme;
  const active = root.getRootNode().activeElement;
  const held = active?.getAttribute?.("data-focus");
  const typed = held === "search" ? [active.value, active.selectionStart] : null;
  const open = root.querySelector("details.aside")?.open;
  draw(root, view, open);
  if (held) {
    const field = root.querySelector(`[data-focus="${CSS.escape(held)}"]`);
    field?.focus({ preventScroll: true });
    if (typed && field) {
      field.value = typed[0];
      field.setSelectionRange(typed[1], typed[1]);
    }
  }
  const chosen = root.querySelector(".card.chosen");
  const key = data.selected?.id ?? null;
  if (chosen && view.shown !== key && view.clicked !== key) chosen.scrollIntoView({ block: "nearest" });
  view.shown = key;
}

function draw(root, view, open) {
  const { data } = view;
  const wide = matchMedia("(min-width: 900px)").matches;
  const aside = el("details", { class: "aside", open: wide || open }, el("summary", {}, "Who speaks, and of which places"),
    choices(view, "speakers", "Who speaks most", data.speakers, "Only what they say"),
    choices(view, "places", "Places spoken of", data.places, "Only statements about them or made there"));
  const found = data.rows.length
    ? el("ol", { class: "cards", "aria-label": "Statements" }, ...data.rows.map((row) => card(view, row)))
    : el("div", { class: "empty" }, el("p", {}, data.empty), data.clear && button("Show everything", { class: "act", onclick: () => view.send("clear", true) }));
  const rest = data.total - data.rows.length;
  root.replaceChildren(...[focusStrip(view), el("div", { class: "top" }, search(view), acts(view)),
    el("div", { class: "columns" },
      el("div", { class: "main" }, el("p", { class: "tally", role: "status" }, data.count), found,
        rest > 0 && button(`Show ${Math.min(rest, data.page).toLocaleString("en")} more of ${rest.toLocaleString("en")}`, { class: "more", "data-focus": "more", onclick: () => view.send("more", data.rows.length) })),
      aside)].filter(Boolean));
}

function focusStrip(view) {
  const { focus } = view.data;
  return focus && el("div", { class: "focus" },
    el("div", {}, el("strong", {}, name(focus.title)), el("span", {}, focus.text)),
    button("×", { class: "clear", "aria-label": "Clear the selection", onclick: () => view.send("select", null) }));
}

function search(view) {
  const field = el("input", {
    type: "search", "data-focus": "search", placeholder: "Search what is said …", maxlength: "200",
    "aria-label": "Search statements by words", value: view.data.text, autocomplete: "off",
  });
  const form = el("form", { role: "search", onsubmit: (event) => {
    event.preventDefault();
    view.send("search", field.value);
  } }, field, el("button", { type: "submit", class: "act" }, "Search"));
  field.addEventListener("search", () => { if (!field.value && view.data.text) view.send("search", ""); }); // its own cross
  return form;
}

function acts(view) {
  return el("div", { class: "acts", role: "group", "aria-label": "Only statements in which it is" }, ...view.data.acts.map((act) =>
    el("button", {
      type: "button", class: `act-chip ${act.id}`, "aria-pressed": String(act.on), "data-focus": `act:${act.id}`,
      onclick: () => view.send("narrow", { field: "acts", id: act.id }),
    }, act.name, el("span", { class: "n" }, act.n.toLocaleString("en")))));
}

function choices(view, field, title, rows, says) {
  if (!rows.length) return null;
  return el("section", { "aria-label": title }, el("h2", {}, title),
    el("ul", {}, ...rows.map((row) => {
      const track = el("i", { "aria-hidden": "true" });
      track.style.width = `${row.share * 100}%`;
      return el("li", {}, el("button", {
        type: "button", class: "choice", title: says, "aria-pressed": String(row.on), "data-focus": `${field}:${row.id}`,
        onclick: () => view.send("narrow", { field, id: row.id }),
      }, track, el("span", { class: "label" }, name(row.name), row.note && el("small", {}, name(row.note))), el("span", { class: "n" }, row.n.toLocaleString("en"))));
    })));
}

function card(view, row) {
  const { data } = view;
  const chosen = data.selected?.kind === "statement" && data.selected.id === row.id;
  const choose = () => { view.clicked = row.id; view.send("select", row.id); };
  const open = () => view.send("open", { article: row.article, start: row.span[0], end: row.span[1] });
  const facts = [
    row.date && el("span", { class: "day" }, row.date),
    row.venue && el("span", {}, "in ", name(row.venue)),
    row.via && el("span", {}, "passed on by ", name(row.via)),
    row.about.length ? el("span", {}, "about ", ...joined(row.about.map(([, text]) => name(text)), ", ")) : null,
  ].filter(Boolean);
  return el("li", { class: `card ${row.act}${chosen ? " chosen" : ""}`, "data-id": row.id, onclick: (event) => {
    if (!event.target.closest("button") && !String(getSelection())) choose(); // words just marked are to be copied
  } },
    el("div", { class: "head" },
      el("button", { type: "button", class: "who", "data-focus": `statement:${row.id}`, "aria-pressed": String(chosen), onclick: choose }, name(row.speaker)),
      el("span", { class: "cue" }, row.cue), row.marked && el("span", { class: `chip ${row.act}` }, row.marked)),
    el("p", { class: "words", dir: "auto" }, ...row.parts.map(([text, quoted]) => (quoted ? el("q", {}, text) : el("span", {}, text)))),
    facts.length ? el("p", { class: "facts" }, ...joined(facts, " · ")) : null,
    chosen ? el("div", { class: "told" }, ...row.sentences.map((text) => el("blockquote", { dir: "auto" }, text)),
      row.words && el("p", {}, "The source in the text: ", el("bdi", {}, `“${row.words}”`))) : null,
    el("p", { class: "source" }, button("Read in the article", { class: "link", "data-focus": `read:${row.id}`, onclick: open }),
      chosen && button("Show on the map", { class: "link", "data-focus": "map", onclick: () => view.send("map", true) }), el("span", { dir: "auto" }, row.source)));
}
