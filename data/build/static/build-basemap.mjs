/** Turns the world atlas into what the base map draws: land, agreed borders, disputed lines, names of countries. */
import { feature, meshArcs } from 'topojson-client';

/** Borders with one of these on a side are disputed: the ISO-like codes are Natural Earth's own. */
const DISPUTED = new Set(['CYN', 'ESH', 'KAS', 'PSE', 'SOL', 'XKX']);

const SHORT_NAMES = {
  'Antigua and Barb.': 'Antigua and Barbuda',
  'Bosnia and Herz.': 'Bosnia',
  'Central African Rep.': 'Central African Republic',
  'Dem. Rep. Congo': 'DR Congo',
  'Dominican Rep.': 'Dominican Republic',
  'Eq. Guinea': 'Equatorial Guinea',
  'Faeroe Is.': 'Faroe Islands',
  'Falkland Is.': 'Falkland Islands',
  'Marshall Is.': 'Marshall Islands',
  'N. Cyprus': 'Northern Cyprus',
  'S. Sudan': 'South Sudan',
  'Solomon Is.': 'Solomon Islands',
  'United Arab Emirates': 'UAE',
  'United States of America': 'United States',
  'W. Sahara': 'Western Sahara',
  eSwatini: 'Eswatini',
};

/** Territories whose names would only clutter the map. */
const UNNAMED = new Set(['ATC', 'BLM', 'IOA', 'IOT', 'KAS', 'HMD', 'MAF', 'SXM']);

/** Where the middle of the largest part is a poor place for the name: [lat, lon], degrees. */
const LABEL_POINTS = {
  ATA: [-79, 20], CAN: [58.5, -106], CHL: [-33.5, -70.8], CHN: [35.5, 103.5], HRV: [45.4, 16.4], IDN: [-2.2, 113.5], MYS: [4.1, 102.3],
  NOR: [61.2, 9.2], NZL: [-42.8, 171.8], RUS: [62.5, 97], SOM: [3.2, 44.6], USA: [39.8, -98.8], VNM: [12.6, 108.3],
};

/** Oceans, with the line breaks in which they are lettered: [name, lat, lon], degrees. */
const OCEANS = [
  ['Pacific\nOcean', 8, -150], ['Pacific\nOcean', -30, -118], ['Atlantic\nOcean', 28, -45], ['Atlantic\nOcean', -28, -14],
  ['Indian\nOcean', -22, 80], ['Arctic Ocean', 79.5, -160], ['Southern Ocean', -62.5, 100],
];

const polygonsOf = (geometry) => (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates);

/** Makes the longitudes of a ring continuous, so that no edge jumps over 180 degrees. */
function unwrap(ring) {
  let turn = 0;
  return ring.map(([lon, lat], i) => {
    if (i > 0) turn -= Math.round((lon - ring[i - 1][0]) / 360);
    return [lon + 360 * turn, lat];
  });
}

/** Area (degrees squared, shrunk by the cosine of the latitude) and centroid of a ring. */
function measure(ring) {
  let area = 0;
  let lon = 0;
  let lat = 0;
  const shrink = Math.cos(((Math.min(...ring.map((p) => p[1])) + Math.max(...ring.map((p) => p[1]))) / 2) * (Math.PI / 180));
  for (let i = 1; i < ring.length; i += 1) {
    const cross = ring[i - 1][0] * ring[i][1] - ring[i][0] * ring[i - 1][1];
    area += cross;
    lon += (ring[i - 1][0] + ring[i][0]) * cross;
    lat += (ring[i - 1][1] + ring[i][1]) * cross;
  }
  return { area: Math.abs(area / 2) * shrink, lon: lon / (3 * area), lat: lat / (3 * area) };
}

function labelOf({ geometry, properties: { name, a3 } }) {
  const parts = polygonsOf(geometry).map((polygon) => measure(unwrap(polygon[0])));
  const largest = parts.reduce((a, b) => (b.area > a.area ? b : a));
  const area = parts.reduce((sum, part) => sum + part.area, 0);
  const [lat, lon] = LABEL_POINTS[a3] ?? [largest.lat, largest.lon];
  return [SHORT_NAMES[name] ?? name, +lat.toFixed(2), +lon.toFixed(2), +area.toFixed(2)];
}

/**
 * @param {object} topology the simplified world atlas
 * @returns {object} a topology with the objects land, borders and disputed; countries as [name, lat, lon, area] from large
 *   to small (area in degrees squared at the place's latitude), oceans as [name, lat, lon]
 */
export function buildBasemap(topology) {
  const { countries, land } = topology.objects;
  const isDisputed = (a, b) => DISPUTED.has(a.properties.a3) || DISPUTED.has(b.properties.a3);
  const borders = (keep) => meshArcs(topology, countries, (a, b) => a !== b && keep(a, b));
  return {
    type: 'Topology',
    transform: topology.transform,
    arcs: topology.arcs,
    objects: {
      land: { type: 'GeometryCollection', geometries: (land.geometries ?? [land]).map(({ type, arcs }) => ({ type, arcs })) },
      borders: borders((a, b) => !isDisputed(a, b)),
      disputed: borders(isDisputed),
    },
    countries: feature(topology, countries).features
      .filter((f) => f.geometry && !UNNAMED.has(f.properties.a3))
      .map(labelOf)
      .sort((a, b) => b[3] - a[3]),
    oceans: OCEANS,
  };
}
