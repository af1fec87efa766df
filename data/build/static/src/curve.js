/** The way of a journey on the screen: its line, moved aside where several share it, arched where it is very short. */
import L from 'leaflet';

/** Lines shorter than this (pixels) are arched so that they show beside the discs at their ends. */
const ARCH_BELOW = 130;
const ARCH_HEIGHT = 32;
/** Lines shorter than this are not drawn: their ends are one place on the screen. */
const SHORTEST = 5;
const SAMPLES = 48;
/** Closer to a pole than this (degrees of latitude) no line is drawn: the map ends at 85. */
const POLE = 84;
/** Lines over one railway stand this far apart (pixels): beside each other, and still on it. */
const WINDING_SPREAD = 10;

function lengths(points) {
  const sums = [0];
  for (let i = 1; i < points.length; i += 1) sums.push(sums[i - 1] + points[i].distanceTo(points[i - 1]));
  return sums;
}

function pointAt(points, sums, share) {
  const target = share * sums.at(-1);
  let i = sums.findIndex((sum) => sum >= target);
  i = Math.max(1, i === -1 ? sums.length - 1 : i);
  const run = sums[i] - sums[i - 1] || 1;
  const f = (target - sums[i - 1]) / run;
  const [a, b] = [points[i - 1], points[i]];
  return L.point(a.x + (b.x - a.x) * f, a.y + (b.y - a.y) * f);
}

/** The unit vector along the line, averaged over a few pixels. */
function directionAt(points, sums, share) {
  const reach = Math.min(0.05, 6 / (sums.at(-1) || 1));
  const [a, b] = [pointAt(points, sums, Math.max(0, share - reach)), pointAt(points, sums, Math.min(1, share + reach))];
  const size = a.distanceTo(b) || 1;
  return L.point((b.x - a.x) / size, (b.y - a.y) / size);
}

export class Curve {
  /**
   * @param {Array<[number, number]>} line latitudes and longitudes (degrees), unrolled
   * @param {{lane: number, lanes: number, reversed: boolean, winding: boolean}} lane which of several lines between the same places it
   *   is; a winding line is moved aside as a whole, since its own directions would tangle it
   */
  constructor(line, { lane, lanes, reversed, winding }) {
    this.winding = winding;
    this.latlngs = line.map(([lat, lon]) => L.latLng(lat, lon));
    this.aside = (lane - (lanes - 1) / 2) * (reversed ? -1 : 1);
    this.anchor = this.latlngs[Math.floor(this.latlngs.length / 2)];
  }

  /** The curve in pixels of the world at the map's zoom. */
  at(map) {
    const zoom = map.getZoom();
    if (this.zoom === zoom) return this;
    this.zoom = zoom;
    this.points = this.latlngs.map((latlng) => map.project(latlng, zoom));
    this.sums = lengths(this.points);
    const straight = this.sums.at(-1);
    this.drawn = straight >= SHORTEST;
    const arch = straight < ARCH_BELOW ? ARCH_HEIGHT * (1 - straight / ARCH_BELOW) : 0;
    const spread = this.aside * (this.winding ? WINDING_SPREAD : Math.min(38, Math.max(12, straight * 0.12)));
    if (this.drawn && (arch || spread)) this.bend(arch, spread);
    return this;
  }

  /** Moves the line aside: nothing at its ends, most in its middle. */
  bend(arch, spread) {
    const chord = this.points.at(-1).subtract(this.points[0]);
    // Arches rise: on a map, up is where an arc is expected.
    const up = chord.x >= 0 ? 1 : -1;
    const size = Math.hypot(chord.x, chord.y) || 1;
    const whole = L.point(chord.x / size, chord.y / size);
    const samples = Math.max(SAMPLES, this.winding ? this.points.length : 0);
    const bent = [];
    for (let i = 0; i <= samples; i += 1) {
      const share = i / samples;
      const at = pointAt(this.points, this.sums, share);
      const along = this.winding ? whole : directionAt(this.points, this.sums, share);
      const offset = (arch * up + spread) * 4 * share * (1 - share);
      bent.push(L.point(at.x + along.y * offset, at.y - along.x * offset));
    }
    this.points = bent;
    this.sums = lengths(bent);
  }

  /** The line in pieces: towards a pole, where the map ends, it is not drawn along the map's edge. */
  pieces(map) {
    if (this.piecesOf === this.points) return this.cut;
    this.piecesOf = this.points;
    const [top, bottom] = [POLE, -POLE].map((lat) => map.project([lat, 0], this.zoom).y);
    const runs = [[]];
    for (const point of this.points) {
      if (point.y > top && point.y < bottom) runs.at(-1).push(point);
      else if (runs.at(-1).length) runs.push([]);
    }
    this.cut = runs.filter((run) => run.length > 1);
    return this.cut;
  }

  /** Lines in pixels of the map, on three copies of the world: the paths of a journey share them. */
  onCopies(map, lines) {
    const origin = map.getPixelOrigin();
    const made = this.copies;
    if (made?.lines === lines && made.origin === origin && made.zoom === this.zoom) return made;
    const worldSize = 256 * 2 ** map.getZoom();
    const bounds = L.bounds([]);
    const shifted = [-worldSize, 0, worldSize].flatMap((copy) => lines.map((line) => line.map((p) => {
      const point = L.point(p.x + copy - origin.x, p.y - origin.y);
      bounds.extend(point);
      return point;
    })));
    this.copies = { lines, origin, zoom: this.zoom, shifted, bounds };
    return this.copies;
  }

  get length() {
    return this.sums.at(-1);
  }

  pointAt(share) {
    return pointAt(this.points, this.sums, share);
  }

  directionAt(share) {
    return directionAt(this.points, this.sums, share);
  }

  /** The part of the line between two shares of its length. */
  slice(from, to) {
    const inner = this.points.filter((_, i) => this.sums[i] > from * this.length && this.sums[i] < to * this.length);
    return [this.pointAt(from), ...inner, this.pointAt(to)];
  }

  /** An arrow head: tip forward, notched behind. */
  arrow(share, size) {
    const tip = this.directionAt(share);
    const at = this.pointAt(share);
    const turn = ([forward, side]) => L.point(
      at.x + size * (tip.x * forward - tip.y * side),
      at.y + size * (tip.y * forward + tip.x * side),
    );
    return [[1, 0], [-0.8, 0.78], [-0.42, 0], [-0.8, -0.78]].map(turn);
  }

  /** Two strokes across. */
  cross(share, size) {
    const { x, y } = this.pointAt(share);
    return [[L.point(x - size, y - size), L.point(x + size, y + size)], [L.point(x + size, y - size), L.point(x - size, y + size)]];
  }
}

/**
 * A path whose shape is given in pixels of the world, as a function of the map's zoom, and repeated on the neighbouring copies of the
 * world.  Nothing is rounded to whole pixels (Leaflet rounds, and gentle arcs wobble).
 */
export const ScreenPath = L.Polyline.extend({
  options: { smoothFactor: 0, closed: false },

  initialize(curve, shape, options) {
    this.curve = curve;
    this.shape = shape;
    L.Polyline.prototype.initialize.call(this, curve.latlngs, options);
  },

  _projectLatlngs(latlngs, result, bounds) {
    const curve = this.curve.at(this._map);
    if (!curve.drawn) return;
    const { shifted, bounds: box } = curve.onCopies(this._map, this.shape(curve));
    result.push(...shifted);
    if (box.isValid()) bounds.extend(box);
  },

  _updatePath() {
    this._renderer._updatePoly(this, this.options.closed);
  },
});
