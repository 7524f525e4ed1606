/**
 * The cheapest way to give each row a column of its own (the Hungarian method, by shortest augmenting paths with potentials):
 * exact, in O(rows² · columns). With more rows than columns some rows get none. Equal to SciPy's `linear_sum_assignment`; where
 * several are as cheap, one of them.
 *
 * Source: Kuhn 1955; Jonker & Volgenant 1987; Crouse 2016.
 *
 * @param costs [rows, columns], row after row; NaN and infinite costs are refused
 * @returns of each row its column, or −1
 */
export function cheapestAssignment(costs: ArrayLike<number>, rows: number, columns: number): Int32Array {
  if (costs.length !== rows * columns) throw new Error(`${costs.length} costs are no ${rows} × ${columns}`);
  for (let i = 0; i < costs.length; i++) {
    if (!Number.isFinite(costs[i])) throw new Error(`cost ${Math.floor(i / columns)}, ${i % columns} is ${costs[i]}`);
  }
  if (rows <= columns) return assignAll((row, column) => costs[row * columns + column] ?? 0, rows, columns);
  const byColumn = assignAll((column, row) => costs[row * columns + column] ?? 0, columns, rows);
  const found = new Int32Array(rows).fill(-1);
  for (const [column, row] of byColumn.entries()) found[row] = column;
  return found;
}

/** Rows are no more than columns: each gets one. */
function assignAll(cost: (row: number, column: number) => number, rows: number, columns: number): Int32Array {
  // Place 0 of each list stands for “none”: the row that is being assigned hangs there.
  const rowPotential = new Float64Array(rows + 1);
  const columnPotential = new Float64Array(columns + 1);
  const rowOf = new Int32Array(columns + 1);
  const cameFrom = new Int32Array(columns + 1);
  for (let row = 1; row <= rows; row++) {
    rowOf[0] = row;
    let column = 0;
    const least = new Float64Array(columns + 1).fill(Number.POSITIVE_INFINITY);
    const done = new Uint8Array(columns + 1);
    do {
      done[column] = 1;
      const from = rowOf[column] ?? 0;
      let [next, step] = [0, Number.POSITIVE_INFINITY];
      for (let c = 1; c <= columns; c++) {
        if (done[c]) continue;
        const reduced = cost(from - 1, c - 1) - (rowPotential[from] ?? 0) - (columnPotential[c] ?? 0);
        if (reduced < (least[c] ?? 0)) {
          least[c] = reduced;
          cameFrom[c] = column;
        }
        if ((least[c] ?? 0) < step) [next, step] = [c, least[c] ?? 0];
      }
      for (let c = 0; c <= columns; c++) {
        if (done[c]) {
          const owner = rowOf[c] ?? 0;
          rowPotential[owner] = (rowPotential[owner] ?? 0) + step;
          columnPotential[c] = (columnPotential[c] ?? 0) - step;
        } else {
          least[c] = (least[c] ?? 0) - step;
        }
      }
      column = next;
    } while (rowOf[column] !== 0);
    // Back along the path: each column takes over the row of the one before.
    while (column !== 0) {
      const before = cameFrom[column] ?? 0;
      rowOf[column] = rowOf[before] ?? 0;
      column = before;
    }
  }
  const found = new Int32Array(rows).fill(-1);
  for (let c = 1; c <= columns; c++) {
    const row = rowOf[c] ?? 0;
    if (row > 0) found[row - 1] = c - 1;
  }
  return found;
}
