import { Type } from 'typebox';
import type { EntryKind } from '#platform/ledger';

const Moment = Type.String({ format: 'date-time' });

/** What a move changes for the applicant: the due time, and questions that he need not answer any more, or has to again. */
const CHANGED_FOR_APPLICANT = {
  due: Type.Optional(Moment),
  unasked: Type.Optional(Type.Integer()),
  asked: Type.Optional(Type.Integer()),
};
/** It came over a counter: what was written down of it, and how the clerk knew who came. */
const BROUGHT = {
  brought: Type.Optional(Type.String()),
  checked: Type.Optional(Type.Union([Type.Literal('slip'), Type.Literal('number'), Type.Literal('paper')])),
};
const Digest = Type.String({ pattern: '^[0-9a-f]{64}$' });

// Each entry states the status, the due time and for what the clock stands still after it: `ledger verify --state` compares them
// with the tables. `paused` came later than the others.
const state = {
  status: Type.String(),
  dueAt: Moment,
  paused: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  // In whose name the actor acted, where it was not his own.
  for: Type.Optional(Type.String()),
};

const kind = (name: string, body: Parameters<typeof Type.Object>[0], personal: string[] = []): EntryKind => ({
  kind: `case.${name}`,
  body: Type.Object({ ...state, ...body }, { additionalProperties: false }),
  personal,
});

/** Everything that can happen to a dossier. Names, data and texts that name people enter as salted hashes. */
export const entries: readonly EntryKind[] = [
  kind(
    'submitted',
    {
      code: Type.String(),
      procedure: Type.String(),
      procedureVersion: Type.String(),
      channel: Type.String(),
      agency: Type.String(),
      receivedAt: Moment,
      limit: Type.Unknown(),
      // Entered without a network: what the clock of the device said, when it came, and by which of the two it counts as received.
      offline: Type.Optional(
        Type.Object(
          {
            provisional: Type.String(),
            told: Moment,
            arrived: Moment,
            counts: Type.Union([Type.Literal('device'), Type.Literal('server')]),
          },
          { additionalProperties: false },
        ),
      ),
      synthetic: Type.Optional(Type.Literal(true)),
    },
    ['applicant', 'owner', 'data', 'papers'],
  ),
  kind('step-done', { task: Type.String(), element: Type.String(), outcome: Type.String() }, [
    'note',
    'facts',
  ]),
  // The process went on by itself, at an hour that it had waited for: which steps that took away, and which it brought.
  kind('timer-fired', {
    element: Type.String(),
    dropped: Type.Optional(Type.Array(Type.String())),
    made: Type.Optional(Type.Array(Type.String())),
  }),
  // An act, or an answer, took away steps that others had to do.
  kind('steps-dropped', { dropped: Type.Array(Type.String()) }),
  kind('notice-read', { task: Type.String(), element: Type.String() }),
  // `time`: the second, or a later one; why it was not all asked for at once is personal.
  kind('supplement-requested', { number: Type.String(), time: Type.Optional(Type.Integer({ minimum: 2 })) }, [
    'what',
    'whyAgain',
  ]),
  kind('supplemented', BROUGHT, ['papers', 'note', 'data', 'broughtBy', 'broughtPapers']),
  kind(
    'question-asked',
    { question: Type.String(), to: Type.String(), answerDue: Type.Union([Moment, Type.Null()]) },
    ['what'],
  ),
  kind('question-answered', { question: Type.String(), outcome: Type.String(), late: Type.Boolean() }, [
    'answer',
    'papers',
  ]),
  // `until`: when the answer was due, and the clock that had waited for it ran on.
  kind('question-late', { question: Type.String(), until: Type.Optional(Moment) }),
  kind('question-dropped', { question: Type.String() }),
  kind('escalated', {
    task: Type.String(),
    element: Type.String(),
    to: Type.String(),
    stepDue: Type.Union([Moment, Type.Null()]),
  }),
  // `proposal`: the task in which it lay before who decided.
  // `issuer`: whose slip it is, where that is not the agency of the dossier.
  kind(
    'refused',
    {
      number: Type.String(),
      proposal: Type.Optional(Type.String()),
      issuer: Type.Optional(Type.String()),
    },
    ['reason'],
  ),
  kind('refusal-proposed', { proposal: Type.String() }, ['reason']),
  kind('refusal-sent-back', { proposal: Type.String() }, ['reason']),
  kind('withdrawn', BROUGHT, ['reason', 'broughtBy', 'broughtPapers']),
  kind('stopped', { number: Type.String(), issuer: Type.Optional(Type.String()) }, ['reason']),
  kind('transferred', { from: Type.String(), to: Type.String() }, ['reason']),
  kind(
    'assigned',
    {
      task: Type.String(),
      element: Type.String(),
      post: Type.String(),
      // By a rule of the agency: which, how it chooses, how many steps the post had open then, and among how many posts it chose.
      rule: Type.Optional(Type.String()),
      way: Type.Optional(Type.String()),
      open: Type.Optional(Type.Integer()),
      among: Type.Optional(Type.Integer()),
    },
    ['note'],
  ),
  kind('handed-back', { task: Type.String(), element: Type.String() }, ['note']),
  kind('apologised', { number: Type.String(), dueBefore: Moment, inTime: Type.Boolean() }, ['reason']),
  kind(
    'result-issued',
    {
      result: Type.String(),
      resultKind: Type.String(),
      number: Type.String(),
      // Absent where the paper is drawn when somebody opens it; then `result-drawn` says it.
      sha256: Type.Optional(Digest),
      // The step that ended with it.
      task: Type.Optional(Type.String()),
      // Codes of other dossiers that may be about the same matter; why it was granted all the same is personal.
      twins: Type.Optional(Type.Array(Type.String())),
    },
    ['whyDespite'],
  ),
  // One of several results is refused by the agency that would issue it; the others go on.
  kind(
    'result-declined',
    {
      task: Type.String(),
      element: Type.String(),
      resultKind: Type.String(),
      title: Type.String(),
      // Of the slip, in the book of the issuer.
      number: Type.String(),
      issuer: Type.String(),
    },
    ['reason'],
  ),
  kind('result-drawn', {
    result: Type.String(),
    resultKind: Type.String(),
    number: Type.String(),
    sha256: Digest,
  }),
  ...(['result-corrected', 'result-reissued'] as const).map(name =>
    kind(
      name,
      {
        act: Type.String(),
        // The result that holds no more, and its number; then the one that takes its place.
        of: Type.String(),
        was: Type.String(),
        result: Type.String(),
        resultKind: Type.String(),
        number: Type.String(),
        sha256: Digest,
      },
      ['reason', 'changes'],
    ),
  ),
  kind(
    'result-revoked',
    {
      act: Type.String(),
      how: Type.String(),
      of: Type.String(),
      was: Type.String(),
      resultKind: Type.String(),
      // Of the decision.
      number: Type.String(),
      sha256: Digest,
    },
    ['reason', 'basis'],
  ),
  // A decision that revoked or annulled a result holds no more, by force of another decision.
  kind('revocation-lifted', {
    act: Type.String(),
    how: Type.String(),
    of: Type.String(),
    was: Type.String(),
    resultKind: Type.String(),
    number: Type.String(),
    decision: Type.String(),
    decidedOn: Type.String({ format: 'date' }),
  }),
  kind(
    'returned',
    {
      how: Type.String(),
      // The step that ended with it.
      task: Type.Optional(Type.String()),
      // At a counter: how the clerk knew the recipient, and how he signed.
      checked: Type.Optional(Type.String()),
      signed: Type.Optional(Type.String()),
      signature: Type.Optional(Digest),
      // By post: the list with which it went out; `address` where the clerk had to ask for it.
      list: Type.Optional(Type.String()),
    },
    ['recipient', 'address'],
  ),
  kind('mail-tracked', { tracking: Type.String() }),
  kind('mail-delivered', { on: Type.String() }, ['to']),
  kind('mail-returned', { on: Type.String() }, ['why']),
  // What the post brought back, at the counter after all.
  kind('handed-over', { checked: Type.String(), signed: Type.String(), signature: Type.Optional(Digest) }, [
    'recipient',
  ]),
  // `claimed`: because of what was decided about an exemption.
  kind(
    'payment-asked',
    { amount: Type.Integer(), left: Type.Integer(), claimed: Type.Optional(Type.Boolean()) },
    ['reason'],
  ),
  kind('paid', { amount: Type.Integer(), left: Type.Integer(), how: Type.String() }),
  kind('payment-undone', { amount: Type.Integer(), left: Type.Integer(), how: Type.String() }),
  // Below 0: less came in, by the bank's statement, than was told.
  kind('payment-corrected', { amount: Type.Integer(), left: Type.Integer(), how: Type.String() }),
  kind('payment-dropped', { amount: Type.Integer(), left: Type.Integer() }),
  kind(
    'moved',
    {
      move: Type.String(),
      procedureVersion: Type.String(),
      number: Type.Integer(),
      fromVersion: Type.String(),
      fromNumber: Type.Integer(),
      dueBefore: Moment,
      batch: Type.Union([Type.String(), Type.Null()]),
      ...CHANGED_FOR_APPLICANT,
    },
    ['reason', 'data'],
  ),
  kind('moved-back', {
    move: Type.String(),
    procedureVersion: Type.String(),
    number: Type.Integer(),
    fromVersion: Type.String(),
    fromNumber: Type.Integer(),
    dueBefore: Type.Optional(Moment),
    ...CHANGED_FOR_APPLICANT,
  }),
  kind('recounted', {
    reason: Type.String(),
    dueBefore: Type.Optional(Moment),
    /** Which day of which calendar, as the applicant is told. */
    why: Type.Optional(
      Type.Object({ vi: Type.String(), en: Type.String() }, { additionalProperties: false }),
    ),
  }),
  // Something that a step said has brought another limit of the procedure: which, and which it was.
  kind('limit-changed', { dueBefore: Moment, limit: Type.Unknown(), was: Type.Unknown() }),
  kind(
    'act-undone',
    {
      // The entry that holds no more: its id, its kind, who did it and when, and how the dossier stood after it.
      entry: Type.String(),
      act: Type.String(),
      actBy: Type.String(),
      actAt: Moment,
      wasStatus: Type.String(),
      wasDue: Moment,
      // Steps that it had ended, and that are to be done again.
      steps: Type.Array(Type.String()),
      // Somebody had been told of it.
      told: Type.Boolean(),
      // When the clock stood still, as it is now.
      pauses: Type.Array(
        Type.Object(
          { kind: Type.String(), from: Moment, to: Type.Union([Moment, Type.Null()]) },
          { additionalProperties: false },
        ),
      ),
      // Of a slip or a result that is void; the result that was withdrawn.
      number: Type.Optional(Type.String()),
      result: Type.Optional(Type.String()),
      // Of a request for papers: the how manieth it was, from the second on.
      time: Type.Optional(Type.Integer({ minimum: 2 })),
      // The decision by force of which it was taken back, and its day.
      decision: Type.Optional(Type.String()),
      decidedOn: Type.Optional(Type.String({ format: 'date' })),
    },
    ['reason'],
  ),
  kind('incident-retried', { incident: Type.String(), element: Type.String() }),
  kind('process-restarted', { incident: Type.String(), element: Type.String() }, ['reason']),
];

const ofBatch = (
  name: string,
  body: Parameters<typeof Type.Object>[0] = {},
  personal: string[] = [],
): EntryKind => ({
  kind: `version-batch.${name}`,
  body: Type.Object(body, { additionalProperties: false }),
  personal,
});

/** What happens to the moving of many dossiers to another version of their procedure. Subject: `version-batch:ID`. */
export const batchEntries: readonly EntryKind[] = [
  ofBatch(
    'asked',
    { procedure: Type.String(), from: Type.String(), to: Type.String(), dossiers: Type.Integer() },
    ['reason'],
  ),
  ofBatch('approved'),
  ofBatch('rejected', {}, ['reason']),
  ofBatch('stopped'),
  ofBatch('resumed'),
  ofBatch('undone'),
];
