import { isRun, type WordBlock, type WordParagraph, type WordTable, wordsOf } from '#platform/pdf';

/** `{{name}}`, `{{name|hoa}}`, `{{name|thuong}}` (as inside a sentence); `{{#name}}` … `{{/name}}` around what comes for every item or only when filled in, `{{^name}}` when not. */
export type WordMark = { sign: '' | '#' | '^' | '/'; name: string; capitals: boolean; inside: boolean };

const MARK = /\{\{\s*(?:([#^/])\s*)?([A-Za-z][A-Za-z0-9._-]*)(\|hoa|\|thuong)?\s*\}\}/g;

/** The marks in a text, in its order. */
export const marksIn = (text: string): WordMark[] =>
  [...text.matchAll(MARK)].map(([, sign, name = '', form]) => ({
    sign: (sign ?? '') as WordMark['sign'],
    name,
    capitals: form === '|hoa',
    inside: form === '|thuong',
  }));

/** The text with every mark of the signs given put through `say`. */
export const replaceMarks = (text: string, say: (mark: WordMark) => string): string =>
  text.replace(MARK, (whole: string) => {
    const [mark] = marksIn(whole);
    return mark ? say(mark) : whole;
  });

/** The only mark of a paragraph that says nothing else. */
export const markAlone = (p: WordParagraph): WordMark | undefined => {
  const words = wordsOf(p).trim();
  const [mark, second] = marksIn(words);
  return mark && !second && replaceMarks(words, () => '') === '' && p.runs.every(isRun) ? mark : undefined;
};

/** Where the place of the signature stands, and the code by which the paper is checked: each in a paragraph of its own. */
export const SIGNATURE_PLACE = 'noi-ky';
export const CODE_PLACE = 'ma-qr';

type Row = WordTable['rows'][number];
const paragraphs = (blocks: readonly WordBlock[]) => blocks.filter(b => b.kind === 'paragraph');

/** The mark with which a row opens a section: the first words of its first cell. */
export function rowOpens(row: Row): WordMark | undefined {
  const first = paragraphs(row.cells[0]?.blocks ?? [])[0];
  const words = first ? wordsOf(first).trimStart() : '';
  const [mark] = marksIn(words);
  return (mark?.sign === '#' || mark?.sign === '^') && words.startsWith('{{') ? mark : undefined;
}

/** The mark with which a row closes one: the last words of its last cell. */
export function rowCloses(row: Row): WordMark | undefined {
  const last = paragraphs(row.cells.at(-1)?.blocks ?? []).at(-1);
  const words = last ? wordsOf(last).trimEnd() : '';
  const mark = marksIn(words).at(-1);
  return mark?.sign === '/' && words.endsWith('}}') ? mark : undefined;
}
