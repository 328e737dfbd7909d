import type { HeadBlock, PaperDefinition } from '#platform/pdf';
import { DEMO_MARK, dayWords, issuerLines } from './words.ts';

/** Who issues a paper, where and when. */
export type Issued = {
  /** The agency's name on that day; the author of the file. */
  issuer: string;
  /** What is printed of the name, where the body above it says the rest (`withoutPlace`). */
  printed?: string;
  /** The body above it, as it is printed (`headName`); null where it issues in its own name. */
  superior: string | null;
  /** As it is printed: `Số: 1187/TNHS`. */
  number?: string;
  /** The place that its papers name, without the day. */
  place: string;
  at: Date;
  demo: boolean;
};

/**
 * What all papers of an agency have in common (Decree 30/2020/NĐ-CP, annex I, boxes 1 to 4): the head, the facts of the file, and of an
 * invented one its mark.
 */
export function agencyPaper({ issuer, printed = issuer, superior, number, place, at, demo }: Issued): {
  file: Pick<PaperDefinition, 'author' | 'createdAt' | 'demoMark'>;
  head: HeadBlock;
} {
  return {
    file: { author: issuer, createdAt: at.toISOString(), ...(demo ? { demoMark: DEMO_MARK } : {}) },
    head: {
      kind: 'head',
      ...(superior ? { superior } : {}),
      issuer: issuerLines(printed),
      ...(number ? { number } : {}),
      place: `${place}, ${dayWords(at)}`,
    },
  };
}
