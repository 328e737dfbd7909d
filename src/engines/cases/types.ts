import type { ProcessState } from '#engines/processes';
import type { KeptStep, Limit } from '#engines/worktime';

export type Status =
  | 'received'
  | 'processing'
  | 'supplementing'
  | 'awaiting-payment'
  | 'completed'
  | 'returned'
  /** Not taken in. */
  | 'refused'
  /** Taken in, and not settled: a decision of the agency. */
  | 'declined'
  | 'withdrawn'
  | 'stopped';

export const DOSSIER_CHANNELS = ['online', 'counter', 'post', 'national-portal', 'api'] as const;
export type Channel = (typeof DOSSIER_CHANNELS)[number];

/** One application under a procedure, as its table holds it. */
export type Dossier = {
  id: string;
  code: string;
  procedureVersionId: string;
  procedureCode: string;
  /** Code of the procedure's field. */
  field: string;
  applicantId: string | null;
  applicantName: string;
  ownerName: string;
  phone: string | null;
  email: string | null;
  lang: 'vi' | 'en';
  /** The agency that decides. */
  agencyId: string;
  /** The agency that took it in. */
  receivedBy: string;
  areaId: string;
  /** By whose calendar its limit is counted, where that is not the agency that decides now: it was transferred. */
  clockAgencyId: string | null;
  channel: Channel;
  receivedAt: Date;
  status: Status;
  /** Why the clock stands still now; null while it runs. */
  paused: Pause['kind'] | null;
  timeLimit: Limit;
  dueAt: Date;
  /** How it came about, day by day, as it is kept (`unfolded`). */
  dueSteps: KeptStep[];
  closedAt: Date | null;
  data: Record<string, unknown>;
  formId: string;
  formVersion: number;
  processState: ProcessState;
  version: number;
  /** Made by a simulation, of nobody. */
  synthetic: boolean;
};

export type Pause = {
  id: string;
  /** `complaint`: it was ended, wrongly, as a decision on a complaint says. */
  kind: 'supplement' | 'payment' | 'consultation' | 'complaint';
  from: Date;
  to: Date | null;
};

export type Paper = {
  id: string;
  dossierId: string;
  field: string;
  name: string;
  sha256: string;
  filename: string;
  mediaType: string;
  size: number;
  receivedAt: Date;
  replacedBy: string | null;
  /** Code of the earlier dossier that it was taken from. */
  reusedFrom: string | null;
};

export type SupplementRequest = {
  id: string;
  number: number;
  year: number;
  askedAt: Date;
  askedBy: string;
  what: string;
  /** Why it was not asked for with the request before; null of a first one. */
  whyAgain: string | null;
  /** Who asked, where it is not the agency of the dossier. */
  agencyId: string | null;
  answeredAt: Date | null;
  /** Taken back: it was not asked, and its number is void. */
  undoneAt: Date | null;
};

/** The apology for not being in time, with the one new date. */
export type Apology = {
  number: number;
  year: number;
  givenAt: Date;
  givenBy: string;
  givenPost: string | null;
  agencyId: string;
  reason: string;
  dueBefore: Date;
  until: Date;
  inTime: boolean;
  /** Taken back: it was not given, and its number is void. */
  undoneAt: Date | null;
};

export type Result = {
  id: string;
  dossierId: string;
  kind: string;
  number: string;
  agencyId: string;
  /** Of the signed PDF; null while that of a synthetic dossier has not been drawn (`fileOfResult`). */
  sha256: string | null;
  title: string;
  issuedAt: Date;
  signedBy: string;
  signedPost: string | null;
  /** `withdrawn`: its signer took it back before anybody had it. */
  status: 'valid' | 'replaced' | 'revoked' | 'withdrawn';
  statusAt: Date | null;
  statusReason: string | null;
  /** When the applicant had it first; null while he has not. */
  fetchedAt: Date | null;
};

/** Who acts on a dossier, in which post and for which agency, and when. */
export type Actor = {
  accountId: string;
  postId: string | null;
  agencyId: string | null;
  at: Date;
  /** In whose name he acts, when it is not his own: the ledger names both. */
  behalfOf?: string;
  /** How the dossier stood when his right was judged: an act on it is refused where it stands otherwise once it is locked. */
  judged?: Judged;
};

/** How a dossier stood when somebody's right to act on it was judged. */
export type Judged = {
  dossierId: string;
  code: string;
  status: Status;
  agencyId: string;
  /** Where and how each task lay that was open or waited, by id. */
  tasks: Readonly<Record<string, string>>;
  /** The task through which he may, where it is one. */
  through?: string;
};
