import type { Queryable } from '#platform/db';
import { defineExtensionPoint } from '#platform/env';
import type { PaperDefinition } from '#platform/pdf';
import type { Dossier } from '../types.ts';

/** What a result's template is given. Names are those of the day of signing. */
export type ResultInput = {
  dossier: Dossier;
  /** Name of the procedure. */
  matter: string;
  /** Number in the agency's book as it stands on the paper, e.g. `127/GCN-UBND`. */
  number: string;
  agencyName: string;
  areaName: string;
  provinceName: string;
  /** The body that the issuer belongs to, as it stands above it; null where it issues in its own name. */
  superior: string | null;
  signerName: string;
  signerTitle: string;
  issuedAt: Date;
  /** Of a correction or a copy when, and by which agency (its name then), the first was issued; of any other paper its own. */
  firstIssue: { at: Date; agencyName: string };
  /** What was decided, in words, e.g. `không đủ điều kiện`; null where the process decides nothing but by the signature: agreed. */
  outcome: string | null;
  /**
   * Results that the dossier has already, of the kinds on which this one rests (`restsOn`), the oldest first: a card names the number of the
   * certificate.
   */
  earlier: ReadonlyArray<{ kind: string; number: string; title: string; issuedAt: Date }>;
  demo: boolean;
  /** It is only looked at: what is not known yet is told on it. */
  preview?: true;
  /** Address of the public check page, for the QR code. */
  verifyUrl: string;
};

/** How one procedure's result looks: contributed by the system that owns the procedure, or made of what staff wrote (`dataTemplate`). */
export type ResultTemplate = {
  /** Code of the procedure, or `*` for all that have none of their own. */
  procedure: string;
  /** Kind of result: what a step names with `fs:produces`; its numbers count in a book of their own. */
  kind: string;
  /** `Giấy khai sinh` */
  title: string;
  /** The form of its numbers (`numberAs`); number and year where none is said. */
  number?: string;
  /**
   * What steps say that stands on it, e.g. `tasks.verify.status`: a slip of the pen in it is corrected as one in the answers. Answers may be
   * named, too: one that is about contact or delivery is corrected only where it is.
   */
  readonly prints?: readonly string[];
  /**
   * How the paper names an answer, or what a step says (`tasks.verify.number`), where the form and the step ask for it in other words: a correction
   * names it so.
   */
  readonly names?: Readonly<Record<string, string>>;
  /**
   * Kinds of results of the same dossier that it reads and rests on: while one of them was given and none holds any more, it is neither proposed
   * nor signed (docs/decisions/0582-what-rests-on-a-result.md).
   */
  readonly restsOn?: readonly string[];
  /** `q`: to look up what the answers mean, at the moment of drawing; the transaction in which it was chosen may be over by then. */
  paper(input: ResultInput, q: Queryable): PaperDefinition | Promise<PaperDefinition>;
};

export const resultTemplate = defineExtensionPoint<ResultTemplate>('cases.result-template');
