/* The tables of the page of journeys, one tab at a time: the server sorts and pages, what is chosen is unfolded.
 * Everything from articles arrives as data and is set by textContent, never as markup. */

const STATUS = {
  under_way: "under way", completed: "completed", planned: "planned",
  cancelled: "cancelled", denied: "denied", hypothetical: "not certain",
};
const VERDICT = { agrees: "agrees", differs: "differs", unknown: "not measured" };
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
const name = (text, cls) => el("bdi", { class: cls, title: text.length > 40 ? text : null }, text);
const none = (why) => el("span", { class: "none" }, why);
const button = (text, attributes) => el("button", { type: "button", ...attributes }, text);

export default function ({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".ledger");
  const view = views.get(root) ?? {};
  views.set(root, view);
  view.data = data;
  view.send = setTriggerValue;
  root.dataset.theme = data.theme;
  const held = root.getRootNode().activeElement?.getAttribute?.("data-focus");
  const typed = root.querySelector("#add")?.value ?? "";
  const left = root.querySelector(".scroll")?.scrollLeft ?? 0;
  draw(root, view);
  const scroll = root.querySelector(".scroll");
  const [bar, on] = [root.querySelector(".tabs"), root.querySelector(".tabs [aria-selected=true]")];
  bar.scrollLeft = Math.max(0, on.offsetLeft - (bar.clientWidth - on.clientWidth) / 2);
  if (scroll) scroll.scrollLeft = left;
  if (held) root.querySelector(`[data-focus="${CSS.escape(held)}"]`)?.focus({ preventScroll: true });
  if (held === "add" && typed && !view.added) root.querySelector("#add").value = typed;
  view.added = false;
  const chosen = root.querySelector("tr.chosen");
  const key = data.selected ? `${data.tab}:${data.selected.id}` : null;
  if (chosen && view.shown !== key && view.clicked !== data.selected.id) chosen.scrollIntoView({ block: "nearest" });
  view.shown = key;
}

function draw(root, view) {
  const { data } = view;
  const body = { journeys, presences, travellers, claims, distances }[data.tab](view);
  root.replaceChildren(...[focusStrip(view), tabs(root, view),
    el("div", { id: "panel", role: "tabpanel", "aria-labelledby": `tab-${data.tab}` }, ...body)].filter(Boolean));
}

function focusStrip(view) {
  const { focus } = view.data;
  return focus && el("div", { class: "focus" },
    el("div", {}, el("strong", {}, name(focus.title)), el("span", {}, focus.text)),
    button("×", { class: "clear", "aria-label": "Clear the selection", onclick: () => view.send("select", { kind: null, id: null }) }));
}

function tabs(root, view) {
  const { data } = view;
  const go = (key) => {
    root.querySelector(`#tab-${key}`).focus();
    if (key !== data.tab) view.send("tab", key);
  };
  return el("div", { class: "tabs", role: "tablist", "aria-label": "Journeys" }, ...data.tabs.map(({ key, label, n }, at) =>
    el("button", {
      type: "button", role: "tab", id: `tab-${key}`, "data-focus": `tab:${key}`, "aria-selected": String(key === data.tab),
      "aria-controls": "panel", tabindex: key === data.tab ? "0" : "-1", onclick: () => go(key),
      onkeydown: (event) => {
        const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
        if (!step) return;
        event.preventDefault();
        go(data.tabs[(at + step + data.tabs.length) % data.tabs.length].key);
      },
    }, label, n === null ? null : el("span", { class: "n" }, n.toLocaleString("en")))));
}

/* A table: columns are [key or null, label, class]; those with a key can be sorted by. */
function table(view, label, columns, rows, cls) {
  const { data } = view;
  const head = columns.map(([key, text, kind]) => {
    const by = data.order?.by === key ? data.order : null;
    const sort = key && data.order && button(text, {
      class: "sort", "data-focus": `sort:${key}`,
      onclick: () => view.send("sort", { by: key, descending: by ? !by.descending : key === "date" || key === "km" }),
    });
    return el("th", { scope: "col", class: kind, "aria-sort": by ? (by.descending ? "descending" : "ascending") : null }, sort || text);
  });
  return el("div", { class: "scroll" },
    el("table", { class: cls, role: "table", "aria-label": label },
      el("thead", { role: "rowgroup" }, el("tr", { role: "row" }, ...head)), el("tbody", { role: "rowgroup" }, ...rows)));
}

function cell(label, kind, ...children) {
  return el("td", { role: "cell", class: kind, "data-label": label }, ...children);
}

function pager(view) {
  const { data } = view;
  const { offset, total, rows, page } = data;
  if (!total) return null;
  const more = total > rows.length;
  const to = (at) => () => view.send("page", at);
  return el("div", { class: "pager" }, el("p", { role: "status" }, data.count),
    more && button("Previous", { class: "act", "data-focus": "previous", disabled: offset === 0, onclick: to(Math.max(0, offset - page)) }),
    more && button("Next", { class: "act", "data-focus": "next", disabled: offset + page >= total, onclick: to(offset + page) }));
}

const empty = (view) => el("div", { class: "empty" }, el("p", {}, view.data.empty),
  view.data.clear && button("Show everything", { class: "act", onclick: () => view.send("clear", true) }));

function journeys(view) {
  const { data } = view;
  if (!data.rows.length) return [empty(view)];
  const columns = [["date", "When"], ["who", "Who"], ["from", "From"], [null, "Via"], ["to", "To"], ["km", "Great circle", "num"],
    [null, "By rail or sea"], ["mode", "Means"], ["status", "Status"], [null, "Reports", "num"]];
  const rows = data.rows.flatMap((row) => moves(view, row, columns.length, (chosen) => [
    cell("When", "day", row.date || none("not told")),
    cell("Who", "who", chooser(view, "journey", row, name(row.travellers), chosen)),
    cell("From", "place", row.from ? name(row.from) : none("not told")),
    cell("Via", row.via ? "place soft" : "place void", row.via ? name(row.via) : none("none")),
    cell("To", "place", row.to ? name(row.to) : none("not told")),
    cell("Great circle", row.distance ? "num strong" : "num void", row.distance ?? none("no distance")),
    cell("By rail or sea", row.route ? "way soft" : "way void", row.route ?? none("none")),
    cell("Means", row.mode ? "soft" : "soft void", row.mode ? `by ${row.mode}`.replace("by foot", "on foot") : none("not told")),
    cell("Status", "", chip(row)),
    cell("Reports", row.more > 0 ? "num" : "num void", reports(row)),
  ]));
  return [table(view, "Journeys", columns, rows, "moves"), pager(view)];
}

function presences(view) {
  const { data } = view;
  if (!data.rows.length) return [empty(view)];
  const columns = [["date", "When"], ["who", "Who"], ["to", "Where"], ["status", "Status"], [null, "Reports", "num"]];
  const rows = data.rows.flatMap((row) => moves(view, row, columns.length, (chosen) => [
    cell("When", "day", row.date || none("not told")),
    cell("Who", "who", chooser(view, "journey", row, name(row.travellers), chosen)),
    cell("Where", "place", row.to ? name(row.to) : none("not told")),
    cell("Status", "", chip(row)),
    cell("Reports", row.more > 0 ? "num" : "num void", reports(row)),
  ]));
  return [table(view, "Presences", columns, rows, "moves presences"), pager(view)];
}

const chip = (row) => el("span", { class: `chip ${row.status}` }, row.presence && row.status === "completed" ? "present" : STATUS[row.status]);

function reports(row) {
  const marks = el("span", {}, row.more > 0 ? el("span", {}, "1 ", el("b", {}, `+${row.more}`)) : "1");
  if (row.differs) marks.append(el("span", { class: "mark", title: "The reports differ" }, " ≠", el("span", { class: "hidden" }, " the reports differ")));
  if (row.warning) marks.append(el("span", { class: "mark", title: "Something in it cannot be right" }, " !", el("span", { class: "hidden" }, " doubtful")));
  return marks;
}

function chooser(view, kind, row, content, chosen) {
  return button(content, {
    class: "choose", "data-focus": `${kind}:${row.id}`, "aria-pressed": String(chosen), "aria-expanded": kind === "journey" ? String(chosen) : null,
    onclick: (event) => { event.stopPropagation(); choose(view, kind, row.id); },
  });
}

function choose(view, kind, id) {
  view.clicked = id;
  view.send("select", { kind, id });
}

const isChosen = (data, kind, row) => data.selected?.kind === kind && (data.selected.id === row.id || Boolean(row.also?.includes(data.selected.id)));

function rowOf(view, kind, row, chosen, cells) {
  return el("tr", { role: "row", class: chosen ? "chosen" : null, "data-id": row.id, onclick: () => {
    if (!String(getSelection())) choose(view, kind, row.id); // words that were just marked are to be copied
  } }, ...cells);
}

function moves(view, row, width, cells) {
  const { data } = view;
  const chosen = isChosen(data, "journey", row);
  const line = rowOf(view, "journey", row, chosen, cells(chosen));
  return chosen && data.detail ? [line, el("tr", { role: "row", class: "detail" }, el("td", { role: "cell", colspan: width }, detail(view, data.detail)))] : [line];
}

function detail(view, told) {
  const open = (span) => () => view.send("open", { article: told.article, start: span[0], end: span[1] });
  const notes = [told.method && `Distance: ${told.method}.`, told.note].filter(Boolean);
  return el("div", { class: "told" },
    ...told.sentences.map(([text, span], at) => el("div", {},
      el("blockquote", { dir: "auto" }, text),
      el("p", { class: "ways" }, button("Read in the article", { class: "link", "data-focus": `read:${at}`, onclick: open(span) }),
        at === 0 && button("Show on the map", { class: "link", "data-focus": "map", onclick: () => view.send("map", true) }),
        at === 0 && el("span", { class: "source", dir: "auto" }, told.source)))),
    notes.length ? el("p", { class: "source" }, notes.join(" ")) : null,
    told.warning && el("p", { class: "warning" }, told.warning),
    told.reports && el("p", { class: "source" }, `Told by ${told.reports}${told.differs.length ? ", which differ:" : ", which agree."}`),
    told.differs.length ? el("dl", {}, ...told.differs.flatMap(({ field, told: values }) => [el("dt", {}, field), ...values.map(([value, title, quote]) =>
      el("dd", {}, el("b", {}, name(value)), " ", el("q", { dir: "auto" }, quote), " ", el("span", { class: "source", dir: "auto" }, title)))])) : null);
}

function travellers(view) {
  const { data } = view;
  if (!data.rows.length) return [empty(view)];
  const columns = [[null, "Traveller"], [null, "Journeys made", "num"], [null, "Distance travelled", "num"], [null, el("span", { class: "hidden" }, "Beside the others")], [null, "Longest", "num"], [null, "Not travelled"]];
  const rows = data.rows.map((row) => {
    const chosen = isChosen(data, "actor", row);
    return rowOf(view, "actor", row, chosen, [
      cell("Traveller", "who", chooser(view, "actor", row, name(row.name), chosen)),
      cell("Journeys made", "num", String(row.made), row.unmeasured ? el("small", {}, ` ${row.unmeasured} not measured`) : null),
      cell("Distance travelled", "num strong", row.km ?? none("not measured")),
      el("td", { role: "cell", class: "bar", "aria-hidden": "true" }, bar(row.share)),
      cell("Longest", row.longest ? "num" : "num void", row.longest ? button(row.longest, {
        class: "link", "data-focus": `longest:${row.id}`, "aria-label": `Longest journey of ${row.name}: ${row.longest}`,
        onclick: (event) => { event.stopPropagation(); view.send("journey", row.journey); },
      }) : none("none")),
      cell("Not travelled", row.apart ? "soft" : "soft void", row.apart ?? none("none")),
    ]);
  });
  return [
    el("p", { class: "about" }, "Great circles of the journeys completed or under way, each counted once. Planned, cancelled and denied journeys stand apart; journeys from or to a country have no distance."),
    table(view, "Totals by traveller", columns, rows, "totals"), pager(view),
  ];
}

function bar(share) {
  const node = el("span", { class: "track" }, el("i"));
  node.firstChild.style.width = `${Math.max(share * 100, share ? 1 : 0)}%`;
  return node;
}

function claims(view) {
  const { data } = view;
  if (!data.rows.length) return [empty(view)];
  const columns = [[null, "Between"], [null, "The article says", "num"], [null, "Measured", "num"], [null, "Off by", "num"], [null, "Verdict"], [null, "Sentence"]];
  const rows = data.rows.map((row, at) => el("tr", { role: "row" },
    cell("Between", "ends", row.from && row.to ? el("span", {}, name(row.from), el("span", { class: "arrow", "aria-label": "and" }, " – "), name(row.to)) : none("places not resolved")),
    cell("The article says", "num", row.claimed),
    cell("Measured", "num strong", row.measured ?? none("not measured")),
    cell("Off by", "num soft", row.off ?? none("not measured")),
    cell("Verdict", "", el("span", { class: `chip ${row.verdict}` }, VERDICT[row.verdict])),
    cell("Sentence", "says", el("span", { class: "words", dir: "auto" }, ...row.sentence.map(([words, marked]) => (marked ? el("mark", {}, words) : words))),
      el("span", { class: "source" }, button("Read in the article", {
        class: "link", "data-focus": `claim:${at}`, onclick: () => view.send("open", { article: row.article, start: row.span[0], end: row.span[1] }),
      }), el("span", { dir: "auto" }, row.source)))));
  return [
    el("p", { class: "about" }, "Distances that the articles shown tell, beside the geodesic between the two places (WGS84)."),
    table(view, "Claimed and measured distances", columns, rows, "claims"), pager(view),
  ];
}

function distances(view) {
  const { data } = view;
  const { matrix } = data;
  if (matrix.options.length < 2) return [empty(view)];
  const ids = matrix.places.map(([id]) => id);
  const set = (list) => { view.added = true; view.send("places", list); };
  const chips = matrix.places.map(([id, text]) => el("li", {}, el("button", {
    type: "button", class: "chosen-place", "data-focus": `drop:${id}`, "aria-label": `Take out ${text}`, disabled: ids.length <= 2,
    onclick: () => set(ids.filter((other) => other !== id)),
  }, name(text), el("span", { class: "x", "aria-hidden": "true" }))));
  const rest = matrix.options.filter(([id]) => !ids.includes(id));
  const says = new Map(rest.map(([id, text, country]) => [country && country !== text ? `${text}, ${country}` : text, id]));
  const full = ids.length >= matrix.most;
  const add = el("input", {
    type: "text", id: "add", list: "options", "data-focus": "add", autocomplete: "off", disabled: full, "aria-label": "Add a place",
    placeholder: full ? `No more than ${matrix.most} places` : "Add a place …",
    oninput: (event) => { if (says.has(event.target.value)) set([...ids, says.get(event.target.value)]); },
    onkeydown: (event) => {
      if (event.key !== "Enter") return;
      const typed = event.target.value.trim().toLowerCase();
      const found = typed && [...says].find(([text]) => text.toLowerCase().startsWith(typed));
      if (found) set([...ids, found[1]]);
    },
  });
  const copied = el("span", { class: "copied", role: "status" });
  const copy = button("Copy table", { class: "act", "data-focus": "copy", onclick: () => toClipboard(matrix.copy, copied) });
  const head = el("tr", { role: "row" }, el("td", { role: "cell", class: "corner" }, matrix.unit), ...matrix.places.map(([, text]) => el("th", { scope: "col" }, name(text))));
  const rows = matrix.places.map(([, text], a) => el("tr", { role: "row" }, el("th", { scope: "row" }, name(text)), ...matrix.cells[a].map((far, b) => {
    const node = el("td", { role: "cell", class: far === null ? "self" : "num" }, far ?? el("span", { class: "hidden" }, "the same place"));
    node.style.setProperty("--far", matrix.shades[a][b]);
    return node;
  })));
  return [
    el("div", { class: "choice" }, el("ul", { class: "chosen-places", "aria-label": "Places of the table" }, ...chips), add,
      el("datalist", { id: "options" }, ...[...says.keys()].map((text) => el("option", { value: text }))), copied, copy),
    el("div", { class: "scroll" }, el("table", { class: "matrix", role: "table", "aria-label": `Distances between places in ${matrix.unit}` },
      el("thead", { role: "rowgroup" }, head), el("tbody", { role: "rowgroup" }, ...rows))),
    el("p", { class: "about" }, `Geodesics on the WGS84 ellipsoid, in ${matrix.unit}. At first these are the places where most happens.`),
  ];
}

async function toClipboard(text, status) {
  let done = true;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const field = el("textarea", { "aria-hidden": "true" }); // without https the browser keeps its clipboard to itself
    field.value = text;
    status.after(field);
    field.select();
    done = document.execCommand("copy");
    field.remove();
  }
  status.textContent = done ? "Copied" : "The browser does not allow to copy";
}
