import { Type } from 'typebox';
import type { EntryKind } from '#platform/ledger';

const kind = (name: string, body: Parameters<typeof Type.Object>[0]): EntryKind => ({
  kind: `hall.device-${name}`,
  body: Type.Object({ agency: Type.String(), name: Type.String(), ...body }, { additionalProperties: false }),
  personal: [],
});

const deviceKind = Type.Union([Type.Literal('kiosk'), Type.Literal('screen')]);

/** What happens to a device that works in a hall with nobody signed in. Subject: `hall-device:ID`. */
export const entries: readonly EntryKind[] = [
  kind('made', { kind: deviceKind, until: Type.String({ format: 'date-time' }) }),
  kind('paired', { kind: deviceKind }),
  kind('revoked', {}),
  // From how many minutes before the desks open there are numbers. Subject: `hall:AGENCY`.
  {
    kind: 'hall.early-set',
    body: Type.Object({ agency: Type.String(), minutes: Type.Integer() }, { additionalProperties: false }),
    personal: [],
  },
];
