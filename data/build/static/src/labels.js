/**
 * The board on which all words of the map find room: names of places, distances, names of countries.
 *
 * Each owner (a layer) hands in its labels and what they must not cover.  Labels are placed greedily by priority; each
 * tries its candidate positions, in its order of preference, and stays away if none is free.  All positions are pixels of the world at the current
 * zoom, so that the outcome does not depend on where the reader has panned.
 */
import L from 'leaflet';

import { boxAround, BoxGrid, LineGrid } from './grid.js';
import { drawLeader, leaderIsCrossed, leaderOf } from './leaders.js';
import { forgetSizes, textSize } from './lettering.js';
import { ensurePane } from './marks.js';
import { element } from './text.js';

const GAP = 2;
const LINE_STEP = 6;
/** A position that a line runs through costs as much as this many steps down the list of candidates. */
const LINE_COST = 1.5;

/**
 * @typedef {object} Label
 * @property {string} key unique on the board; obstacles of the same key do not stand in its way
 * @property {L.LatLng} latlng where it belongs
 * @property {string} style one of STYLES
 * @property {string[]} texts the words, and shorter words if there is no room for them; only the last are ever cut off
 * @property {number} priority higher comes first
 * @property {(point: L.Point, size: object) => L.Point[]} candidates where its middle may be, best first
 * @property {boolean} [force] shown at its first candidate whatever is in the way
 * @property {number} [reach] radius of its mark: a label that stands off gets a leader to it
 * @property {boolean} [crossesLines] lines may run under it
 * @property {boolean} [staysInView] only positions in view will do: for what belongs to a line, not to a point
 * @property {string} [name] what it names
 * @property {boolean} [givesWay] not shown where a label of the same name is
 * @property {string} [colour] accent of a pill
 * @property {string} [className]
 * @property {L.Layer} [layer] the mark that pointer events on the words belong to
 * @property {(zoom: number) => boolean} [visible]
 */
export class LabelBoard {
  /** The one board of a map. */
  static of(map) {
    map.datelineLabels ??= new LabelBoard(map);
    return map.datelineLabels;
  }

  constructor(map) {
    this.map = map;
    this.owners = new Map();
    this.shown = new Map();
    this.controls = [];
    this.pane = map.getPane(ensurePane(map, 'datelineLabels', 630));
    map.on('zoomend moveend resize viewreset', this.schedule, this);
    map.on('zoomanim', this.animate, this);
    map.on('resize', this.measureControls, this);
    this.controlSizes = new ResizeObserver(() => this.measureControls());
    document.fonts?.addEventListener?.('loadingdone', () => {
      forgetSizes();
      this.schedule();
    });
  }

  /**
   * @param {string} owner
   * @param {{labels: Label[], obstacles?: () => object[], lines?: () => L.Point[][]}} content obstacles are
   *   {key, point, radius} and lines are runs of points, both in pixels of the world at the current zoom
   */
  set(owner, content) {
    this.owners.set(owner, content);
    this.schedule();
  }

  remove(owner) {
    this.owners.delete(owner);
    this.schedule();
  }

  schedule() {
    this.frame ??= requestAnimationFrame(() => {
      this.frame = null;
      this.place();
    });
  }

  /**
   * A point on the copy of the world nearest to the middle of the view, if it is about in view, and on the neighbouring copies where
   * the view is wider than the world.
   */
  * inView(point, bounds, around) {
    const worldSize = 256 * 2 ** this.map.getZoom();
    const nearest = point.x + Math.round((bounds.getCenter().x - point.x) / worldSize) * worldSize;
    for (const copy of [0, -1, 1]) {
      const at = L.point(nearest + copy * worldSize, point.y);
      if ((copy ? bounds : around).contains(at)) yield { at, copy };
    }
  }

  place() {
    const { map } = this;
    const bounds = map.getPixelBounds();
    const around = bounds.pad(0.5);
    const taken = new BoxGrid();
    const lines = this.collectLines(bounds, around);
    for (const { obstacles } of this.owners.values()) {
      for (const { key, point, radius } of obstacles?.() ?? []) {
        for (const { at, copy } of this.inView(point, bounds, around)) {
          taken.add(boxAround(at, { width: 2 * radius, height: 2 * radius }, 0, `${key}@${copy}`));
        }
      }
    }
    const names = new Set();
    const placed = new Map();
    const zoom = map.getZoom();
    const labels = [...this.owners.values()].flatMap((owner) => owner.labels).sort((a, b) => b.priority - a.priority);
    for (const label of labels) {
      if (label.visible && !label.visible(zoom)) continue;
      for (const { at: point, copy } of this.inView(map.project(label.latlng, zoom), bounds, around)) {
        const [key, name] = [`${label.key}@${copy}`, `${label.name}@${copy}`];
        if (label.givesWay && names.has(name)) continue;
        const found = this.findRoom(label, key, point, taken, lines);
        if (!found) continue;
        taken.add(found.box);
        names.add(name);
        placed.set(key, { label, point, ...found });
      }
    }
    this.draw(placed);
  }

  findRoom(label, key, point, taken, lines) {
    for (const text of label.texts) {
      const size = textSize(label.style, text);
      if (size.cut && text !== label.texts.at(-1)) continue;
      let best = null;
      label.candidates(point, size).forEach((at, order) => {
        const box = boxAround(at, size, GAP, key);
        if (taken.under(box).size || (label.staysInView && !this.holds(box))) return;
        if (leaderIsCrossed(leaderOf(label, at.subtract(point), size), key, point, taken)) return;
        const cost = order + (label.crossesLines ? 0 : LINE_COST * Math.min(4, lines.count(box)));
        if (!best || cost < best.cost) best = { at, box, text, size, cost };
      });
      if (best) return best;
    }
    if (!label.force) return null;
    const text = label.texts.at(-1);
    const size = textSize(label.style, text);
    const [at] = label.candidates(point, size);
    return at ? { at, text, size, box: boxAround(at, size, GAP, key) } : null;
  }

  /** Whether a box is in view and under no control. */
  holds({ left, right, top, bottom }) {
    const { min, max } = this.map.getPixelBounds();
    const inside = left >= min.x && right <= max.x && top >= min.y && bottom <= max.y;
    return inside && !this.controls.some((c) => (
      left < c.right + min.x && right > c.left + min.x && top < c.bottom + min.y && bottom > c.top + min.y
    ));
  }

  /** Keeps clear of a control, also when its size changes (styles may arrive after the map). */
  avoid(control) {
    this.controlSizes.observe(control.getContainer());
  }

  /** Notes where the controls are, in pixels from the map's corner. */
  measureControls() {
    const container = this.map.getContainer();
    const frame = container.getBoundingClientRect();
    this.controls = [...container.querySelectorAll('.leaflet-control')].map((node) => {
      const { left, right, top, bottom } = node.getBoundingClientRect();
      return { left: left - frame.left, right: right - frame.left, top: top - frame.top, bottom: bottom - frame.top };
    });
    this.schedule();
  }

  collectLines(bounds, around) {
    const grid = new LineGrid();
    for (const { lines } of this.owners.values()) {
      for (const line of lines?.() ?? []) {
        for (let i = 1; i < line.length; i += 1) {
          const [a, b] = [line[i - 1], line[i]];
          const steps = Math.max(1, Math.ceil(a.distanceTo(b) / LINE_STEP));
          for (let s = 0; s < Math.min(steps, 500); s += 1) {
            const point = L.point(a.x + ((b.x - a.x) * s) / steps, a.y + ((b.y - a.y) * s) / steps);
            for (const { at } of this.inView(point, bounds, around)) grid.add(at);
          }
        }
      }
    }
    return grid;
  }

  draw(placed) {
    for (const [key, { node, label }] of this.shown) {
      if (placed.get(key)?.label === label) continue;
      // Not by the mark's own method: the mark may have left the map already.
      delete this.map._targets[L.stamp(node)];
      node.remove();
      this.shown.delete(key);
    }
    const origin = this.map.getPixelOrigin();
    for (const [key, { label, point, at, text, size }] of placed) {
      const node = this.shown.get(key)?.node ?? this.createNode(label);
      if (node.textContent !== text) node.textContent = text;
      const corner = at.subtract([size.width / 2, size.height / 2]);
      node.style.width = `${size.width}px`;
      node.classList.toggle('dl-cut', size.cut);
      drawLeader(node, leaderOf(label, at.subtract(point), size));
      node.style.transform = `translate(${Math.round(corner.x - origin.x)}px,${Math.round(corner.y - origin.y)}px)`;
      this.shown.set(key, { node, label, anchor: this.map.unproject(point), offset: corner.subtract(point) });
    }
  }

  createNode(label) {
    const node = element('div', `dl-label dl-label-${label.style} leaflet-zoom-animated ${label.className ?? ''}`);
    node.dir = 'auto';
    node.setAttribute('aria-hidden', 'true');
    if (label.colour) node.style.setProperty('--dl-accent', label.colour);
    if (label.layer) {
      node.classList.add('leaflet-interactive');
      label.layer.addInteractiveTarget(node);
    }
    this.pane.append(node);
    return node;
  }

  /** Goes along with Leaflet's zoom animation. */
  animate({ zoom, center }) {
    for (const { node, anchor, offset } of this.shown.values()) {
      const to = this.map._latLngToNewLayerPoint(anchor, zoom, center).add(offset).round();
      node.style.transform = `translate(${to.x}px,${to.y}px)`;
    }
  }
}
