import { Type } from 'typebox';
import type { EntryKind } from '#platform/ledger';
import { kind, Moment } from './kind.ts';

/** What a move changes for the applicant: the due time, and questions that he need not answer any more, or has to again. */
const CHANGED_FOR_APPLICANT = {
  due: Type.Optional(Moment),
  unasked: Type.Optional(Type.Integer()),
  asked: Type.Optional(Type.Integer()),
};

/** What changes by no step of the process: another version, another due time, an act taken back, an incident mended. */
export const correctionEntries: readonly EntryKind[] = [
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
      decidedBy: Type.Optional(Type.String()),
    },
    ['reason'],
  ),
  kind('incident-retried', { incident: Type.String(), element: Type.String() }),
  kind('process-restarted', { incident: Type.String(), element: Type.String() }, ['reason']),
];
