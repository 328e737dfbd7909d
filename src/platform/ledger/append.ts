import { randomBytes } from 'node:crypto';
import type { Clock } from '#platform/clock';
import { newId, type Tx } from '#platform/db';
import { canonical } from './canonical.ts';
import type { Kinds } from './kinds.ts';
import { sha256 } from './tree/merkle.ts';
import type { Appended, NewEntry } from './types.ts';

const SUBJECT = /^[a-z][a-z0-9-]*:[\x21-\x7e]{1,200}$/;

type Secret = { field: string; salt: Buffer; value: string };

/** The commitment to a personal value: `sha256(salt ‖ value)`, the salt 32 random bytes, the value canonical JSON. */
export const commitment = (salt: Uint8Array, value: string): string =>
  sha256(Buffer.concat([salt, Buffer.from(value)])).toString('hex');

type Prepared = { id: string; recordedAt: Date; text: string; secrets: Secret[] };

/**
 * The entry's canonical JSON without its last member, `"version":n}`, which the database adds: of the names of the
 * members, all ASCII, `version` sorts last.
 */
function prepare(entry: NewEntry, kinds: Kinds, recordedAt: Date): Prepared {
  const body = entry.body ?? {};
  const given = entry.personal ?? {};
  kinds.check(entry.kind, body, given);
  if (!SUBJECT.test(entry.subject)) throw new Error(`ledger: "${entry.subject}" is no subject (type:id)`);
  if (!entry.actor) throw new Error(`ledger: ${entry.kind} without an actor`);
  const secrets: Secret[] = [];
  const personal: Record<string, string> = {};
  for (const field of Object.keys(given)) {
    if (given[field] === undefined) continue;
    const secret = { field, salt: randomBytes(32), value: canonical(given[field]) };
    secrets.push(secret);
    personal[field] = commitment(secret.salt, secret.value);
  }
  const id = newId();
  const text = canonical({
    actor: entry.actor,
    agency: entry.agency ?? null,
    at: entry.at,
    body,
    format: 1,
    id,
    kind: entry.kind,
    personal,
    post: entry.post ?? null,
    recordedAt,
    subject: entry.subject,
  });
  return { id, recordedAt, text: text.slice(0, -1), secrets };
}

export type Append = {
  append(tx: Tx, entry: NewEntry): Promise<Appended>;
  appendMany(tx: Tx, entries: readonly NewEntry[]): Promise<Appended[]>;
};

/** `onAppended` is called after the commit of each transaction that appended. */
export function createAppend(kinds: Kinds, clock: Clock, onAppended: () => void): Append {
  const told = new WeakSet<Tx>();
  const tell = (tx: Tx) => {
    if (told.has(tx)) return;
    told.add(tx);
    tx.afterCommit(onAppended);
  };
  return {
    append: async (tx, entry) => {
      const { id, recordedAt, text, secrets } = prepare(entry, kinds, clock.now());
      const some = secrets.length > 0;
      const row = await tx.one<{ version: number; leaf: Buffer }>(
        'SELECT version, leaf FROM ledger.append($1, $2, $3, $4, $5, $6, $7)',
        [
          id,
          entry.subject,
          entry.kind,
          text,
          some ? secrets.map(s => s.field) : null,
          some ? secrets.map(s => s.salt) : null,
          some ? secrets.map(s => s.value) : null,
        ],
      );
      tell(tx);
      return { id, version: row.version, leaf: row.leaf.toString('hex'), recordedAt };
    },
    appendMany: async (tx, entries) => {
      if (entries.length === 0) return [];
      const recordedAt = clock.now();
      const prepared = entries.map(entry => prepare(entry, kinds, recordedAt));
      const rows = await tx.query<{ id: string; version: number; leaf: Buffer }>(
        'SELECT id, version, leaf FROM ledger.append_many($1, $2, $3, $4)',
        [
          prepared.map(p => p.id),
          entries.map(e => e.subject),
          entries.map(e => e.kind),
          prepared.map(p => p.text),
        ],
      );
      const secrets = prepared.flatMap(p => p.secrets.map(s => ({ entry: p.id, ...s })));
      if (secrets.length) {
        await tx.run(
          `INSERT INTO ledger.personal (entry, field, salt, value)
             SELECT * FROM unnest($1::uuid[], $2::text[], $3::bytea[], $4::text[])`,
          [
            secrets.map(s => s.entry),
            secrets.map(s => s.field),
            secrets.map(s => s.salt),
            secrets.map(s => s.value),
          ],
        );
      }
      tell(tx);
      const byId = new Map(rows.map(r => [r.id, r]));
      return prepared.map(p => {
        const row = byId.get(p.id);
        if (!row) throw new Error(`ledger: entry ${p.id} was not written`);
        return { id: p.id, version: row.version, leaf: row.leaf.toString('hex'), recordedAt };
      });
    },
  };
}
