/** Rows come as a table: names of columns, and a list of values for each row. */

const END = ['id', 'name', 'lat', 'lon'];
const named = (columns, values) => Object.fromEntries(columns.map((name, n) => [name, values[n]]));

/** @param {{columns: string[], rows: Array<Array>}} table @returns {object[]} */
export function rowsOf({ columns, rows }) {
  return rows.map((values) => {
    const row = named(columns, values);
    for (const end of ['from', 'to']) if (row[end]) row[end] = named(END, row[end]);
    return row;
  });
}
