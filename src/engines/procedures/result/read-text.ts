/** A stretch of a template: words, or a field that is filled in. `capitals`: written `{{child.name|hoa}}`; `inside`: as it stands inside a sentence,
 * `{{place.commune|thuong}}` (xã Bắc Hà); `ifAny`: leaves no dash where nothing was answered, `{{purpose.other|neu-co}}`. */
export type Piece =
  | { text: string; bold: boolean }
  | { field: string; bold: boolean; capitals: boolean; inside?: true; ifAny?: true };

/** What a template is made of, in its order. */
export type ResultPart =
  | { kind: 'paragraph'; pieces: Piece[] }
  | { kind: 'list'; items: Piece[][]; ordered: boolean }
  /** Lines in the middle of the sheet, as who decides and “QUYẾT ĐỊNH:” stand in a decision. */
  | { kind: 'centred'; pieces: Piece[] }
  /** A frame around what must not be overlooked. */
  | { kind: 'box'; pieces: Piece[] }
  /** Rows of `label: value`; several in a row stand beside each other. */
  | { kind: 'facts'; rows: Array<Array<{ label: string; value: Piece[] }>> }
  | { kind: 'rule' };

/** Something that is written wrong. Text: `procedures.result.problem.CODE`. */
export type TextProblem = {
  line: number;
  code: 'unclosed' | 'bad-field' | 'fact-without-label';
  what: string;
};

const FIELD = /^([A-Za-z][A-Za-z0-9._-]*)((?:\|(?:hoa|thuong|neu-co)){0,3})$/;

/**
 * Reads the body of a template.
 *
 * | written | is |
 * | --- | --- |
 * | lines up to an empty line | a paragraph; a single line break stays |
 * | `- …`, `+ …` | an item of a list, of a numbered list |
 * | `= …` | a line in the middle |
 * | `> …` | a frame around what must not be overlooked |
 * | `\| Nhãn: … \| Nhãn: …` | a row of facts |
 * | `---` | a rule |
 * | `**…**` | bold |
 * | `{{child.name}}`, `{{child.name\|hoa}}`, `{{place.commune\|thuong}}` | a field, as it is, in capitals, or as inside a sentence; `\|neu-co`: nothing, not a dash, where it was not answered, and no row or line that would be left with nothing but its label; `tasks.STEP.FACT`: what a step of the process has said |
 */
export function readResultText(body: string): { parts: ResultPart[]; problems: TextProblem[] } {
  const parts: ResultPart[] = [];
  const problems: TextProblem[] = [];
  let open: ResultPart | undefined;
  for (const [i, raw] of body.split(/\r?\n/).entries()) {
    const line = raw.trim();
    const pieces = (text: string) => readPieces(text, i + 1, problems);
    if (!line || /^-{3,}$/.test(line)) {
      open = undefined;
      if (line) parts.push({ kind: 'rule' });
      continue;
    }
    const [part, rest] = beginning(line);
    if (open?.kind !== part.kind) {
      open = part;
      parts.push(open);
    } else if ('pieces' in open) open.pieces.push({ text: '\n', bold: false });
    if (open.kind === 'facts') open.rows.push(readRow(line, i + 1, problems));
    else if (open.kind === 'list') open.items.push(pieces(rest));
    else if ('pieces' in open) open.pieces.push(...pieces(rest));
  }
  return { parts, problems };
}

/** What a line begins, and the line without its sign. */
function beginning(line: string): [ResultPart, string] {
  if (line.startsWith('|')) return [{ kind: 'facts', rows: [] }, line];
  if (line.startsWith('- ')) return [{ kind: 'list', items: [], ordered: false }, line.slice(2).trim()];
  if (line.startsWith('+ ')) return [{ kind: 'list', items: [], ordered: true }, line.slice(2).trim()];
  if (line.startsWith('= ')) return [{ kind: 'centred', pieces: [] }, line.slice(2).trim()];
  if (line.startsWith('> ')) return [{ kind: 'box', pieces: [] }, line.slice(2).trim()];
  return [{ kind: 'paragraph', pieces: [] }, line];
}

function readRow(line: string, number: number, problems: TextProblem[]) {
  return splitCells(line).map(cell => {
    const [, label = '', value = ''] = /^([^:{}]+):(.*)$/s.exec(cell) ?? [];
    if (!label.trim()) problems.push({ line: number, code: 'fact-without-label', what: cell });
    return { label: label.trim(), value: readPieces(value.trim(), number, problems) };
  });
}

/** Cells between strokes; a stroke within a field (`|hoa`) parts nothing. */
function splitCells(line: string): string[] {
  const cells: string[] = [];
  let cell = '';
  for (const part of line.split(/(\{\{[^{}]*\}\}|\|)/)) {
    if (part === '|') {
      if (cell.trim()) cells.push(cell.trim());
      cell = '';
    } else cell += part;
  }
  return cell.trim() ? [...cells, cell.trim()] : cells;
}

function readPieces(text: string, line: number, problems: TextProblem[]): Piece[] {
  const pieces: Piece[] = [];
  let bold = false;
  for (const part of text.split(/(\{\{[^{}]*\}\}|\*\*)/)) {
    if (!part) continue;
    if (part === '**') bold = !bold;
    else if (part.startsWith('{{') && part.endsWith('}}')) {
      const [, field, said = ''] = FIELD.exec(part.slice(2, -2).trim()) ?? [];
      const forms = said.split('|');
      if (field)
        pieces.push({
          field,
          bold,
          capitals: forms.includes('hoa'),
          ...(forms.includes('thuong') && { inside: true as const }),
          ...(forms.includes('neu-co') && { ifAny: true as const }),
        });
      else problems.push({ line, code: 'bad-field', what: part });
    } else {
      if (/\{\{|\}\}/.test(part)) problems.push({ line, code: 'unclosed', what: part.slice(0, 60) });
      pieces.push({ text: part, bold });
    }
  }
  return pieces;
}

/** Every piece of a part. */
export function piecesOf(part: ResultPart): Piece[] {
  if ('pieces' in part) return part.pieces;
  if (part.kind === 'list') return part.items.flat();
  return part.kind === 'facts' ? part.rows.flat().flatMap(cell => cell.value) : [];
}

/** A line of text with fields, e.g. of the heading; what is written wrong goes into `problems`. */
export const readResultLine = (text: string, problems: TextProblem[] = [], line = 1): Piece[] =>
  readPieces(text, line, problems);

/** The fields that a template names, each once, in the order in which it does. */
export const fieldsNamed = (texts: readonly string[]): string[] => [
  ...new Set(
    texts
      .flatMap(text => readResultText(text).parts.flatMap(piecesOf))
      .flatMap(piece => ('field' in piece ? [piece.field] : [])),
  ),
];
