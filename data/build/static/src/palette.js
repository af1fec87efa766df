/** Colours come from Python (geo/maps/style.py), so that they stand in one place. */

/** Makes a palette known to the map's styles as --dl-<name>, and to the layers that paint on a canvas. */
export function applyPalette(map, palette) {
  const { style } = map.getContainer();
  for (const [name, colour] of Object.entries(palette)) style.setProperty(`--dl-${name}`, colour);
  map.datelinePalette = palette;
}
