/** Who acts, in which post and for which agency, and when. `accountId` is `system` for what no person does. */
export type Actor = {
  accountId: string;
  postId: string | null;
  agencyId: string | null;
  at: Date;
};

/** What has to be paid for: a dossier, later a permit or a fine. */
export type Subject = { kind: string; id: string };

/** Who pays less, as the procedure publishes it. `share` is what remains to be paid. */
export type Exemption = { who: string; share: number; basis?: string };

/**
 * `unset`: nobody has said the amount; `planned`: said, not asked for yet; `due`: something is still to be paid; `exempt`: nothing
 * had to be paid; `cancelled`: no longer asked for.
 */
export type ObligationState = 'unset' | 'planned' | 'due' | 'paid' | 'exempt' | 'cancelled';

/** How an obligation stands, in whole đồng, from the journal. */
export type Standing = {
  amount: number | null;
  state: ObligationState;
  /** Still to be paid. */
  outstanding: number;
  /** Paid in above what was asked. */
  overpaid: number;
  /** What came in for it, less what was given back. */
  held: number;
  /** Approved to be given back, and not given back yet. */
  owedBack: number;
};

/** What the payer claims of the published exemptions, and what was decided; `granted` null: nobody has. */
export type Claim = {
  /** Place among the obligation's exemptions, and whom it is for. */
  place: number;
  who: string;
  /** Nothing is asked for until it is decided. */
  holds: boolean;
  granted: boolean | null;
  reason: string | null;
  decidedBy: string | null;
  /** ISO instant. */
  decidedAt: string | null;
};

/**
 * A charge that no fee list bears out: an official names it and its legal basis, a second person confirms it or declines it (`confirmed`
 * null: nobody has). Until then nobody is asked for it and no clock stops.
 */
export type Proposal = {
  basis: string;
  reason: string;
  by: string;
  confirmed: boolean | null;
  decision: string | null;
  decidedBy: string | null;
  /** ISO instant. */
  decidedAt: string | null;
};

export type Obligation = Standing & {
  id: string;
  subjectKind: string;
  subjectId: string;
  reference: string;
  key: string | null;
  /** The agency that collects. */
  agencyId: string;
  payer: string;
  name: string;
  /** As published, times `quantity`. */
  baseAmount: number | null;
  /** How often the published rate is asked for. */
  quantity: number;
  exemptions: Exemption[];
  exemption: Exemption | null;
  claim: Claim | null;
  proposal: Proposal | null;
  waits: boolean;
  createdAt: Date;
  askedAt: Date | null;
};

/** An account at a bank, into which citizens pay. */
export type BankAccount = {
  id: string;
  agencyId: string;
  /** The bank's six digits at NAPAS. */
  bin: string;
  bankName: string;
  number: string;
  holder: string;
  from: string;
  to: string | null;
  /** Of the demo: it exists nowhere. */
  invented: boolean;
};

/** Money that came into a bank account. */
export type Money = {
  id: string;
  bankAccountId: string;
  bankRef: string;
  amount: number;
  purpose: string;
  payer: string | null;
  bookedAt: Date;
  heard: 'notice' | 'statement';
  heardAt: Date;
  inStatementAt: Date | null;
  /** What the bank said otherwise than before, and where: in another notice, or in the statement. */
  contradiction: { amount: number; purpose: string; heard: 'notice' | 'statement' } | null;
  /** The settlement of such a difference that stands. */
  settlementId: string | null;
  subjectKind: string | null;
  subjectId: string | null;
  state: 'matched' | 'unmatched' | 'assigned' | 'returned';
};

/** What was decided where a bank's notice and its statement differ. Whole đồng. */
export type Settlement = {
  id: string;
  moneyId: string;
  /** `corrected`: booked is now what the statement says; `kept`: it stays, and the line is explained. */
  decision: 'corrected' | 'kept';
  before: number;
  after: number;
  /** Null: the statement says nothing of it. */
  statement: number | null;
  reason: string;
  settledAt: Date;
  settledBy: string;
  undoneAt: Date | null;
  undoneBy: string | null;
};

/** The receipt of a cash payment. */
export type Receipt = {
  id: string;
  agencyId: string;
  year: number;
  number: number;
  /** Local day, `YYYY-MM-DD`. */
  day: string;
  subjectKind: string;
  subjectId: string;
  reference: string;
  payer: string;
  items: Array<{ name: string; amount: number }>;
  amount: number;
  receivedAt: Date;
  receivedBy: string;
  receivedPost: string | null;
  cancelledAt: Date | null;
  cancelledBy: string | null;
  cancelReason: string | null;
};

/** The cash box of an agency on one day. */
export type CashDay = {
  agencyId: string;
  /** Local day, `YYYY-MM-DD`. */
  day: string;
  openedAt: Date;
  closedAt: Date | null;
  closedBy: string | null;
  /** What the journal said lay in it, and what was counted; null while it is open. */
  expected: number | null;
  counted: number | null;
  reason: string | null;
};

/** Whom money goes back to. */
export type Payee = { name: string; bankName?: string; number?: string };

export type Refund = {
  id: string;
  agencyId: string;
  obligationId: string | null;
  moneyId: string | null;
  amount: number;
  reason: string;
  way: 'transfer' | 'cash';
  payee: Payee;
  requestedAt: Date;
  requestedBy: string;
  decidedAt: Date | null;
  decidedBy: string | null;
  approved: boolean | null;
  decisionReason: string | null;
  paidAt: Date | null;
  paidBy: string | null;
  paidRef: string | null;
};

/** What happened to the money of a subject, for the engine that owns the subject. */
export type Change = {
  /** `asked`: an amount is asked for now, or another one; `paid`: money came in; `undone`: a cash receipt was cancelled;
   * `dropped`: nothing is asked for any more; `corrected`: what had come in is more, or (below 0) less, by the bank's statement;
   * `refunded`: money has been given back. */
  what: 'asked' | 'paid' | 'undone' | 'dropped' | 'corrected' | 'refunded';
  /** Of this step alone; 0 where none moved. */
  amount: number;
  how: 'cash' | 'transfer' | null;
  /** What of an amount asked for is still to be paid, where it was asked for before and something of it was paid. */
  rest?: number;
  /** It follows from what was decided about a claimed exemption: the payer is told of that. */
  claimed?: boolean;
  /** Why it is this much: the ground of an exemption with its basis in law, else what the official wrote. */
  why?: string;
};
