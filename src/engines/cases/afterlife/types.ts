/** What may become of a result after it was issued. */
export type ResultActKind = 'correction' | 'reissue' | 'revocation' | 'annulment';

/** Something that a slip of the pen had wrong, in the words of the form (Vietnamese: they stand on the paper). */
export type Change = { label: string; before: string; after: string };

/** What ended a result: who, when, why, and what takes its place. */
export type ResultAct = {
  id: string;
  resultId: string;
  dossierId: string;
  kind: ResultActKind;
  at: Date;
  by: string;
  postId: string | null;
  agencyId: string;
  reason: string;
  /** Of a correction or reissue: the result that takes its place. */
  newResultId: string | null;
  newNumber: string | null;
  /** Of a correction. */
  changes: Change[] | null;
  /** Of a decision: its number (`1/QĐ-UBND`; of an old one `1/2026/QĐ`), the law it rests on, its signed PDF. */
  number: string | null;
  basis: string | null;
  sha256: string | null;
  /** Of a decision that holds no more: since when, by which other decision, and of which day (`YYYY-MM-DD`). */
  liftedAt: Date | null;
  liftedNumber: string | null;
  liftedOn: string | null;
  /** What the agency whose decision that is was called on the day; null where it was not kept. */
  liftedAgency: string | null;
};

/** Whether an act ends a result for good: nothing takes its place. */
export const isDecision = ({ kind }: Pick<ResultAct, 'kind'>): boolean =>
  kind === 'revocation' || kind === 'annulment';

/** The number of a decision as it is written, `1/2026/QĐ`: older ones are kept without the mark of their kind. */
export const decisionNumber = ({ number }: Pick<ResultAct, 'number'>): string =>
  number && /\/\d{4}$/.test(number) ? `${number}/QĐ` : (number ?? '');
