import { Type } from 'typebox';
import type { EntryKind } from '#platform/ledger';

const closed = { additionalProperties: false };
const nullable = (schema: ReturnType<typeof Type.String>) => Type.Union([schema, Type.Null()]);
const day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
const id = Type.String();
// Facts of a version, by the names of `AreaFacts` and `AgencyFacts`. None of them is about a person.
const facts = Type.Record(
  Type.String(),
  Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()]),
);
const counts = { lines: Type.Integer(), created: Type.Integer(), corrected: Type.Integer() };

const ofUnits = (unit: 'area' | 'agency'): EntryKind[] => [
  {
    kind: `organisation.${unit}-created`,
    body: Type.Object({ facts, from: day, to: nullable(day) }, closed),
  },
  { kind: `organisation.${unit}-changed`, body: Type.Object({ changes: facts, on: day }, closed) },
  { kind: `organisation.${unit}-corrected`, body: Type.Object({ version: id, changes: facts }, closed) },
  {
    kind: `organisation.${unit}-withdrawn`,
    body: Type.Object({ version: id, facts, from: day, to: nullable(day) }, closed),
  },
  {
    kind: `organisation.${unit}-succession-withdrawn`,
    body: Type.Object({ into: id, on: day }, closed),
  },
  {
    kind: `organisation.${unit}-ended`,
    // `reason`: why it ended although work of it was left to nobody.
    body: Type.Object({ on: day, reason: Type.Optional(Type.String()) }, closed),
  },
  {
    kind: `organisation.${unit}-succeeded`,
    body: Type.Object(
      { into: id, on: day, share: Type.String(), unverified: Type.Boolean(), note: nullable(Type.String()) },
      closed,
    ),
  },
];

/** What this engine writes into the ledger. */
export const entryKinds: readonly EntryKind[] = [
  ...ofUnits('area'),
  ...ofUnits('agency'),
  {
    kind: 'organisation.agency-areas-set',
    body: Type.Object({ areas: Type.Array(id), from: day }, closed),
  },
  {
    kind: 'organisation.post-created',
    body: Type.Object(
      {
        agencyId: id,
        titleVi: Type.String(),
        titleEn: Type.String(),
        roles: Type.Array(Type.String()),
        from: day,
        to: nullable(day),
      },
      closed,
    ),
  },
  {
    kind: 'organisation.post-corrected',
    body: Type.Object(
      {
        changes: Type.Object(
          {
            titleVi: Type.Optional(Type.String()),
            titleEn: Type.Optional(Type.String()),
            roles: Type.Optional(Type.Array(Type.String())),
          },
          closed,
        ),
      },
      closed,
    ),
  },
  { kind: 'organisation.post-closed', body: Type.Object({ on: day }, closed) },
  {
    // One for each chunk of a file that changed something: the digest is that of the chunk's lines.
    kind: 'organisation.units-imported',
    body: Type.Object({ source: Type.String(), sha256: Type.String(), ...counts }, closed),
  },
  {
    kind: 'organisation.boundaries-imported',
    body: Type.Object({ source: Type.String(), sha256: Type.String(), ...counts }, closed),
  },
];
