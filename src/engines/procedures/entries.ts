import { Type } from 'typebox';
import type { EntryKind } from '#platform/ledger';

const closed = { additionalProperties: false };
const version = { version: Type.String(), number: Type.Integer(), sha256: Type.String() };
const day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });

/**
 * What this engine writes into the ledger. Subjects: `procedure:ID`, `process:ID`, `procedure-import:SHA-256`,
 * `procedure-transfer:SHA-256`, `synonym:PHRASE` (folded, its words joined by hyphens).
 */
export const entryKinds: readonly EntryKind[] = [
  {
    kind: 'procedure.synonym-set',
    body: Type.Object({ phrase: Type.String(), means: Type.String() }, closed),
  },
  { kind: 'procedure.synonym-dropped', body: Type.Object({}, closed) },
  { kind: 'procedure.draft-created', body: Type.Object({ ...version, code: Type.String() }, closed) },
  { kind: 'procedure.draft-updated', body: Type.Object(version, closed) },
  {
    kind: 'procedure.draft-part-saved',
    body: Type.Object({ ...version, part: Type.String(), revision: Type.Integer() }, closed),
  },
  { kind: 'procedure.draft-discarded', body: Type.Object(version, closed) },
  { kind: 'procedure.proposed', body: Type.Object({ ...version, from: day }, closed) },
  { kind: 'procedure.proposal-taken-back', body: Type.Object(version, closed) },
  { kind: 'procedure.approved', body: Type.Object(version, closed) },
  { kind: 'procedure.rejected', body: Type.Object(version, closed) },
  { kind: 'procedure.published', body: Type.Object({ ...version, code: Type.String(), from: day }, closed) },
  { kind: 'procedure.replaced', body: Type.Object({ ...version, from: day }, closed) },
  { kind: 'procedure.withdrawn', body: Type.Object({ ...version, from: day }, closed) },
  {
    kind: 'procedure.imported',
    body: Type.Object(
      {
        lines: Type.Integer(),
        loaded: Type.Integer(),
        unchanged: Type.Integer(),
        drafts: Type.Integer(),
        refused: Type.Integer(),
      },
      closed,
    ),
  },
  {
    kind: 'procedure.transfer-loaded',
    body: Type.Object({ sha256: Type.String(), procedures: Type.Integer(), loaded: Type.Integer() }, closed),
  },
  {
    kind: 'procedure.process-stored',
    body: Type.Object({ id: Type.String(), version: Type.Integer(), sha256: Type.String() }, closed),
  },
];
