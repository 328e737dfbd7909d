/** The rows of a CSV text by the names in its first line, each with its line number. Cells may be quoted, not broken. */
export function csvRows(text: string): Array<{ line: number; cells: Record<string, string> }> {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const split = (line: string) =>
    [...line.matchAll(/(?:^|[,;])\s*(?:"((?:[^"]|"")*)"|([^,;]*))/g)].map(([, quoted, plain]) =>
      (quoted?.replaceAll('""', '"') ?? plain ?? '').trim(),
    );
  const header = split(lines[0] ?? '').map(name => name.toLowerCase());
  return lines.flatMap((line, i) => {
    if (i === 0 || line.trim() === '') return [];
    const cells = split(line);
    return [{ line: i + 1, cells: Object.fromEntries(header.map((name, c) => [name, cells[c] ?? ''])) }];
  });
}
