/**
 * Entry of the map script.  The page's folium elements call window.Dateline with one JSON payload each; the script knows
 * nothing of Streamlit and asks no other host for anything.
 */
import L from 'leaflet';
import jQuery from 'jquery/dist/jquery.slim.js';

import './leaflet-patches.js';
import { arc } from './arc.js';
import { base } from './base.js';
import { JourneysLayer } from './journeys.js';
import { PlacesLayer } from './places.js';

window.L = L;
window.$ = window.jQuery = jQuery;
window.Dateline = {
  arc,
  base,
  places: (payload) => new PlacesLayer(payload),
  journeys: (payload) => new JourneysLayer(payload),
};
