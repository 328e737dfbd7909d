import { DocxProblem, readDocx, type WordDocument } from '#platform/docx';
import { paragraphsOf, type WordBlock, type WordParagraph, type WordTable, wordsOf } from '#platform/pdf';
import { isResultFact, RESULT_FACTS } from './facts.ts';
import type { FormParts, ResultProblem } from './problem.ts';
import { type StepFacts, stepFactNamed } from './step-facts.ts';
import {
  CODE_PLACE,
  markAlone,
  marksIn,
  replaceMarks,
  rowCloses,
  rowOpens,
  SIGNATURE_PLACE,
} from './word-marks.ts';

/** A Word document as a template keeps it: its name and its bytes in base64. */
export type WordFile = { name: string; base64: string };

/** Reads it; `fault` says why it cannot be. */
export function readWordFile({
  base64,
}: WordFile): { document: WordDocument } | { fault: DocxProblem['kind'] } {
  try {
    return { document: readDocx(Buffer.from(base64, 'base64')) };
  } catch (error) {
    if (error instanceof DocxProblem) return { fault: error.kind };
    throw error;
  }
}

/** The fields that a document names, each once: those of conditions too. */
export const wordFieldsOf = ({ blocks }: WordDocument): string[] => [
  ...new Set(
    paragraphsOf(blocks).flatMap(p => marksIn(wordsOf(p)).flatMap(m => (isPlace(m.name) ? [] : [m.name]))),
  ),
];

const isPlace = (name: string) => name === SIGNATURE_PLACE || name === CODE_PLACE;

const problem = (n: number, code: ResultProblem['code'], what = ''): ResultProblem => ({
  place: 'document',
  code,
  params: { ...(n > 0 ? { line: n } : {}), what },
});

/** What is drawn otherwise than in Word, and may stay so; texts `procedures.result.note.CODE`. */
export const wordNotes = (file: WordFile) => {
  const read = readWordFile(file);
  return 'fault' in read ? [] : read.document.notes.filter(note => !note.lost);
};

/**
 * All that stands in the way of using a Word document as a template: `line` is the paragraph. A name that is none is told with the one
 * that was probably meant.
 */
export function checkWord(file: WordFile, form: FormParts | null, steps: StepFacts | null): ResultProblem[] {
  const read = readWordFile(file);
  if ('fault' in read) return [problem(0, `docx-${read.fault}`)];
  const { blocks, notes } = read.document;
  const groups = Object.keys(form?.groups ?? {});
  const known = [...RESULT_FACTS, ...Object.keys(form?.fields ?? {}), ...(steps?.keys() ?? [])];
  const problems = notes
    .filter(note => note.lost)
    .map(note => problem(note.n, `docx-${note.code}` as ResultProblem['code']));
  for (const p of paragraphsOf(blocks)) {
    const words = wordsOf(p);
    if (/\{\{|\}\}/.test(replaceMarks(words, () => '')))
      problems.push(problem(p.n, 'unclosed', words.trim().slice(0, 60)));
    for (const { name, sign } of marksIn(words)) {
      if (isPlace(name)) {
        if (sign || !markAlone(p)) problems.push(problem(p.n, 'place-alone', name));
      } else if (sign && groups.includes(name)) continue;
      else if (isResultFact(name)) continue;
      else if (stepFactNamed(name)) {
        if (steps && !steps.has(name)) problems.push(problem(p.n, 'unknown-step-fact', name));
      } else problems.push(...fieldProblems(p, name, form, known));
    }
  }
  return [...problems, ...sectionProblems(blocks)];
}

function fieldProblems(
  p: WordParagraph,
  name: string,
  form: FormParts | null,
  known: readonly string[],
): ResultProblem[] {
  const layout = form && Object.hasOwn(form.fields, name) ? form.fields[name] : undefined;
  if (layout) {
    const isFile = layout.widget === 'file' || layout.maxFiles !== undefined;
    return isFile ? [problem(p.n, 'file-field', name)] : [];
  }
  const near = nearest(name, known);
  const found = problem(p.n, near ? 'unknown-field-near' : 'unknown-field', name);
  return [near ? { ...found, params: { ...found.params, near } } : found];
}

/** Sections that are not closed, or whose marks share their paragraph with other words outside of a row's ends. */
function sectionProblems(blocks: readonly WordBlock[]): ResultProblem[] {
  const alone = blocks.flatMap(b => {
    const mark = b.kind === 'paragraph' ? markAlone(b) : undefined;
    return mark?.sign ? [{ n: (b as WordParagraph).n, sign: mark.sign, name: mark.name }] : [];
  });
  const inline = blocks.flatMap(b =>
    b.kind === 'paragraph' && !markAlone(b)
      ? marksIn(wordsOf(b)).flatMap(m => (m.sign ? [problem(b.n, 'section-alone', m.name)] : []))
      : [],
  );
  const tables = blocks.flatMap(b => (b.kind === 'table' ? tableProblems(b) : []));
  return [...inline, ...unbalanced(alone), ...tables];
}

function tableProblems(table: WordTable): ResultProblem[] {
  const ends = table.rows.flatMap(row => {
    const [open, close] = [rowOpens(row), rowCloses(row)];
    const n = paragraphsOf(row.cells.flatMap(c => c.blocks))[0]?.n ?? table.n;
    return [
      ...(open ? [{ n, sign: open.sign, name: open.name }] : []),
      ...(close ? [{ n, sign: close.sign, name: close.name }] : []),
    ];
  });
  const marks = paragraphsOf([table]).flatMap(p =>
    marksIn(wordsOf(p)).flatMap(m => (m.sign ? [{ n: p.n, name: m.name }] : [])),
  );
  // In a table whole rows are repeated: a mark elsewhere than at a row's ends would mean something else.
  if (marks.length !== ends.length) return marks.slice(0, 1).map(m => problem(m.n, 'section-row', m.name));
  return unbalanced(ends);
}

function unbalanced(marks: readonly { n: number; sign: string; name: string }[]): ResultProblem[] {
  const open: { n: number; name: string }[] = [];
  for (const { n, sign, name } of marks) {
    if (sign !== '/') open.push({ n, name });
    else if (open.pop()?.name !== name) return [problem(n, 'section-open', name)];
  }
  return open.slice(0, 1).map(({ n, name }) => problem(n, 'section-open', name));
}

/** The name that is at most three letters away, or that differs in nothing but its sign marks. */
function nearest(name: string, known: readonly string[]): string | undefined {
  const [best] = known
    .map(k => ({ k, d: slips(name.toLowerCase(), k.toLowerCase()) }))
    .filter(({ k, d }) => d <= Math.min(3, Math.floor(k.length / 2)))
    .toSorted((a, b) => a.d - b.d);
  return best?.k;
}

/** Letters put in, left out or mistaken between two words. */
function slips(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next.push(
        Math.min(
          (row[j] ?? 0) + 1,
          (next[j - 1] ?? 0) + 1,
          (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1),
        ),
      );
    row = next;
  }
  return row[b.length] ?? 0;
}
