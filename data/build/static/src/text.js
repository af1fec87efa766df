/** Words for people.  Everything that comes from an article is set as text, never as HTML. */

const STATUS = {
  planned: 'planned', under_way: 'under way', completed: 'completed', cancelled: 'cancelled', denied: 'denied',
  hypothetical: 'hypothetical',
};
/** What journeys of one route came to, by the status of any of them. */
const OUTCOME = {
  planned: 'planned', under_way: 'made or under way', completed: 'made or under way', cancelled: 'cancelled or denied',
  denied: 'cancelled or denied', hypothetical: 'hypothetical',
};
const MODE = { air: 'by air', rail: 'by rail', sea: 'by sea', road: 'by road', foot: 'on foot' };
const UNITS = { km: [1, 'km'], mi: [0.621371, 'mi'], nmi: [0.539957, 'nmi'] };

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const tenths = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

const plural = (count, word) => `${whole.format(count)} ${word}${count === 1 ? '' : 's'}`;

/** An element with a class and a text; the text's own direction is kept apart from its surroundings. */
export function element(tag, className = '', text = '') {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text) {
    node.textContent = text;
    node.dir = 'auto';
  }
  return node;
}

/** @param {number} km @param {'km'|'mi'|'nmi'} units */
export function distanceText(km, units) {
  const [factor, unit] = UNITS[units] ?? UNITS.km;
  const value = km * factor;
  return `${(value < 10 ? tenths : whole).format(value)}\u00a0${unit}`;
}

/** 1234 -> 1.2k: what fits into a disc. */
export function countText(count) {
  if (count <= 1) return '';
  return count < 1000 ? String(count) : `${(count / 1000).toFixed(count < 9950 ? 1 : 0)}k`;
}

/** @returns {[string, string]} what a place is called, and what is to be said of it */
export function placeText({ name, events, mentions }) {
  const facts = [events ? plural(events, 'event') : 'only named', mentions ? plural(mentions, 'mention') : ''];
  return [name, facts.filter(Boolean).join(', ')];
}

/** How far it is over rails or water: "about 1,159 km by rail". */
export const wayText = ({ km, method }, units) => `about ${distanceText(km, units)} ${method.split(',')[0]}`;

/** The great circle, and the length over rails or water where the line follows them. */
function lengthText({ km, method, way }, units) {
  if (km == null) return '';
  const straight = [distanceText(km, units), method ?? 'great circle'].filter(Boolean).join(' ');
  return way ? `${straight} · about ${distanceText(way.km, units)} ${way.method}` : straight;
}

/** How many journeys go the way of a route: "12 journeys". */
export const journeysText = ({ journeys }) => plural(journeys, 'journey');

/** @returns {[string, string]} from where to where; how many journeys, how far, when, whether they were made, and what a click does */
function routeText(route, units) {
  const facts = [journeysText(route), lengthText(route, units), route.date, OUTCOME[route.status], 'click to list them'];
  return [`${route.from.name} → ${route.to.name}`, facts.filter(Boolean).join(', ')];
}

/** @returns {[string, string]} who goes where; how far, by what, when, and whether it happened */
export function journeyText(journey, units) {
  if (journey.journeys > 1) return routeText(journey, units);
  const { travellers, from, to, way, note, mode, date, status, reports } = journey;
  const facts = [
    lengthText(journey, units), way ? '' : MODE[mode], date, STATUS[status], reports > 1 ? plural(reports, 'report') : '', note,
  ];
  return [`${travellers ? `${travellers}: ` : ''}${from.name} → ${to.name}`, facts.filter(Boolean).join(', ')];
}

/** The node that a tooltip shows. */
export function tooltipNode([title, facts]) {
  const node = element('div');
  node.append(element('strong', '', title), element('span', '', facts));
  return node;
}
