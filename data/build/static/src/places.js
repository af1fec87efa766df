/** Places: discs where something happens, rings for what is only named, soft areas for countries and regions. */
import L from 'leaflet';

import { Badge, BadgePointer } from './badges.js';
import { LabelBoard } from './labels.js';
import { ensurePane, makeMark, nearestCopy, rememberFocus } from './marks.js';
import { applyPalette } from './palette.js';
import { rowsOf } from './table.js';
import { countText, element, placeText } from './text.js';

const AREA_KM = { least: 60, most: 900, unknown: 150 };
const AREA_CORE = 18;
const HALO = 4;

/** Diameters in pixels.  A disc grows with the logarithm of its events, so that one busy capital does not cover a continent. */
const SIZES = {
  roomy: { ring: 9, single: 13, least: 17, growth: 2.6, most: 36 },
  tight: { ring: 8, single: 10, least: 15, growth: 1.7, most: 27 },
};
/** Maps narrower than this (pixels) are tight, and so are those with very many places. */
const NARROW = 520;

function sizeOf({ draw, events }, { ring, single, least, growth, most }) {
  if (draw === 'area') return AREA_CORE;
  if (draw === 'ring') return ring;
  return events <= 1 ? single : Math.min(most, Math.round(least + growth * Math.log2(events)));
}

const clamp = (value, least, most) => Math.max(least, Math.min(most, value));

/** Distances from the rim (pixels) and directions (radians) of labels with a leader. */
const STAND_OFF = [22, 34, 46, 60].flatMap((distance) => [...Array(12).keys()].map((i) => [distance, (i * Math.PI) / 6]));

/** Beside a mark of a radius: right, left, above, below, then the corners; then all round it, farther and farther off. */
const besideMark = (radius, mayStandOff) => (point, { width, height }) => {
  const [dx, dy] = [radius + 4 + width / 2, radius + 2 + height / 2];
  const near = radius * 0.7 + 2;
  return [
    [dx, 0], [-dx, 0], [0, -dy], [0, dy],
    [near + width / 2, -near - height / 2 + 2], [near + width / 2, near + height / 2 - 2],
    [-near - width / 2, -near - height / 2 + 2], [-near - width / 2, near + height / 2 - 2],
    ...(mayStandOff ? STAND_OFF.map(([distance, angle]) => {
      const [x, y] = [Math.cos(angle), Math.sin(angle)];
      return [(radius + distance) * x + (width / 2) * Math.sign(Math.round(x * 2)), (radius + distance) * y + (height / 2) * y];
    }) : []),
  ].map((offset) => point.add(offset));
};

const onMark = (point) => [0, -14, 14, -25, 25].map((dy) => point.add([0, dy]));

/** An area has no disc that could tell the number of its events. */
const labelTexts = ({ name, draw, events }) => (draw === 'area' && events > 1 ? [`${name} · ${countText(events)}`, name] : [name]);

/** The names of this many places may stand off, with a leader, where there is no room beside them. */
const BUSIEST = 6;

/** Which labels come first: scenes, then areas, then what is only named. */
const TIERS = { disc: 3000, area: 1500, ring: 500 };

/** A fill that fades out towards the rim; Leaflet's SVG renderer has no gradients of its own. */
function addSoftFill(renderer, id) {
  if (renderer._container.querySelector(`#${id}`)) return;
  const gradient = L.SVG.create('radialGradient');
  gradient.id = id;
  for (const [offset, opacity] of [['0', 0.3], ['0.55', 0.17], ['1', 0.03]]) {
    const stop = L.SVG.create('stop');
    stop.setAttribute('offset', offset);
    stop.setAttribute('stop-color', 'var(--dl-area)');
    stop.setAttribute('stop-opacity', opacity);
    gradient.append(stop);
  }
  renderer._container.append(gradient);
}

export const PlacesLayer = L.FeatureGroup.extend({
  /** @param {{columns: string[], rows: Array[], palette: object, selected: string[], canvasAbove: number}} payload */
  initialize(payload) {
    L.FeatureGroup.prototype.initialize.call(this, []);
    this.payload = { ...payload, rows: rowsOf(payload) };
    this.options = { attribution: payload.credit };
  },

  onAdd(map) {
    const { rows, palette, canvasAbove } = this.payload;
    applyPalette(map, palette);
    const points = rows.filter((row) => row.draw !== 'area').sort((a, b) => b.events - a.events || b.mentions - a.mentions);
    const areas = rows.filter((row) => row.draw === 'area').sort((a, b) => (b.extent_km ?? 0) - (a.extent_km ?? 0));
    const onCanvas = points.length > canvasAbove;
    this.busiest = new Set(points.slice(0, BUSIEST).filter((row) => row.events > 1));
    this.sizes = onCanvas || map.getSize().x < NARROW ? SIZES.tight : SIZES.roomy;
    const areaPainter = areas.length ? this.areaPainter(map) : null;
    const pointPainter = onCanvas ? this.badgePainter(map) : this.markerPainter(map);
    // What is painted last on the canvas is on top.
    if (onCanvas) points.sort((a, b) => this.isSelected(a) - this.isSelected(b));
    this.marks = [...areas.map((row) => this.mark(row, areaPainter)), ...points.map((row) => this.mark(row, pointPainter))];
    this.copies = new Map();
    this.followView();
    L.FeatureGroup.prototype.onAdd.call(this, map);
    LabelBoard.of(map).set(this, { labels: this.marks.map((mark) => this.label(mark)), obstacles: () => this.obstacles(map) });
    map.on('moveend', this.followView, this);
  },

  onRemove(map) {
    rememberFocus(map);
    map.off('moveend', this.followView, this);
    LabelBoard.of(map).remove(this);
    this.pointer?.remove();
    L.FeatureGroup.prototype.onRemove.call(this, map);
    this.clearLayers();
  },

  isSelected(row) {
    return this.payload.selected.includes(row.id);
  },

  mark(row, paint) {
    const radius = sizeOf(row, this.sizes) / 2;
    const mark = { row, radius, latlng: L.latLng(row.lat, row.lon), paint };
    mark.layer = this.addCopy(mark, mark.latlng);
    return mark;
  },

  addCopy(mark, latlng, reachable = true) {
    const { row, radius } = mark;
    const layer = mark.paint(row, latlng, radius);
    const tooltip = row.draw === 'area' ? { sticky: true } : { direction: 'top', offset: [0, -radius - 2] };
    makeMark(layer, { kind: 'place', id: row.id, words: placeText(row), tooltip, reachable });
    this.addLayer(layer);
    return layer;
  },

  markerPainter(map) {
    const pane = ensurePane(map, 'datelinePlaces', 610);
    return (row, latlng, radius) => {
      const selected = this.isSelected(row);
      const face = element('b', '', row.draw === 'ring' ? '' : countText(row.events));
      const className = `dl-mark dl-${row.draw}${selected ? ' dl-selected' : ''}`;
      return L.marker(latlng, {
        pane,
        icon: L.divIcon({ className, iconSize: [2 * radius, 2 * radius], html: face }),
        // Larger ones lie below smaller ones.
        zIndexOffset: (selected ? 60 : 50 - 2 * radius) * 1000,
        riseOnHover: true,
        riseOffset: 1e5,
      });
    };
  },

  badgePainter(map) {
    const { palette } = this.payload;
    const renderer = L.canvas({ pane: ensurePane(map, 'datelinePlaces', 610), padding: 0.3 });
    this.pointer = new BadgePointer(map, renderer, () => this.getLayers());
    return (row, latlng, radius) => {
      const ring = row.draw === 'ring';
      return new Badge(latlng, {
        renderer, radius, ring, palette, text: ring ? '' : countText(row.events), selected: this.isSelected(row),
      });
    };
  },

  areaPainter(map) {
    const renderer = L.svg({ pane: ensurePane(map, 'datelineAreas', 390), padding: 0.3 });
    const fill = `dl-soft-${L.stamp(this)}`;
    renderer.on('add', () => addSoftFill(renderer, fill));
    return (row, latlng) => L.circle(latlng, {
      renderer, radius: 1000 * clamp(row.extent_km ?? AREA_KM.unknown, AREA_KM.least, AREA_KM.most),
      fillColor: `url(#${fill})`, fillOpacity: 1, className: `dl-area${this.isSelected(row) ? ' dl-selected' : ''}`,
    });
  },

  label({ row, latlng, layer, radius }) {
    const selected = this.isSelected(row);
    return {
      key: `place:${row.id}`, latlng, layer, style: row.draw, texts: labelTexts(row), name: row.name,
      className: selected ? 'dl-selected' : '',
      priority: selected ? 1e6 : TIERS[row.draw] + Math.min(900, row.events * 5 + row.mentions / 100),
      force: selected,
      reach: radius,
      candidates: row.draw === 'area' ? onMark : besideMark(radius + (selected ? HALO : 0), this.busiest.has(row)),
    };
  },

  obstacles(map) {
    return this.marks
      .filter(({ row }) => row.draw !== 'area')
      .map(({ row, latlng, radius }) => ({ key: `place:${row.id}`, radius: radius + 1, point: map.project(latlng) }));
  },

  /**
   * Puts each mark on the copy of the world nearest to the middle of the view; only where the view is wider than the world, a place
   * stands on the map twice.
   */
  followView() {
    const map = this._map;
    const centre = map.getCenter();
    const { min: { x: left }, max: { x: right } } = map.getPixelBounds();
    const worldSize = 256 * 2 ** map.getZoom();
    for (const mark of this.marks) {
      const near = nearestCopy(centre, mark.latlng);
      if (!near.equals(mark.layer.getLatLng())) mark.layer.setLatLng(near);
      for (const turn of [-1, 1]) {
        const key = `${mark.row.id}@${turn}`;
        const x = map.project(near).x + turn * worldSize;
        const wanted = x > left - mark.radius && x < right + mark.radius;
        const copy = this.copies.get(key);
        const latlng = L.latLng(near.lat, near.lng + 360 * turn);
        if (wanted && copy) copy.setLatLng(latlng);
        else if (wanted) this.copies.set(key, this.addCopy(mark, latlng, false));
        else if (copy) {
          this.removeLayer(copy);
          this.copies.delete(key);
        }
      }
    }
  },
});
