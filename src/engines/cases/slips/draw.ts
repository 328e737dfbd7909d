import type { AnswerWords } from '#engines/forms';
import { readResultLine, readResultText } from '#engines/procedures';
import type { Block, PaperDefinition, SignatureColumn, Text } from '#platform/pdf';
import { blocksOf, type Wording, wordingOf } from '../results/text-blocks.ts';
import { agencyPaper } from './agency-paper.ts';
import { FORM_NUMBERS, type SlipKind } from './kinds.ts';
import type { SlipText } from './text.ts';
import { capitalised, withoutPlace } from './words.ts';

/** What stands on a slip beside its text. */
export type SlipInput = {
  kind: SlipKind;
  /** What the head says below the issuer, e.g. `Số: 3/2026`. */
  number: string | null;
  /** The body above the issuer, e.g. `TỈNH LÀO CAI`; null where it writes in its own name. */
  superior: string | null;
  issuer: string;
  /** Where the paper is dated, e.g. `Bắc Hà`. */
  place: string;
  at: Date;
  /** What the text may name, by fact. */
  facts: ReadonlyMap<string, AnswerWords>;
  qr: { url: string; alt: string; lines: readonly Text[] } | null;
  /** Lines below the text that are the slip's own, whatever it says: where to ask, that it takes another's place. */
  notes?: readonly string[];
  signatures: readonly SignatureColumn[];
  /** Small print at the end, e.g. the mark of the ledger. */
  mark?: string;
  demo: boolean;
};

/** Paragraphs of a slip stand to the left and without indent: it is narrow, and no document with clauses. */
const asOnSlips = (block: Block): Block =>
  block.kind === 'paragraph' ? { kind: 'paragraph', text: block.text } : block;

/** A line of the heading or at the foot: it may name facts too, and has no bold. */
const lineOf = (line: string, { runs }: Wording): string =>
  runs(readResultLine(line))
    .map(run => (typeof run === 'string' ? run : run.text))
    .join('');

/**
 * A slip as a paper: head and signatures as Decree 30/2020/NĐ-CP has them, its text between them. Vietnamese only: it is a paper
 * of the state.
 */
export function drawSlip(text: SlipText, input: SlipInput): PaperDefinition {
  const wording = wordingOf(input.facts, '');
  // Seven columns, four of them codes and dates that nobody can read in pieces.
  const landscape = input.kind === 'register';
  const body = readResultText(text.body)
    .parts.flatMap(part => blocksOf(part, wording, landscape))
    .map(asOnSlips);
  const heading = text.heading.map(line => lineOf(line, wording));
  const title = heading.join(' ');
  const signed = input.signatures.length > 0;
  const { file, head } = agencyPaper({
    issuer: input.issuer,
    printed: withoutPlace(input.issuer, input.superior),
    superior: input.superior,
    number: input.number ?? `Mẫu số ${FORM_NUMBERS[input.kind]}`,
    place: input.place,
    at: input.at,
    demo: input.demo,
  });
  return {
    size: text.size,
    // A slip is one sheet; what lists steps or dossiers takes as many as it needs.
    ...(input.kind === 'control' || input.kind === 'register' ? { fontSize: 9 } : { onePage: true }),
    ...(landscape ? { landscape } : {}),
    title: capitalised(title),
    ...(input.qr ? { checkUrl: input.qr.url } : {}),
    ...(text.footer ? { footer: lineOf(text.footer, wording) } : {}),
    ...file,
    blocks: [
      head,
      { kind: 'title', lines: heading },
      ...(input.qr
        ? [{ kind: 'qr' as const, content: input.qr.url, alt: input.qr.alt, lines: input.qr.lines }]
        : []),
      ...body,
      ...(input.notes ?? []).map(text => ({ kind: 'paragraph' as const, size: 7.5, text })),
      ...(signed ? [{ kind: 'signatures' as const, gapMm: 13, columns: input.signatures }] : []),
      ...(input.mark ? [{ kind: 'paragraph' as const, size: 6.2, text: input.mark }] : []),
    ],
  };
}
