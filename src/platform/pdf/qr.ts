import { encode } from 'uqr';

/**
 * The modules of a QR code (ISO/IEC 18004), error correction M, without the quiet zone: `matrix[row][column]`, true is
 * dark. Whoever draws it leaves four light modules around it.
 */
export const qrMatrix = (text: string): readonly (readonly boolean[])[] =>
  encode(text, { ecc: 'M', border: 0 }).data;

export type DarkRun = { row: number; column: number; length: number };

/** The dark modules as horizontal runs: a third of the rectangles, and no hairlines between neighbours. */
export function darkRuns(matrix: readonly (readonly boolean[])[]): DarkRun[] {
  const runs: DarkRun[] = [];
  for (const [row, cells] of matrix.entries()) {
    for (let column = 0; column < cells.length; column++) {
      if (!cells[column]) continue;
      const start = column;
      while (cells[column + 1]) column++;
      runs.push({ row, column: start, length: column - start + 1 });
    }
  }
  return runs;
}

/**
 * A QR code for a page: the side in modules, with the quiet zone of four on each side, and the `d` of one SVG path over
 * `viewBox="0 0 side side"`. Draw it dark on white with `shape-rendering="crispEdges"`.
 */
export function qrPath(text: string): { side: number; d: string } {
  const matrix = qrMatrix(text);
  const d = darkRuns(matrix)
    .map(r => `M${r.column + 4} ${r.row + 4}h${r.length}v1h-${r.length}z`)
    .join('');
  return { side: matrix.length + 8, d };
}
