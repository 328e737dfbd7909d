import { Type } from 'typebox';
import type { EntryKind } from '#platform/ledger';

/** Of slips' texts, and of the papers that somebody is offered again: which, is his alone. No dossier is their subject. */
export const otherEntries: readonly EntryKind[] = [
  { kind: 'paper.put-away', body: Type.Object({}, { additionalProperties: false }), personal: ['sha256'] },
  { kind: 'paper.put-back', body: Type.Object({}, { additionalProperties: false }), personal: ['sha256'] },
  {
    // An application that was begun goes over to another account: by whose right. Subject: the draft.
    kind: 'draft.resumed',
    body: Type.Object(
      {
        procedure: Type.String(),
        from: Type.String(),
        way: Type.Union([Type.Literal('principal'), Type.Literal('mandate'), Type.Literal('code')]),
        for: Type.Optional(Type.String()),
      },
      { additionalProperties: false },
    ),
    personal: [],
  },
  {
    // A clerk opens it by its code before whoever came: by what he was known. Subject: the draft.
    kind: 'draft.opened-at-counter',
    body: Type.Object(
      {
        procedure: Type.String(),
        of: Type.String(),
        intake: Type.String(),
        checked: Type.Union([Type.Literal('number'), Type.Literal('phone')]),
      },
      { additionalProperties: false },
    ),
    personal: [],
  },
  {
    // A clerk takes procedures along to receive without a network. Subject: the pack.
    kind: 'offline-pack.made',
    body: Type.Object(
      { mark: Type.String(), procedures: Type.Array(Type.String()) },
      { additionalProperties: false },
    ),
    personal: [],
  },
  {
    // How long before a step is late an agency's leaders are told; nothing: as everywhere. Subject: the agency.
    kind: 'warning-threshold.set',
    body: Type.Object(
      { share: Type.Optional(Type.Integer()), hours: Type.Optional(Type.Integer()) },
      { additionalProperties: false },
    ),
    personal: [],
  },
  {
    // How long an applicant is waited for before who keeps the dossier stops it by himself. Subject: `rule:waiting`.
    kind: 'waiting-rule.set',
    body: Type.Object({ days: Type.Integer() }, { additionalProperties: false }),
    personal: [],
  },
  {
    kind: 'slip.reworded',
    body: Type.Object(
      {
        slip: Type.String(),
        version: Type.Integer(),
        size: Type.String(),
        heading: Type.Array(Type.String()),
        body: Type.String(),
        footer: Type.String(),
      },
      { additionalProperties: false },
    ),
    personal: [],
  },
];
