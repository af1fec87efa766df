/** The world's geometry, decoded once from window.DATELINE_WORLD (built into basemap.js). */
import { feature } from 'topojson-client';

const MAX_LAT = 85.0511287798;

/** Web Mercator of a place: x and y from 0 to 1. */
function mercator([lon, lat]) {
  const sine = Math.sin(Math.max(-MAX_LAT, Math.min(MAX_LAT, lat)) * (Math.PI / 180));
  return [(lon + 180) / 360, 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)];
}

/** Makes the longitudes of a line continuous, and closes a ring that runs round a pole. */
function unwrap(line) {
  let turn = 0;
  const out = line.map(([lon, lat], i) => {
    if (i > 0) turn -= Math.round((lon - line[i - 1][0]) / 360);
    return [lon + 360 * turn, lat];
  });
  const [first, last] = [out[0], out[out.length - 1]];
  if (Math.abs(last[0] - first[0]) > 350) {
    const pole = last[1] < 0 ? -90 : 90;
    out.push([last[0], pole], [first[0], pole], first);
  }
  return out;
}

/** A shape of one or more lines in Mercator units, with its bounds. */
function shapeOf(lines) {
  const projected = lines.map((line) => unwrap(line).map(mercator));
  const xs = projected.flatMap((line) => line.map((p) => p[0]));
  const ys = projected.flatMap((line) => line.map((p) => p[1]));
  const bounds = [xs, ys].map((values) => values.reduce(([lo, hi], v) => [Math.min(lo, v), Math.max(hi, v)], [Infinity, -Infinity]));
  return { lines: projected, x: bounds[0], y: bounds[1] };
}

const polygonsOf = (geometry) => (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates);

let world;

/** @returns {{land: object[], borders: object[], disputed: object[], countries: Array, oceans: Array}} */
export function getWorld() {
  if (!world) {
    const topology = window.DATELINE_WORLD;
    const { land, borders, disputed } = topology.objects;
    world = {
      land: feature(topology, land).features.flatMap((f) => polygonsOf(f.geometry)).map(shapeOf),
      borders: feature(topology, borders).geometry.coordinates.map((line) => shapeOf([line])),
      disputed: feature(topology, disputed).geometry.coordinates.map((line) => shapeOf([line])),
      countries: topology.countries,
      oceans: topology.oceans,
    };
  }
  return world;
}
