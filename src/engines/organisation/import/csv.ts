import { readCsv } from '#platform/spreadsheet';

const NUMBERS = new Set(['areaKm2', 'population', 'lon', 'lat']);

/** The rows of a CSV text as objects by the header's names: empty cells left out, numbers and `true`/`false` as such. */
export function* readCsvObjects(text: string): Generator<{ line: number; value: Record<string, unknown> }> {
  let header: string[] | undefined;
  for (const { line, cells } of readCsv(text)) {
    if (!header) {
      header = cells.map(cell => cell.trim());
      continue;
    }
    const value: Record<string, unknown> = {};
    for (const [i, raw] of cells.entries()) {
      const cell = raw.trim();
      if (cell === '') continue;
      const name = header[i] ?? `column ${i + 1}`;
      if (NUMBERS.has(name) && Number.isFinite(Number(cell))) value[name] = Number(cell);
      else if (name === 'unverified' && /^(true|false)$/.test(cell)) value[name] = cell === 'true';
      else value[name] = cell;
    }
    yield { line, value };
  }
}
