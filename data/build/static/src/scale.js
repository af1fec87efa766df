/** The scale, in the unit that distances are shown in. */
import L from 'leaflet';

import { LabelBoard } from './labels.js';

/** @param {L.Map} map @param {'km'|'mi'|'nmi'} units */
export function showScale(map, units) {
  const imperial = units === 'mi';
  if (map.datelineScale?.options.imperial === imperial) return;
  map.datelineScale?.remove();
  map.datelineScale = L.control.scale({ position: 'bottomright', maxWidth: 90, imperial, metric: !imperial });
  LabelBoard.of(map).avoid(map.datelineScale.addTo(map));
}
