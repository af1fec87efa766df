/** The key to the marks: a small panel that folds away. */
import L from 'leaflet';

import { element } from './text.js';

const STORED = 'dateline-legend';
const ENTRIES = [
  ['<circle cx="14" cy="7" r="5.5" class="dl-key-disc"/>', 'Something happens here'],
  ['<circle cx="14" cy="7" r="4" class="dl-key-ring"/>', 'Only named'],
  ['<circle cx="14" cy="7" r="7" class="dl-key-area"/>', 'Country or region'],
  ['<path d="M1 7H27" class="dl-key-line"/>', 'Journey made or under way'],
  ['<path d="M1 7H27" class="dl-key-line dl-key-dashed"/>', 'Planned or possible'],
  ['<path d="M1 7H27" class="dl-key-line dl-key-faint"/><path d="M11 4L17 10M17 4L11 10" class="dl-key-cross"/>', 'Denied or cancelled'],
  ['<path d="M1 7H27" class="dl-key-line dl-key-wide"/>', 'Wider: more journeys', 'dl-key-routes'],
];

/** A reader's choice outlives a redraw of the page; storage may be forbidden in an embedded page. */
function stored(value) {
  try {
    if (value === undefined) return window.sessionStorage.getItem(STORED);
    window.sessionStorage.setItem(STORED, value);
  } catch {
    return null;
  }
  return value;
}

const Legend = L.Control.extend({
  options: { position: 'bottomleft' },

  onAdd(map) {
    const button = element('button', 'dl-legend-toggle', 'Key');
    button.type = 'button';
    const list = element('ul');
    for (const [drawing, words, className] of ENTRIES) {
      const item = element('li', className);
      item.innerHTML = `<svg viewBox="0 0 28 14" width="28" height="14" aria-hidden="true">${drawing}</svg>`;
      item.append(element('span', '', words));
      list.append(item);
    }
    const note = element('p', '', 'Boundaries do not imply endorsement.');
    const panel = element('div', 'dl-legend leaflet-bar');
    panel.append(button, list, note);

    const show = (open) => {
      panel.classList.toggle('dl-open', open);
      button.setAttribute('aria-expanded', String(open));
    };
    button.addEventListener('click', () => {
      const open = !panel.classList.contains('dl-open');
      show(open);
      stored(open ? 'open' : 'closed');
    });
    const roomy = map.getSize().x >= 620 && map.getSize().y >= 420;
    show((stored() ?? (roomy ? 'open' : 'closed')) === 'open');
    L.DomEvent.disableClickPropagation(panel);
    L.DomEvent.disableScrollPropagation(panel);
    return panel;
  },
});

export const legend = () => new Legend();
