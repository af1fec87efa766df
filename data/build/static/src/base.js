/** The base map: land and borders painted on canvas tiles, names of countries and oceans, controls. */
import L from 'leaflet';

import { legend } from './legend.js';
import { LabelBoard } from './labels.js';
import { textSize } from './lettering.js';
import { applyPalette } from './palette.js';
import { showScale } from './scale.js';
import { getWorld } from './world.js';

const TILE = 512;
/** Tiles overlap by this many pixels: at fractional zooms hairlines of the background would show between them. */
const BLEED = 1;
const COPIES = [-1, 0, 1];
const ATTRIBUTION = 'Natural Earth · GeoNames<span class="dl-boundaries"> · Boundaries do not imply endorsement</span>';

/** The shapes of the world at one zoom: paths in pixels, with their bounds in Mercator units. */
function pathsAt(zoom) {
  const scale = 256 * 2 ** zoom;
  const toPath = ({ lines, x, y }) => {
    const path = new Path2D();
    for (const line of lines) {
      let [lastX, lastY] = [Infinity, Infinity];
      line.forEach(([px, py], i) => {
        const [cx, cy] = [px * scale, py * scale];
        const drawn = i === 0 || i === line.length - 1 || Math.abs(cx - lastX) + Math.abs(cy - lastY) > 0.6;
        if (!drawn) return;
        if (i === 0) path.moveTo(cx, cy);
        else path.lineTo(cx, cy);
        [lastX, lastY] = [cx, cy];
      });
    }
    return { path, x, y };
  };
  const { land, borders, disputed } = getWorld();
  return { zoom, land: land.map(toPath), borders: borders.map(toPath), disputed: disputed.map(toPath) };
}

const BaseTiles = L.GridLayer.extend({
  options: { tileSize: TILE, updateWhenZooming: false, keepBuffer: 1, attribution: ATTRIBUTION },

  createTile(coords) {
    const density = Math.min(2, window.devicePixelRatio || 1);
    const tile = document.createElement('canvas');
    tile.width = (TILE + BLEED) * density;
    tile.height = (TILE + BLEED) * density;
    const context = tile.getContext('2d');
    context.scale(density, density);
    this._paint(context, coords);
    return tile;
  },

  _initTile(tile) {
    L.GridLayer.prototype._initTile.call(this, tile);
    tile.style.width = `${TILE + BLEED}px`;
    tile.style.height = `${TILE + BLEED}px`;
  },

  _paint(context, { x, y, z }) {
    if (this._paths?.zoom !== z) this._paths = pathsAt(z);
    const { palette } = this.options;
    const worldSize = 256 * 2 ** z;
    const unit = TILE / worldSize;
    const margin = unit / 50;
    const [left, right, top, bottom] = [x * unit - margin, (x + 1) * unit + margin, y * unit - margin, (y + 1) * unit + margin];

    const each = (shapes, paint) => COPIES.forEach((copy) => {
      const visible = shapes.filter((s) => s.x[1] + copy >= left && s.x[0] + copy <= right && s.y[1] >= top && s.y[0] <= bottom);
      if (!visible.length) return;
      context.save();
      context.translate(copy * worldSize - x * TILE, -y * TILE);
      visible.forEach(({ path }) => paint(path));
      context.restore();
    });
    const stroke = (shapes, colour, width, dash = []) => {
      context.strokeStyle = colour;
      context.lineWidth = width;
      context.setLineDash(dash);
      each(shapes, (path) => context.stroke(path));
    };

    context.fillStyle = palette.sea;
    context.fillRect(0, 0, TILE + BLEED, TILE + BLEED);
    context.lineJoin = 'round';
    this._paintGraticule(context, { x, y, z });
    context.fillStyle = palette.land;
    each(this._paths.land, (path) => context.fill(path, 'evenodd'));
    stroke(this._paths.land, palette.coast, z < 4 ? 0.7 : 1);
    stroke(this._paths.borders, palette.border, z < 4 ? 0.7 : 1);
    stroke(this._paths.disputed, palette.border, z < 4 ? 0.8 : 1.1, z < 4 ? [2, 2] : [4, 3]);
  },

  _paintGraticule(context, { x, y, z }) {
    const step = z < 4 ? 30 : 10;
    const crs = L.CRS.EPSG3857;
    context.strokeStyle = this.options.palette.graticule;
    context.lineWidth = 0.7;
    context.setLineDash([]);
    context.beginPath();
    for (let degrees = -180; degrees <= 180; degrees += step) {
      const meridian = crs.latLngToPoint(L.latLng(0, degrees), z).x - x * TILE;
      context.moveTo(meridian, 0);
      context.lineTo(meridian, TILE + BLEED);
      if (Math.abs(degrees) >= 90) continue;
      const parallel = crs.latLngToPoint(L.latLng(degrees, 0), z).y - y * TILE;
      context.moveTo(0, parallel);
      context.lineTo(TILE + BLEED, parallel);
    }
    context.stroke();
  },
});

/** Names of countries and oceans: they give way to everything that the reader came for. */
function nameLabels() {
  const { countries, oceans } = getWorld();
  const countryLabels = countries.map(([name, lat, lon, area]) => {
    const style = area > 450 ? 'continentSized' : 'country';
    const text = area > 450 ? name.toLocaleUpperCase('en') : name;
    const across = Math.sqrt(area / Math.cos(lat * (Math.PI / 180)));
    return {
      key: `country:${name}`, latlng: L.latLng(lat, lon), style, texts: [text], name, givesWay: true, priority: Math.min(area, 9000) / 1e4,
      // A name shows once it about fits into its country.
      visible: (zoom) => name !== 'Antarctica' && (across * 256 * 2 ** zoom) / 360 > 0.8 * textSize(style, text).width,
      candidates: (point) => [point, point.add([0, -12]), point.add([0, 12])],
    };
  });
  const oceanLabels = oceans.map(([name, lat, lon], i) => ({
    key: `ocean:${i}`, latlng: L.latLng(lat, lon), style: 'ocean', texts: [name], priority: 0,
    visible: (zoom) => zoom >= 1.5 && zoom < 5.5,
    candidates: (point) => [point, point.add([0, -30]), point.add([0, 30]), point.add([-40, 0]), point.add([40, 0])],
  }));
  return [...countryLabels, ...oceanLabels];
}

/** Keeps the reader from zooming out to a strip of world in an empty sea. */
function limitZoom(map) {
  const { x, y } = map.getSize();
  if (!x || !y) return;
  const fill = Math.log2(Math.max(x / 1.15, y * 1.25) / 256);
  map.setMinZoom(Math.max(0.5, Math.min(2.5, Math.floor(fill * 2) / 2)));
}

/** Shows what a view was made to show, on a screen of another size than it was made for. */
function refit(map, { width, height }) {
  const { x, y } = map.getSize();
  if (!x || !y) return;
  const change = Math.floor(Math.log2(Math.min(x / width, y / height)) * 2) / 2;
  if (change) map.setView(map.getCenter(), map.getZoom() + change, { animate: false });
}

/**
 * Adds the base map.
 *
 * @param {L.Map} map
 * @param {{theme: 'light'|'dark', palette: Object<string, string>, madeFor: ?{width: number, height: number}}} options
 *   `madeFor` is the size in pixels that the opening view was made for; without it the view stays as it is.
 */
export function base(map, { theme, palette, madeFor }) {
  applyPalette(map, palette);
  map.getContainer().classList.add('dl-map', `dl-${theme}`);
  map.attributionControl?.setPrefix(false);
  new BaseTiles({ palette }).addTo(map);
  const container = map.getContainer();
  container.setAttribute('role', 'region');
  container.setAttribute('aria-label', 'Map of places and journeys');
  const board = LabelBoard.of(map);
  board.set('base', { labels: nameLabels() });
  showScale(map, 'km');
  board.avoid(legend().addTo(map));
  map.setMaxBounds([[-85.06, -1e5], [85.06, 1e5]]);
  limitZoom(map);
  if (madeFor) refit(map, madeFor);
  map.on('resize', () => limitZoom(map));
}
