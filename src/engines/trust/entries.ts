import { Type } from 'typebox';
import type { EntryKind } from '#platform/ledger';

const closed = { additionalProperties: false };
const kind = Type.Union([Type.Literal('person'), Type.Literal('agency')]);

/** What this engine writes into the ledger. The subject is `certificate:ID`. */
export const trustEntries: readonly EntryKind[] = [
  {
    kind: 'trust.certificate-issued',
    body: Type.Object(
      {
        kind,
        serial: Type.String(),
        agency: Type.String(),
        notBefore: Type.String(),
        notAfter: Type.String(),
      },
      closed,
    ),
    personal: ['name'],
  },
  {
    kind: 'trust.certificate-registered',
    body: Type.Object(
      {
        kind,
        serial: Type.String(),
        agency: Type.String(),
        issuer: Type.String(),
        notBefore: Type.String(),
        notAfter: Type.String(),
      },
      closed,
    ),
    personal: ['name'],
  },
  {
    kind: 'trust.certificate-revoked',
    body: Type.Object({ serial: Type.String(), reason: Type.String() }, closed),
  },
];
