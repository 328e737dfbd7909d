import { Type } from 'typebox';
import type { EntryKind } from './types.ts';

const Hex32 = Type.String({ pattern: '^[0-9a-f]{64}$' });
const Size = Type.Integer({ minimum: 0 });
const HeadRef = Type.Object({ size: Size, root: Hex32 });
const Text = Type.String({ minLength: 1, maxLength: 1_000 });

/** The kinds of entry that the ledger itself appends. */
export const ownKinds: readonly EntryKind[] = [
  {
    // The first of each life of the database. Signed in itself, besides the head that covers it.
    kind: 'ledger.epoch-opened',
    body: Type.Object({
      counter: Type.Integer({ minimum: 1 }),
      systemIdentifier: Type.String(),
      timeline: Type.Integer(),
      database: Type.Integer(),
      /** The key in force, as SubjectPublicKeyInfo (DER, base64). */
      keyId: Hex32,
      publicKey: Type.String(),
      /** What this life of the database goes on from; null at the very first. */
      continues: Type.Union([HeadRef, Type.Null()]),
      /** A head known outside that this database does not reach: entries were lost, and somebody said to go on. */
      lost: Type.Union([HeadRef, Type.Null()]),
      signature: Type.String(),
    }),
  },
  {
    kind: 'ledger.key-rotated',
    body: Type.Object({
      previous: Hex32,
      keyId: Hex32,
      publicKey: Type.String(),
      /** The previous key's signature over the change: the right to append is not the right to rotate. */
      approval: Type.String(),
    }),
  },
  {
    kind: 'ledger.erased',
    body: Type.Object({
      reason: Text,
      fields: Type.Array(Type.Object({ entry: Type.String({ format: 'uuid' }), field: Text }), {
        minItems: 1,
      }),
    }),
  },
  { kind: 'ledger.record-read', body: Type.Object({ purpose: Text }) },
  {
    kind: 'ledger.list-read',
    body: Type.Object({ purpose: Text, query: Hex32, rows: Type.Integer({ minimum: 0 }) }),
  },
];
