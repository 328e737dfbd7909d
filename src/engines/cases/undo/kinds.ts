import type { AppError } from '#platform/errors';
import { UndoNotThis } from '../errors.ts';

/** Why an act cannot be taken back; texts: `cases.undo.why.WHY`. */
export type WhyNot =
  | 'receipt-given'
  | 'by-clock'
  | 'by-system'
  | 'with-post'
  | 'handed-over'
  | 'decision-handed'
  | 'own-decision'
  | 'own-way'
  | 'money'
  | 'mended'
  | 'do-again';

/** Whether an act of this kind can be taken back; `null`: yes, by whoever did it, until somebody else has acted. */
export type Undoing = WhyNot | null;

/**
 * Every kind of entry of a dossier, and whether the act that it tells of can be taken back. What an act brings about by itself (a step that
 * is handed out by rule, a fee that is asked for, a hand-over where the process ends with the signature) is taken back with it.
 * docs/undo.md says the same in words.
 */
export const UNDOING: Readonly<Record<string, Undoing>> = {
  'step-done': null,
  'notice-read': null,
  assigned: null,
  'handed-back': null,
  'supplement-requested': null,
  supplemented: null,
  'answers-corrected': null,
  'question-asked': null,
  'question-answered': null,
  'question-dropped': null,
  refused: null,
  'refusal-proposed': null,
  'refusal-sent-back': null,
  withdrawn: null,
  stopped: null,
  transferred: null,
  apologised: null,
  'result-issued': null,
  'result-declined': null,
  returned: null,
  submitted: 'receipt-given',
  'question-late': 'by-clock',
  escalated: 'by-clock',
  recounted: 'by-clock',
  'limit-changed': 'by-system',
  'result-drawn': 'by-system',
  'timer-fired': 'by-clock',
  'steps-dropped': 'by-system',
  'result-corrected': 'own-decision',
  'result-reissued': 'own-decision',
  'result-revoked': 'own-decision',
  'revocation-lifted': 'own-decision',
  'mail-tracked': 'with-post',
  'mail-delivered': 'with-post',
  'mail-returned': 'with-post',
  'mail-sent-again': 'with-post',
  'handed-over': 'handed-over',
  'payment-asked': 'money',
  paid: 'money',
  'payment-undone': 'money',
  'payment-corrected': 'money',
  'payment-refunded': 'money',
  'payment-dropped': 'money',
  moved: 'own-way',
  'moved-back': 'own-way',
  'incident-retried': 'mended',
  'process-restarted': 'mended',
  'act-undone': 'do-again',
};

/** What goes on by the clock or by the program alone: nobody has acted. */
export const BY_NOBODY: ReadonlySet<string> = new Set(
  Object.keys(UNDOING).filter(kind => UNDOING[kind] === 'by-clock' || UNDOING[kind] === 'by-system'),
);

/** As `UNDOING`, of one act: a result that somebody has in his hands is not taken back by a line in a book. */
export function undoingOf(kind: string, body: Readonly<Record<string, unknown>>): Undoing {
  if ((kind === 'returned' && body.how === 'counter') || kind === 'handed-over')
    return body.ended ? 'decision-handed' : 'handed-over';
  return kind in UNDOING ? (UNDOING[kind] ?? null) : 'by-system';
}

// Other kinds that stay are said to where they are done: money, letters, versions have ways of their own.
const SAID: ReadonlySet<string | null> = new Set(['handed-over', 'decision-handed', 'own-decision']);

/** Why nothing is kept of what an entry tells, to take it back by, where whoever did it looks for a way: a result was handed over, a decision signed. */
export function whyItStays(kind: string, body: Readonly<Record<string, unknown>>): AppError | null {
  const why = undoingOf(kind, body);
  return SAID.has(why) ? UndoNotThis({ why: why ?? '' }) : null;
}

const DESK = ['dossier.receive', 'dossier.process', 'dossier.decide'];

/** One of which rights an act needs that is no step of the process; a step needs its own. */
export const rightsFor = (kind: string): readonly string[] =>
  kind === 'supplemented' || kind === 'withdrawn'
    ? ['dossier.receive']
    : kind === 'apologised'
      ? ['dossier.decide']
      : DESK;

/** Which paper an act made that has a number: each kind is numbered for itself, and the number alone may be that of another paper that holds. */
const NUMBERED: Readonly<Record<string, 'supplement' | 'refusal' | 'stop' | 'apology' | 'result'>> = {
  'supplement-requested': 'supplement',
  refused: 'refusal',
  'result-declined': 'refusal',
  stopped: 'stop',
  apologised: 'apology',
  'result-issued': 'result',
};

/** Ends the name of a text about the number that an act of this kind gave out: what paper has it; empty where that is not known. */
export const numberedPaper = (kind: unknown): string =>
  NUMBERED[String(kind)] ? `-${NUMBERED[String(kind)]}` : '';
