/** How much room words take. */

const FAMILY = 'Inter, system-ui, sans-serif';
/** What the styles need to know beforehand to measure words; looks are in style.css under the same names. */
const STYLES = {
  disc: { font: `600 12px ${FAMILY}`, height: 15 },
  ring: { font: `italic 450 11px ${FAMILY}`, height: 14 },
  area: { font: `550 12px ${FAMILY}`, height: 16 },
  pill: { font: `600 11px ${FAMILY}`, height: 18, padding: 15, widest: 320 },
  country: { font: `500 10.5px ${FAMILY}`, height: 12, spacing: 0.2 },
  continentSized: { font: `600 10px ${FAMILY}`, height: 12, spacing: 1.6 },
  ocean: { font: `italic 450 11px ${FAMILY}`, height: 13, spacing: 1.4 },
};
const MAX_WIDTH = 170;

const ruler = document.createElement('canvas').getContext('2d');
const sizes = new Map();

/** @returns {{width: number, height: number, cut: boolean}} pixels that the words take in a style */
export function textSize(style, text) {
  const key = `${style}\n${text}`;
  if (!sizes.has(key)) {
    const { font, height, spacing = 0, padding = 0, widest = MAX_WIDTH } = STYLES[style];
    ruler.font = font;
    const lines = text.split('\n');
    const width = Math.max(...lines.map((line) => ruler.measureText(line).width + spacing * line.length));
    const whole = Math.ceil(width) + padding;
    sizes.set(key, { width: Math.min(widest, whole), height: height * lines.length, cut: whole > widest });
  }
  return sizes.get(key);
}

/** To be called when a font has arrived: widths measured before are another font's. */
export const forgetSizes = () => sizes.clear();
