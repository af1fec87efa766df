/* Steps and plays through the events in order; the map and the panels follow.  The page tells what is shown, this only asks for the next. */

const STEP_MS = 3600;
const views = new WeakMap();
const TYPING = "input, textarea, select, [contenteditable], [role=tab], [role=slider], iframe";

export default function ({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".player");
  const view = views.get(parentElement) ?? { playing: false, asked: 0 };
  views.set(parentElement, view);
  view.data = data;

  const button = (name, label, act) => {
    const node = document.createElement("button");
    node.type = "button";
    node.className = name;
    node.title = label;
    node.setAttribute("aria-label", label);
    node.addEventListener("click", act);
    return node;
  };
  const ask = (by) => {
    clearTimeout(view.timer);
    view.asked += 1;
    setTriggerValue("step", { by, n: view.asked });
  };
  const stop = () => { clearTimeout(view.timer); view.playing = false; draw(); };
  const walk = (by) => { view.playing = false; ask(by); };
  const play = () => {
    if (view.playing) return stop();
    view.playing = true;
    view.shown = null;
    draw();
    ask(data.number && data.number < data.total ? 1 : "first");
  };

  /* Arrow keys step wherever nothing else wants them. */
  view.detach?.();
  const key = (event) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const path = event.composedPath();
    const inner = path[0];
    if (!by || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.defaultPrevented) return;
    if (inner.closest?.(TYPING) || document.querySelector("[role=dialog]")) return;
    if (!root.isConnected) return view.detach();
    event.preventDefault();
    walk(by);
  };
  document.addEventListener("keydown", key);
  view.detach = () => document.removeEventListener("keydown", key);

  function draw() {
    const d = view.data;
    const caption = document.createElement("p");
    caption.className = "caption";
    caption.setAttribute("aria-live", view.playing ? "off" : "polite");
    if (d.caption) {
      const day = document.createElement("b");
      day.textContent = d.day;
      const words = document.createElement("bdi");
      words.textContent = d.caption;
      caption.append(day, " ", words);
    } else caption.textContent = d.total ? d.hint : "Nothing to step through in what is shown.";
    const back = button("back", "One event back (arrow left)", () => walk(-1));
    const toggle = button(view.playing ? "pause" : "start", view.playing ? "Pause" : "Play through the events in order", play);
    const next = button("next", "One event on (arrow right)", () => walk(1));
    back.disabled = d.number === 1 || !d.total;
    next.disabled = Boolean(d.total && d.number === d.total) || !d.total;
    toggle.disabled = !d.total;
    const count = document.createElement("span");
    count.className = "n";
    count.textContent = d.number ? `${d.number.toLocaleString("en")} of ${d.total.toLocaleString("en")}` : d.total ? `${d.total.toLocaleString("en")} events` : "";
    const focused = root.contains(parentElement.activeElement) ? parentElement.activeElement?.className : root.getRootNode().activeElement?.className;
    root.replaceChildren(back, toggle, next, caption, count);
    const again = { start: "pause", pause: "start" }[focused];
    (root.querySelector(`button.${focused || "none"}`) ?? (again && root.querySelector(`button.${again}`)))?.focus({ preventScroll: true });
  }

  if (view.playing && data.number && view.shown !== data.id) {
    view.shown = data.id;
    clearTimeout(view.timer);
    if (data.number < data.total) view.timer = setTimeout(() => ask(1), STEP_MS);
    else view.playing = false;
  }
  draw();
  return () => { clearTimeout(view.timer); view.detach?.(); };
}
