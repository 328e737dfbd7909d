import type { Clock } from '#platform/clock';
import type { Queryable, Tx } from '#platform/db';
import type { Append } from './append.ts';
import { canonical } from './canonical.ts';
import { type Content, history, parseContent } from './entries.ts';
import { sha256 } from './tree/merkle.ts';
import type { Appended } from './types.ts';

export type Reader = { actor: string; post?: string | null; agency?: string | null };

/**
 * Who looked at a person's record, so that the person can be told: an official by his post. Else `by` says what is told instead: of a program its
 * agency, of whoever acts in the person's name himself.
 */
export type Looker = Reader & { by?: 'program' | 'delegate' };

export type Reading = {
  at: Date;
  actor: string;
  post: string | null;
  agency: string | null;
  purpose: string;
};

export type Access = {
  /**
   * Enters that somebody opened or exported a person's record. One entry for an actor, subject, purpose and hour: undefined
   * when there is one already. Who has read a person's data is the person's to know (Law 91/2025/QH15): throws an Error, before anything is
   * entered or shown, where nothing could be told of who looked.
   */
  recordAccess(tx: Tx, reading: Looker & { subject: string; purpose: string }): Promise<Appended | undefined>;
  /** Enters that somebody read a list: the digest of its query, not what it found. Coalesced likewise. */
  recordListRead(
    tx: Tx,
    reading: Reader & { purpose: string; query: unknown; rows: number },
  ): Promise<Appended | undefined>;
  /** Who has read the record of `subject`, the latest first. */
  accesses(q: Queryable, subject: string): Promise<Reading[]>;
  /** As `accesses`, of several subjects together, each reading with its own; so many, after the first `offset`. */
  accessesOf(
    q: Queryable,
    subjects: readonly string[],
    page: { limit: number; offset: number },
  ): Promise<Array<Reading & { subject: string }>>;
};

const readingOf = ({ at, actor, post, agency, body }: Content): Reading => ({
  at: new Date(at),
  actor,
  post,
  agency,
  purpose: String(body.purpose),
});

const isTellable = ({ post, agency, by }: Looker): boolean =>
  by === 'delegate' || Boolean(by === 'program' ? agency : post);

/** Who read what: entered once for an actor, a subject, a purpose and an hour, however often a page is opened. */
export function createAccess(append: Append, clock: Clock): Access {
  // Two requests of one person at once: the second waits for the first, then finds the row.
  const isFirst = async (tx: Tx, actor: string, subject: string, purpose: string): Promise<boolean> => {
    const n = await tx.run(
      `INSERT INTO ledger.access (actor, subject, purpose, hour) VALUES ($1, $2, $3, date_trunc('hour', $4::timestamptz))
         ON CONFLICT DO NOTHING`,
      [actor, subject, purpose, clock.now()],
    );
    return n > 0;
  };
  const whoOf = ({ actor, post, agency }: Reader) => ({ actor, post: post ?? null, agency: agency ?? null });
  return {
    recordAccess: async (tx, reading) => {
      const { subject, purpose } = reading;
      if (!isTellable(reading)) throw new Error(`a look at ${subject} (${purpose}) names no post`);
      if (!(await isFirst(tx, reading.actor, subject, purpose))) return undefined;
      const body = { purpose };
      return append.append(tx, {
        kind: 'ledger.record-read',
        subject,
        ...whoOf(reading),
        at: clock.now(),
        body,
      });
    },
    recordListRead: async (tx, reading) => {
      const query = sha256(Buffer.from(canonical(reading.query))).toString('hex');
      // The reader is the subject: a list has no row to lock, and readers are not to wait for each other.
      const subject = `reader:${reading.actor}`;
      if (!(await isFirst(tx, reading.actor, `list:${query}`, reading.purpose))) return undefined;
      const body = { purpose: reading.purpose, query, rows: reading.rows };
      return append.append(tx, {
        kind: 'ledger.list-read',
        subject,
        ...whoOf(reading),
        at: clock.now(),
        body,
      });
    },
    accesses: async (q, subject) => {
      const entries = await history(q, subject, ['ledger.record-read']);
      return entries
        .map(e => ({
          at: e.at,
          actor: e.actor,
          post: e.post,
          agency: e.agency,
          purpose: String(e.body.purpose),
        }))
        .reverse();
    },
    accessesOf: async (q, subjects, { limit, offset }) => {
      const rows = await q.query<{ bytes: Buffer }>(
        `SELECT bytes FROM ledger.entry WHERE kind = 'ledger.record-read' AND kind LIKE 'ledger.%' AND subject = ANY ($1::text[])
         ORDER BY id DESC LIMIT $2 OFFSET $3`,
        [subjects, limit, offset],
      );
      return rows.map(({ bytes }) => {
        const content = parseContent(bytes);
        return { ...readingOf(content), subject: content.subject };
      });
    },
  };
}
