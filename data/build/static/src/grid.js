/** Grids that answer quickly what lies where. */

const BOX_CELL = 64;
const LINE_CELL = 8;
const OFFSET = 2 ** 20;

const cellKey = (x, y) => (x + OFFSET) * 2 * OFFSET + y + OFFSET;

function* cellsOf({ left, right, top, bottom }, size) {
  for (let x = Math.floor(left / size); x <= Math.floor(right / size); x += 1) {
    for (let y = Math.floor(top / size); y <= Math.floor(bottom / size); y += 1) yield cellKey(x, y);
  }
}

const apart = (a, b) => a.left >= b.right || a.right <= b.left || a.top >= b.bottom || a.bottom <= b.top;

/** The box round a middle, wider by a gap on each side. */
export const boxAround = (point, { width, height }, gap, key) => ({
  key,
  left: point.x - width / 2 - gap,
  right: point.x + width / 2 + gap,
  top: point.y - height / 2 - gap,
  bottom: point.y + height / 2 + gap,
});

/** Boxes {left, right, top, bottom, key}. */
export class BoxGrid {
  cells = new Map();

  add(box) {
    for (const cell of cellsOf(box, BOX_CELL)) {
      if (!this.cells.has(cell)) this.cells.set(cell, []);
      this.cells.get(cell).push(box);
    }
  }

  /** The boxes of other keys under this one. */
  under(box) {
    const found = new Set();
    for (const cell of cellsOf(box, BOX_CELL)) {
      for (const other of this.cells.get(cell) ?? []) if (other.key !== box.key && !apart(other, box)) found.add(other);
    }
    return found;
  }
}

/** The cells that lines run through. */
export class LineGrid {
  cells = new Set();

  add({ x, y }) {
    this.cells.add(cellKey(Math.floor(x / LINE_CELL), Math.floor(y / LINE_CELL)));
  }

  count(box) {
    let count = 0;
    for (const cell of cellsOf(box, LINE_CELL)) count += this.cells.has(cell);
    return count;
  }
}
