import { Type } from 'typebox';
import type { EntryKind } from '#platform/ledger';
import { kind, Moment } from './kind.ts';

/** It came over a counter: what was written down of it, and how the clerk knew who came. */
const BROUGHT = {
  brought: Type.Optional(Type.String()),
  checked: Type.Optional(Type.Union([Type.Literal('slip'), Type.Literal('number'), Type.Literal('paper')])),
};

/** It was ended: whether its clock had stood still until then, so that nothing was due. Older entries do not say it. */
const ENDED = { stood: Type.Optional(Type.Boolean()) };

/** What is done with a dossier from its reception on. Names, data and texts that name people enter as salted hashes. */
export const handlingEntries: readonly EntryKind[] = [
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
  // What a clerk had typed wrong: how many answers are others now. What was and what is enters as salted hashes; `before`: a digest of all that
  // is kept of the dossier as it was.
  kind('answers-corrected', { fields: Type.Integer({ minimum: 1 }) }, [
    'before',
    'data',
    'owner',
    'applicant',
    'changes',
    'reason',
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
  // `why`: the dossier came to its end first; else who had asked, or the process, went on without.
  kind('question-dropped', { question: Type.String(), why: Type.Optional(Type.Literal('ended')) }),
  // `why`: it lay with somebody who was away; else it was soon due, or late. `untold`: why nobody was told: the agency was gone and has no heir, or nobody leads there or above.
  kind('escalated', {
    task: Type.String(),
    element: Type.String(),
    to: Type.String(),
    stepDue: Type.Union([Moment, Type.Null()]),
    why: Type.Optional(Type.Literal('away')),
    untold: Type.Optional(Type.Union([Type.Literal('agency-gone'), Type.Literal('nobody-leads')])),
  }),
  // `proposal`: the task in which it lay before who decided.
  // `issuer`: whose slip it is, where that is not the agency of the dossier.
  kind(
    'refused',
    {
      ...ENDED,
      number: Type.String(),
      proposal: Type.Optional(Type.String()),
      issuer: Type.Optional(Type.String()),
    },
    ['reason'],
  ),
  kind('refusal-proposed', { proposal: Type.String() }, ['reason']),
  kind('refusal-sent-back', { proposal: Type.String() }, ['reason']),
  kind('withdrawn', { ...BROUGHT, ...ENDED }, ['reason', 'broughtBy', 'broughtPapers']),
  kind('stopped', { ...ENDED, number: Type.String(), issuer: Type.Optional(Type.String()) }, ['reason']),
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
];
