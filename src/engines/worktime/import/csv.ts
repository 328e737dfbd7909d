/** `names`: what the first line names. `rows`: the others by these names, each with its line number. */
export type CsvRows = { names: string[]; rows: Array<{ line: number; cells: Record<string, string> }> };

/** The rows of a CSV text. `nameOf` tells what a heading stands for. Cells may be quoted, not broken over lines. */
export function csvRows(text: string, nameOf: (heading: string) => string): CsvRows {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const split = (line: string) =>
    [...line.matchAll(/(?:^|[,;])\s*(?:"((?:[^"]|"")*)"|([^,;]*))/g)].map(([, quoted, plain]) =>
      (quoted?.replaceAll('""', '"') ?? plain ?? '').trim(),
    );
  const names = split(lines[0] ?? '').map(nameOf);
  const rows = lines.flatMap((line, i) => {
    if (i === 0 || line.trim() === '') return [];
    const cells = split(line);
    return [{ line: i + 1, cells: Object.fromEntries(names.map((name, c) => [name, cells[c] ?? ''])) }];
  });
  return { names, rows };
}
