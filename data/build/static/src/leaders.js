/** Leaders: the thin lines to names that stand off their marks. */
import L from 'leaflet';

import { boxAround } from './grid.js';

/** A label farther than this from its mark gets a leader (pixels). */
const LEADER_FROM = 14;

/**
 * The line from the rim of a mark to the nearest point of its label: that point as seen from the mark and from the label's corner, and
 * the length.
 */
export function leaderOf({ reach = Infinity }, offset, { width, height }) {
  const nearest = (middle, half) => Math.max(middle - half, Math.min(0, middle + half));
  const end = L.point(nearest(offset.x, width / 2), nearest(offset.y, height / 2));
  const corner = end.subtract(offset).add([width / 2, height / 2]);
  return { end, corner, length: Math.max(0, Math.hypot(end.x, end.y) - reach) };
}

/** Whether the leader would run over another mark or label. */
export function leaderIsCrossed({ end, length }, key, point, taken) {
  if (length <= LEADER_FROM) return false;
  const whole = Math.hypot(end.x, end.y);
  return [0, 0.25, 0.5, 0.75].some((share) => {
    const at = point.add(end.multiplyBy(1 - (share * length) / whole));
    return taken.under(boxAround(at, { width: 2, height: 2 }, 0, key)).size > 0;
  });
}

/** Hands a leader to the styles of its label. */
export function drawLeader(node, { end, corner, length }) {
  node.classList.toggle('dl-led', length > LEADER_FROM);
  node.style.setProperty('--dl-leader', `${length}px`);
  node.style.setProperty('--dl-leader-angle', `${Math.atan2(-end.y, -end.x)}rad`);
  node.style.setProperty('--dl-leader-x', `${corner.x}px`);
  node.style.setProperty('--dl-leader-y', `${corner.y}px`);
}
