import type { LawLimit, Level } from './rules/limits.ts';

/** What one complains about: a result, the decision that ended one, that the dossier was refused, that it was stopped. */
export type GroundKind = 'result' | 'decision' | 'refusal' | 'stop';

/** A decision of an agency about a dossier, which may be complained about. */
export type Ground = {
  kind: GroundKind;
  /** Of the result, or of the act that ended one; null where the dossier itself was ended. */
  id: string | null;
  /** In Vietnamese, as it stands on papers: `Giấy khai sinh`, `Quyết định thu hồi Giấy khai sinh`, `Phiếu từ chối giải quyết hồ sơ`. */
  title: string;
  number: string;
  agencyId: string;
  at: Date;
};

export type Status = 'received' | 'taken-on' | 'settled' | 'declined' | 'withdrawn';
export type Outcome = 'kept' | 'changed';
/** What has to be done where a decision is changed: mend the result, end it, or handle the matter anew. */
export type Remedy = 'correct' | 'revoke' | 'redo';

/**
 * What was done by force of a decision: the dossier opened again, a revocation lifted, the result mended; what was done with the result otherwise, as
 * somebody names it, fulfils it; or it goes on in another dossier.
 */
export type CarriedOut = 'reopened' | 'lifted' | 'result' | 'named' | 'elsewhere';

export type Delegate = { name: string; personalNumber: string; relation: string };

export type Complaint = {
  id: string;
  number: string;
  level: Level;
  /** Of a second complaint: the first. */
  firstId: string | null;
  dossierId: string;
  dossierCode: string;
  /** The place that the dossier was about when it was handed in: where the agency's work went to several, its committee settles. */
  areaId: string;
  /** Code of the procedure's field: rights may be held for some only. */
  field: string;
  ground: Ground;
  /** The day, `YYYY-MM-DD`, on which the complainant knew of it. */
  knownOn: string;
  /** Who settles it. */
  agencyId: string;
  accountId: string | null;
  name: string;
  phone: string | null;
  email: string | null;
  lang: 'vi' | 'en';
  delegate: Delegate | null;
  channel: 'online' | 'counter';
  receivedAt: Date;
  content: string;
  wish: string;
  /** Why it comes late, where it does. */
  lateReason: string | null;
  status: Status;
  takeOnLimit: LawLimit;
  takeOnDue: Date;
  takenOnAt: Date | null;
  complex: boolean;
  remote: boolean;
  settleLimit: LawLimit | null;
  settleDue: Date | null;
  closedAt: Date | null;
  declinedReason: string | null;
  settledBy: string | null;
  /** In whose name: the agency that it was handed in at, or who had its work then. */
  settledAgency: string | null;
  outcome: Outcome | null;
  remedy: Remedy | null;
  /** Of the settlement: what was found, and its signed paper. */
  answer: string | null;
  decisionNumber: string | null;
  sha256: string | null;
  /** Of a decision that is changed: the agency that carries it out, until when; and what was done then. */
  carryOutAgency: string | null;
  carryOutDue: Date | null;
  carriedOutAt: Date | null;
  carriedOutHow: CarriedOut | null;
  /** Of the dossier in which the matter goes on instead. */
  carriedOutCode: string | null;
  /** The act on the result that fulfils it, and why where somebody named it. */
  carriedOutAct: string | null;
  carriedOutReason: string | null;
  /** The second complaint whose decision took the place of what this one demanded. */
  replacedBy: string | null;
  /** The second complaint that runs, while which this decision has no effect yet (article 44). */
  restsFor: string | null;
  synthetic: boolean;
};

/** How somebody wants to settle a complaint. */
export type Settlement = {
  id: string;
  outcome: Outcome;
  /** What has to be done where the decision is changed. */
  remedy: Remedy | null;
  /** What was found, and why it is decided so. */
  answer: string;
  signerName: string;
  /** The mark of the decision as it was shown (`previewSettlement`), where it was. */
  seen?: string;
};

/** Settled, and what the settlement changes is still to be done; not what a second decision took the place of. */
export const waitsToBeCarriedOut = (
  c: Complaint,
): c is Complaint & { remedy: Remedy; carryOutDue: Date; carryOutAgency: string } =>
  c.carryOutDue !== null && c.carriedOutAt === null && c.replacedBy === null;

/** How a complaint stands, beside its own status: what follows from one that was upheld is to be done, waits for a second, or was replaced by its decision. */
export function statusKey(c: Complaint): string {
  if (c.replacedBy) return 'replaced';
  if (!waitsToBeCarriedOut(c)) return c.status;
  return c.restsFor ? 'rests' : 'to-carry-out';
}

export const OPEN: ReadonlySet<Status> = new Set(['received', 'taken-on']);
