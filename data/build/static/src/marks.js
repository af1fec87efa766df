/** What all marks share: who they are to the page, the keyboard, the tooltip. */
import L from 'leaflet';

import { tooltipNode } from './text.js';

/**
 * Gives a layer its identity: the page finds it again as `last_active_drawing.properties`, without any geometry.
 *
 * @param {L.Layer} layer
 * @param {{kind: 'place'|'journey', id: string, words: [string, string], tooltip: object, reachable?: boolean}} mark the words are
 *   title and facts; a mark that is but a copy of another is not reachable with the keyboard
 */
export function makeMark(layer, { kind, id, words, tooltip, reachable = true }) {
  layer.feature = { type: 'Feature', properties: { kind, id } };
  layer.toGeoJSON = () => ({ ...layer.feature, geometry: null });
  layer.bindTooltip(() => tooltipNode(words), { className: 'dl-tooltip', opacity: 1, ...tooltip });
  layer.on('add', () => {
    const node = layer.getElement?.();
    if (!node) return;
    node.setAttribute('role', 'button');
    node.setAttribute('aria-label', words.filter(Boolean).join(', ').replaceAll('\u00a0', ' '));
    node.setAttribute('tabindex', reachable ? '0' : '-1');
    if (!reachable) node.setAttribute('aria-hidden', 'true');
    node.dataset.mark = `${kind}:${id}`;
    if (reachable && layer._map.datelineFocus === node.dataset.mark) node.focus({ preventScroll: true });
    L.DomEvent.on(node, 'keydown', (event) => {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      L.DomEvent.stop(event);
      layer.fire('click', { latlng: layer.getLatLng?.() ?? layer.getCenter() }, true);
    });
  });
  return layer;
}

/**
 * Remembers which mark has the keyboard, before its layer is replaced by a new one.  A reader who has gone on to write into another
 * frame of the page is not called back.
 */
export function rememberFocus(map) {
  const mark = document.hasFocus() && document.activeElement.dataset?.mark;
  if (!mark) return;
  map.datelineFocus = mark;
  requestAnimationFrame(() => { map.datelineFocus = undefined; });
}

/** The copy of a place that lies nearest to the middle of the view. */
export function nearestCopy(centre, latlng) {
  const turns = Math.round((centre.lng - latlng.lng) / 360);
  return turns ? L.latLng(latlng.lat, latlng.lng + 360 * turns) : latlng;
}

/** Creates a pane of the map once. */
export function ensurePane(map, name, zIndex) {
  if (!map.getPane(name)) map.createPane(name).style.zIndex = zIndex;
  return name;
}
