/** The great circle between two places: computed here, so that hundreds of them need not be sent. */

const RADIANS = Math.PI / 180;
const EARTH_KM = 6371;

/**
 * @param {{lat: number, lon: number}} from degrees
 * @param {{lat: number, lon: number}} to degrees
 * @param {number} stepKm how far apart its points may be (km)
 * @returns {Array<[number, number]>} latitudes and longitudes in degrees; longitudes run on past 180 and never jump
 */
export function arc(from, to, stepKm) {
  const [a, b] = [from, to].map(({ lat, lon }) => {
    const [phi, lambda] = [lat * RADIANS, lon * RADIANS];
    return [Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi)];
  });
  const dot = a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
  const angle = Math.acos(Math.max(-1, Math.min(1, dot)));
  const steps = Math.max(2, Math.ceil((angle * EARTH_KM) / stepKm));
  const sine = Math.sin(angle);
  const line = [[from.lat, from.lon]];
  for (let i = 1; i <= steps; i += 1) {
    const share = i / steps;
    const [p, q] = sine > 1e-9 ? [Math.sin((1 - share) * angle) / sine, Math.sin(share * angle) / sine] : [1 - share, share];
    const [x, y, z] = [0, 1, 2].map((n) => a[n] * p + b[n] * q);
    const lon = i === steps ? to.lon : Math.atan2(y, x) / RADIANS;
    const last = line.at(-1)[1];
    line.push([i === steps ? to.lat : Math.atan2(z, Math.hypot(x, y)) / RADIANS, lon - 360 * Math.round((lon - last) / 360)]);
  }
  return line;
}
