/* The line above every page: how much is shown, what is set, and Share.
 * The link is read from the address bar when Share is pressed, and the map's view from the map then: neither a pan nor
 * a press needs the server.  Text is set by textContent, never as markup. */

const views = new WeakMap();
const FILTERS = "[data-testid=stExpandSidebarButton], [data-testid=stExpandSidebarButton] button";

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

const number = (n) => n.toLocaleString("en");

function mapView() {
  try {
    const { map } = document.querySelector("iframe[title^=streamlit_folium]").contentWindow;
    const { lat, lng } = map.getCenter().wrap();
    return `${lat.toFixed(4)}_${lng.toFixed(4)}_${map.getZoom().toFixed(2)}`;
  } catch {
    return null; // no map on this page
  }
}

/* The address of what is shown; only what Dateline itself writes into links goes along. */
function address(data, { embed = false } = {}) {
  const here = new URLSearchParams(location.search);
  const query = new URLSearchParams();
  for (const key of data.keys) if (here.has(key)) query.set(key, here.get(key));
  const view = mapView();
  if (view) query.set("map", view);
  if (embed) query.set("embed", "true");
  let path = location.pathname;
  if (embed && data.path && path.endsWith(data.path)) path = path.slice(0, -data.path.length); // only the map embeds
  const text = query.toString();
  return location.origin + path + (text ? `?${text}` : "");
}

async function copy(field, status) {
  let done = true;
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    field.select(); // without https the browser keeps its clipboard to itself, save for this old way
    done = document.execCommand("copy");
  }
  status.textContent = done ? "Copied" : "Press Ctrl+C to copy";
  if (!done) field.select();
}

export default function ({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".bar");
  let view = views.get(root);
  if (!view) {
    view = {};
    views.set(root, view);
    build(root, view);
  }
  view.data = data;
  view.send = setTriggerValue;
  root.dataset.theme = data.theme;
  draw(root, view);
}

function build(root, view) {
  view.drawer = el("button", { type: "button", class: "drawer", onclick: () => document.querySelector(FILTERS)?.click() });
  view.count = el("p", { class: "count", role: "status", tabindex: "-1" });
  view.chips = el("ul", { class: "chips", "aria-label": "Filters that are set" });
  view.empty = el("div", { class: "empty", role: "alert", hidden: true });
  view.share = el("button", { type: "button", class: "act share", "aria-haspopup": "dialog", onclick: () => open(view) }, "Share");
  view.export = el("button", { type: "button", class: "act export", "aria-haspopup": "dialog", onclick: () => view.send("export", { view: mapView(), link: address(view.data) }) }, "Export");
  view.dialog = dialog(view);
  root.replaceChildren(
    el("div", { class: "line" }, view.drawer, view.count, view.chips, el("div", { class: "acts" }, view.export, view.share)),
    view.empty, view.dialog);
}

function draw(root, view) {
  const { data } = view;
  const held = root.getRootNode().activeElement?.getAttribute?.("data-focus");
  const at = [...view.chips.querySelectorAll("button")].findIndex((b) => b.getAttribute("data-focus") === held);
  view.drawer.textContent = data.chips.length ? `Filters (${data.chips.length})` : "Filters";
  view.count.replaceChildren(el("b", {}, number(data.shown)), ` of ${number(data.total)} events shown`);
  view.chips.replaceChildren(...data.chips.map((chip) => el("li", {},
    el("button", {
      type: "button", class: "chip", "data-focus": `${chip.field}:${chip.id}`, title: `${chip.what}: ${chip.text}`,
      "aria-label": `Clear ${chip.what}: ${chip.text}`, onclick: () => view.send("remove", { field: chip.field, id: chip.id }),
    }, el("bdi", {}, chip.text), el("span", { class: "x", "aria-hidden": "true" })))),
    ...(data.chips.length ? [el("li", {}, el("button", { type: "button", class: "all", "data-focus": "all", onclick: () => view.send("clear", true) }, data.chips.length > 1 ? "Clear all" : "Clear"))] : []));
  view.export.hidden = !data.exports;
  drawEmpty(view);
  if (held && at >= 0) {
    const left = [...view.chips.querySelectorAll("button")];
    (left.find((b) => b.getAttribute("data-focus") === held) ?? left[Math.min(at, left.length - 2)] ?? view.count).focus({ preventScroll: true });
  }
}

function drawEmpty(view) {
  const { empty } = view.data;
  view.empty.hidden = !empty;
  if (!empty) return view.empty.replaceChildren();
  const drop = empty.drop && el("button", { type: "button", class: "act", onclick: () => view.send("remove", empty.drop) },
    "Without ", el("bdi", {}, empty.drop.text));
  const everything = empty.clear && el("button", { type: "button", class: "act", onclick: () => view.send("clear", true) }, "Show everything");
  view.empty.replaceChildren(el("p", {}, empty.text), ...[drop, everything].filter(Boolean));
}

function dialog(view) {
  const link = el("input", { type: "text", readonly: true, id: "link", "aria-label": "Link to what is shown", onfocus: () => { link.select(); link.scrollLeft = 0; } });
  const copied = el("span", { class: "copied", role: "status" });
  const frame = el("textarea", { readonly: true, rows: "3", "aria-label": "HTML to embed the map", onfocus: () => frame.select() });
  const framed = el("span", { class: "copied", role: "status" });
  const about = el("p", { class: "about" });
  const note = el("p", { class: "note" });
  const close = el("button", { type: "button", class: "close", "aria-label": "Close", onclick: () => node.close() });
  const linked = el("div", { class: "row" }, link, el("button", { type: "button", class: "act main", onclick: () => copy(link, copied) }, "Copy link"));
  const embed = el("details", {}, el("summary", {}, "Embed the map in a page"), frame,
    el("div", { class: "row" }, el("button", { type: "button", class: "act", onclick: () => copy(frame, framed) }, "Copy HTML"), framed));
  const node = el("dialog", { "aria-labelledby": "share-title", onclick: (event) => { if (event.target === node) node.close(); } },
    el("div", { class: "sheet" }, el("header", {}, el("h2", { id: "share-title" }, "Share this view"), close), linked, about, note, embed));
  view.fill = () => {
    const { data } = view;
    link.value = address(data);
    frame.value = `<iframe src="${address(data, { embed: true }).replaceAll("&", "&amp;").replaceAll('"', "&quot;")}" title="Dateline map" width="100%" height="480" style="border:0" loading="lazy"></iframe>`;
    const fault = data.long ?? (link.value.length >= data.most
      ? `The link would be ${number(link.value.length)} characters long, and only ${number(data.most)} are sure to arrive: choose fewer actors or places, or search for less.` : null);
    linked.hidden = embed.hidden = Boolean(fault);
    copied.textContent = framed.textContent = "";
    about.replaceChildren(...(fault ? [fault] : [`Opens this page with its filters${mapView() ? ", selection and map view" : " and selection"}. `, copied]));
    about.classList.toggle("fault", Boolean(fault));
    note.textContent = data.private ?? "";
  };
  view.link = link;
  return node;
}

function open(view) {
  view.fill();
  view.dialog.showModal();
  if (!view.link.parentElement.hidden) view.link.focus();
}
