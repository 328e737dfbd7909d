/**
 * The cells of a CSV text (RFC 4180: commas, or semicolons where the first line has more of them, as Excel writes in Vietnam, where headings
 * hold commas; double quotes doubled inside quotes, CRLF or LF), row by row, with the number of the line on which each row begins.
 */
export function* readCsv(text: string): Generator<{ line: number; cells: string[] }> {
  let cells: string[] = [];
  let cell = '';
  let quoted = false;
  let line = 1;
  let start = 1;
  // Up to the first quote: what is inside quotes separates nothing.
  const header = /^[^\n"]*/.exec(text)?.[0] ?? '';
  const count = (sign: string) => header.split(sign).length;
  const separator = count(';') > count(',') ? ';' : ',';
  const source = text.startsWith('\uFEFF') ? text.slice(1) : text;
  for (let i = 0; i < source.length; i++) {
    const c = source[i]!;
    if (c === '\n') line++;
    if (quoted) {
      if (c !== '"') cell += c;
      else if (source[i + 1] === '"') {
        cell += c;
        i++;
      } else quoted = false;
    } else if (c === '"' && cell === '') quoted = true;
    else if (c === separator) {
      cells.push(cell);
      cell = '';
    } else if (c === '\n') {
      cells.push(cell.replace(/\r$/, ''));
      if (cells.length > 1 || cells[0] !== '') yield { line: start, cells };
      cells = [];
      cell = '';
      start = line;
    } else cell += c;
  }
  cells.push(cell);
  if (cells.length > 1 || cells[0] !== '') yield { line: start, cells };
}
