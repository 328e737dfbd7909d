import { Type } from 'typebox';
import type { EntryKind } from '#platform/ledger';

const Moment = Type.String({ format: 'date-time' });

const kind = (
  name: string,
  body: Parameters<typeof Type.Object>[0] = {},
  personal: string[] = [],
): EntryKind => ({
  kind: `complaint.${name}`,
  // Each entry states the status and the due time that hold after it, for `ledger verify --state`.
  // `for`: whose complaint it is, where somebody acts in his name.
  body: Type.Object(
    {
      status: Type.String(),
      dueAt: Type.Union([Moment, Type.Null()]),
      for: Type.Optional(Type.String()),
      ...body,
    },
    { additionalProperties: false },
  ),
  personal,
});

/** Everything that can happen to a complaint. Subject: `complaint:ID`. What people wrote enters as salted hashes. */
export const entries: readonly EntryKind[] = [
  kind(
    'submitted',
    {
      number: Type.String(),
      level: Type.Integer(),
      dossier: Type.String(),
      ground: Type.String(),
      of: Type.Union([Type.String(), Type.Null()]),
      agency: Type.String(),
      channel: Type.String(),
      first: Type.Union([Type.String(), Type.Null()]),
      synthetic: Type.Optional(Type.Literal(true)),
    },
    ['name', 'delegate', 'content', 'wish', 'lateReason', 'papers'],
  ),
  kind('taken-on', { complex: Type.Boolean(), remote: Type.Boolean() }),
  kind('declined', {}, ['reason']),
  kind('prolonged', { dueBefore: Moment }, ['reason']),
  kind('withdrawn', {}, ['reason']),
  kind(
    'settled',
    {
      outcome: Type.String(),
      remedy: Type.Union([Type.String(), Type.Null()]),
      number: Type.String(),
      // Of one that is changed: until when it is carried out.
      until: Type.Optional(Moment),
      sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    },
    ['answer'],
  ),
  // What a decision changes was done; `code`: of the dossier in which the matter goes on instead; `act`: on the result, which fulfils it.
  kind(
    'carried-out',
    {
      how: Type.String(),
      code: Type.Union([Type.String(), Type.Null()]),
      act: Type.Optional(Type.String()),
    },
    ['reason'],
  ),
  // The second decision takes the place of what this one demanded: of which complaint, and its number.
  kind('replaced', { by: Type.String(), decision: Type.String() }),
  // The second complaint ended and this decision stands: what it demands is due anew.
  kind('resumed', { by: Type.String(), until: Moment }),
];
