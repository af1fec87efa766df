/** Journeys: thin arcs with an arrow and a distance. */
import L from 'leaflet';

import { arc } from './arc.js';
import { Curve, ScreenPath } from './curve.js';
import { LabelBoard } from './labels.js';
import { ensurePane, makeMark, rememberFocus } from './marks.js';
import { applyPalette } from './palette.js';
import { showScale } from './scale.js';
import { rowsOf } from './table.js';
import { distanceText, journeyText, journeysText, wayText } from './text.js';

/** Up to this many journeys, the labels say by what way as well. */
const WAYS_UP_TO = 8;
/** Among more journeys than this a line has no casing, which tells lines apart where they cross, and fewer points. */
const MANY = 150;
const STEP_KM = 100;
const COARSE_STEP_KM = 300;
/** A traveller's name longer than this (characters) does not stand on a map. */
const LONGEST_NAME = 28;
const DASHES = { planned: '7 6', hypothetical: '2 6' };
const UNTRUE = new Set(['denied', 'cancelled']);
/** Beside selected journeys the others are this faint. */
const FADED = 0.22;
const ARROW_AT = 0.58;
const ARROW_SIZE = 7.5;
const [SMALL_ARROW, LARGE_ARROW] = [4, 10];
const FAINT_ARROW_AT = 0.76;
const CROSS_AT = 0.5;
const CROSS_SIZE = 4.5;
/** Labels wider than this (pixels) stand only by lines that are as long. */
const WORDY = 200;
/** The line of a route is so wide (pixels) and so faint where one journey went there, among many lines and among few. */
const [THIN, FEW_THIN] = [0.9, 1.8];
const [LIGHT, FEW_LIGHT] = [0.35, 0.8];
/** So much wider it is where most went. */
const WIDENING = 5.1;
/** Of routes only about so many say how busy they are. */
const MOST_LABELS = 60;
/** Along the line, where a distance may stand: behind the arrow first. */
const LABEL_SHARES = [0.42, 0.34, 0.7, 0.26, 0.78, 0.5, 0.18, 0.86];

const pairKey = ({ from, to }) => [from.id, to.id].sort().join('\n');

/** Gives each journey its lane among those between the same two places, in either direction. */
function withLanes(rows) {
  const groups = Map.groupBy ? Map.groupBy(rows, pairKey) : rows.reduce(
    (map, row) => map.set(pairKey(row), [...(map.get(pairKey(row)) ?? []), row]), new Map(),
  );
  return rows.map((row) => {
    const group = groups.get(pairKey(row));
    return { row, lane: group.indexOf(row), lanes: group.length, reversed: row.from.id > row.to.id };
  });
}

export const JourneysLayer = L.FeatureGroup.extend({
  /** @param {{columns: string[], rows: Array[], palette: object, selected: string[], units: string}} payload */
  initialize(payload) {
    L.FeatureGroup.prototype.initialize.call(this, []);
    this.payload = { ...payload, rows: rowsOf(payload) };
    this.options = { attribution: payload.credit };
  },

  onAdd(map) {
    const { rows, palette, units } = this.payload;
    applyPalette(map, palette);
    showScale(map, units);
    this.renderer = L.svg({ pane: ensurePane(map, 'datelineJourneys', 400), padding: 0.3 });
    this.curves = [];
    this.labels = [];
    this.most = Math.max(0, ...rows.map((row) => row.journeys ?? 0));
    map.getContainer().classList.toggle('dl-routes', this.most > 1);
    this.told = rows.map((row) => this.share(row) ?? 0).sort((a, b) => b - a)[MOST_LABELS] ?? 0;
    withLanes(rows)
      .sort((a, b) => this.isSelected(a.row) - this.isSelected(b.row) || (a.row.journeys ?? 0) - (b.row.journeys ?? 0))
      .forEach((journey) => this.drawJourney(journey));
    L.FeatureGroup.prototype.onAdd.call(this, map);
    LabelBoard.of(map).set(this, {
      labels: this.labels,
      obstacles: () => this.drawnCurves().flatMap(({ curve, signs }) => (
        signs.map((share) => ({ point: curve.pointAt(share), radius: ARROW_SIZE }))
      )),
      lines: () => this.drawnCurves().map(({ curve }) => curve.points),
    });
  },

  onRemove(map) {
    rememberFocus(map);
    LabelBoard.of(map).remove(this);
    L.FeatureGroup.prototype.onRemove.call(this, map);
    this.clearLayers();
  },

  drawnCurves() {
    return this.curves.filter(({ curve }) => curve.at(this._map).drawn);
  },

  isSelected(row) {
    return this.payload.selected.some((id) => row.id === id || row.also?.includes(id));
  },

  /** How busy a route is, from 0 to 1; null where each journey has a line of its own. */
  share({ journeys }) {
    if (journeys == null) return null;
    return this.most > 1 ? ((journeys - 1) / (this.most - 1)) ** 0.85 : 0;
  },

  drawJourney({ row, ...lane }) {
    const { palette, units } = this.payload;
    const many = this.payload.rows.length > MANY;
    const curve = new Curve(row.line ?? arc(row.from, row.to, many ? COARSE_STEP_KM : STEP_KM), { ...lane, winding: Boolean(row.way) });
    const untrue = UNTRUE.has(row.status);
    const selected = this.isSelected(row);
    const share = this.share(row);
    const weight = share == null ? 2 + Math.min(1.5, Math.log2(Math.max(1, row.reports ?? 1)) * 0.4) : (many ? THIN : FEW_THIN) + WIDENING * share;
    const arrow = share == null ? ARROW_SIZE : SMALL_ARROW + (LARGE_ARROW - SMALL_ARROW) * share;
    const several = this.payload.selected.length > 1;
    const faded = this.payload.selected.length > 0 && !selected;
    const least = many ? LIGHT : FEW_LIGHT;
    const light = share == null || selected ? 1 : least + (1 - least) * share;
    const opacity = (untrue ? 0.5 : light) * (faded ? FADED : 1);
    const whole = (c) => c.pieces(this._map);
    const path = (shape, options) => new ScreenPath(curve, shape, { renderer: this.renderer, interactive: false, fill: false, ...options });
    const add = (...args) => {
      const layer = path(...args);
      this.addLayer(layer);
      return layer;
    };

    if (selected && !several) add(whole, { color: palette.selected, weight: weight + 8, opacity: 0.85 });
    if (selected || !many) {
      add(whole, { color: palette.casing, weight: weight + 2.5, opacity: faded ? 0 : 0.85 });
    }
    const line = add(whole, { color: row.color, weight, opacity, dashArray: DASHES[row.status] ?? null, noClip: row.status in DASHES });
    add((c) => [c.arrow(untrue ? FAINT_ARROW_AT : ARROW_AT, arrow)], {
      closed: true, noClip: true, fill: true, fillColor: row.color, fillOpacity: faded ? FADED : light, color: palette.casing,
      weight: share == null ? 1.5 : 1, opacity: faded ? 0 : light, className: `dl-arrow${untrue ? ' dl-faint' : ''}`,
    });
    if (untrue) {
      add((c) => c.cross(CROSS_AT, CROSS_SIZE), { noClip: true, color: palette.casing, weight: 5 });
      add((c) => c.cross(CROSS_AT, CROSS_SIZE), { noClip: true, color: row.color, weight: 2 });
    }
    const target = path(whole, { interactive: true, className: 'dl-journey', color: palette.selected, weight: 14, opacity: 0 });
    makeMark(target, { kind: 'journey', id: row.id, words: journeyText(row, units), tooltip: { sticky: true } });
    this.addLayer(target);
    target.on('mouseover', () => line.setStyle({ weight: weight + 1.2 }));
    target.on('mouseout', () => line.setStyle({ weight }));

    this.curves.push({ curve, signs: untrue ? [CROSS_AT, FAINT_ARROW_AT] : [ARROW_AT] });
    this.addLabel(row, curve, target);
  },

  addLabel(row, curve, layer) {
    if (row.km == null || (this.payload.selected.length ? !this.isSelected(row) : this.share(row) < this.told)) return;
    const { rows, units } = this.payload;
    const distance = distanceText(row.km, units);
    if (row.journeys > 1) {
      this.addPill(row, curve, layer, [`${journeysText(row)} · ${distance}`, journeysText(row)]);
      return;
    }
    const who = row.travellers?.length <= LONGEST_NAME ? row.travellers : '';
    const way = row.way && rows.length <= WAYS_UP_TO ? [`${who} · ${distance} · ${wayText(row.way, units)}`] : [];
    this.addPill(row, curve, layer, who ? [...way, `${who} · ${distance}`, distance] : [distance]);
  },

  addPill(row, curve, layer, texts) {
    this.labels.push({
      key: `journey:${row.id}`, latlng: curve.anchor, layer, style: 'pill', texts,
      priority: this.isSelected(row) ? 9e5 : 2500 + (this.share(row) ?? 0), crossesLines: true, staysInView: true, colour: row.color,
      className: UNTRUE.has(row.status) ? 'dl-faint' : '',
      candidates: (point, size) => this.labelPoints(curve.at(this._map), size, point),
    });
  },

  /** On the line where it is long enough, else round its middle. */
  labelPoints(curve, { width, height }, copy) {
    if (!curve.drawn || (width > WORDY && curve.length < width)) return [];
    const shift = copy.subtract(this._map.project(curve.anchor));
    const on = curve.length > width + 50 ? LABEL_SHARES.map((share) => curve.pointAt(share)) : [];
    const middle = curve.pointAt(0.5);
    const [across, along] = [height / 2 + 9, width / 2 + 10];
    const beside = [
      [0, -across], [along, -across], [-along, -across], [along, 0], [-along, 0], [0, across],
      [along, across], [-along, across], [0, -2 * across], [0, 2 * across],
    ];
    return [...on, ...beside.map((offset) => middle.add(offset))].map((p) => p.add(shift));
  },
});
