import { Type } from 'typebox';
import type { EntryKind } from '#platform/ledger';

const closed = { additionalProperties: false };
const id = Type.String();
const day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
const dayOrOpen = Type.Union([day, Type.Null()]);

const roleFacts = Type.Object(
  {
    nameVi: Type.String(),
    nameEn: Type.String(),
    permissions: Type.Array(Type.String()),
    below: Type.Array(Type.String()),
  },
  closed,
);

/** Entries of roles (`role:ID`), accounts (`account:ID`), holdings (`holding:ID`), delegations (`delegation:ID`) and API tokens (`api-token:ID`). */
export const identityEntries: readonly EntryKind[] = [
  {
    kind: 'identity.account-created',
    body: Type.Object({ kind: Type.String() }, closed),
    personal: ['name', 'phone', 'email'],
  },
  {
    kind: 'identity.account-changed',
    body: Type.Object({ fields: Type.Array(Type.String()) }, closed),
    personal: [
      'name',
      'phone',
      'email',
      'staffId',
      'personalNumber',
      'birthDate',
      'sex',
      'ethnicity',
      'areaId',
      'addressDetail',
    ],
  },
  // A clerk compared the personal number with the card; another's card was seen with the number that this account had by sight.
  { kind: 'identity.number-seen', body: Type.Object({}, closed) },
  { kind: 'identity.number-unseen', body: Type.Object({}, closed) },
  { kind: 'identity.account-closed', body: Type.Object({}, closed) },
  { kind: 'identity.account-blocked', body: Type.Object({ reason: Type.String() }, closed) },
  { kind: 'identity.account-unblocked', body: Type.Object({ reason: Type.String() }, closed) },
  {
    kind: 'identity.factor-added',
    body: Type.Object({ factor: Type.String() }, closed),
  },
  {
    kind: 'identity.factor-removed',
    body: Type.Object({ factor: Type.String() }, closed),
  },
  { kind: 'identity.factors-lost', body: Type.Object({ due: Type.String() }, closed) },
  { kind: 'identity.password-set', body: Type.Object({ by: Type.String() }, closed) },
  {
    kind: 'identity.session-ended',
    body: Type.Object({ session: id, reason: Type.String() }, closed),
  },
  {
    kind: 'identity.post-given',
    body: Type.Object({ post: id, account: id, from: day, to: dayOrOpen }, closed),
  },
  { kind: 'identity.post-taken', body: Type.Object({ to: day }, closed) },
  {
    kind: 'identity.delegation-made',
    body: Type.Object(
      { fromPost: id, toPost: id, roles: Type.Array(Type.String()), from: day, to: day },
      closed,
    ),
  },
  { kind: 'identity.delegation-revoked', body: Type.Object({ at: Type.String() }, closed) },
  {
    kind: 'identity.mandate-offered',
    body: Type.Object(
      {
        mandate: id,
        relation: Type.String(),
        scope: Type.String(),
        code: Type.Union([Type.String(), Type.Null()]),
        until: day,
      },
      closed,
    ),
    personal: ['name'],
  },
  { kind: 'identity.mandate-taken', body: Type.Object({ mandate: id }, closed) },
  { kind: 'identity.mandate-declined', body: Type.Object({ mandate: id }, closed) },
  { kind: 'identity.mandate-ended', body: Type.Object({ mandate: id, by: Type.String() }, closed) },
  { kind: 'identity.role-made', body: roleFacts },
  { kind: 'identity.role-changed', body: roleFacts },
  { kind: 'identity.role-ended', body: Type.Object({ reason: Type.String() }, closed) },
  {
    kind: 'identity.role-scoped',
    body: Type.Object(
      {
        post: id,
        role: Type.String(),
        agency: id,
        below: Type.Boolean(),
        fields: Type.Union([Type.Array(Type.String()), Type.Null()]),
      },
      closed,
    ),
  },
  {
    kind: 'identity.role-scope-cleared',
    body: Type.Object({ post: id, role: Type.String(), agency: id }, closed),
  },
  {
    kind: 'identity.token-made',
    body: Type.Object(
      { name: Type.String(), scopes: Type.Array(Type.String()), agency: id, expires: Type.String() },
      closed,
    ),
  },
  { kind: 'identity.token-revoked', body: Type.Object({}, closed) },
];
