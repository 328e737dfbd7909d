import type { StateCheck } from '#platform/ledger';
import type { Joining } from './types.ts';

const told = (shown: unknown): string =>
  Object.entries((shown ?? {}) as Joining['shown'])
    .map(pair => pair.join('='))
    .sort()
    .join(' ');

/** Who is joined into whom and what is shown of him, as the tables hold it and as the entries say: nobody becomes another unseen. */
export const joiningState: StateCheck = {
  id: 'people.joining',
  kinds: ['person.joined', 'person.parted'],
  actual: async (q, after, limit) => {
    const rows = await q.query<{
      id: string;
      into: string | null;
      joining: string | null;
      way: string;
      shown: unknown;
    }>(
      `SELECT r.id, r.joined_into AS "into", j.id AS joining, j.way, j.shown FROM people.record r
       LEFT JOIN people.joining j ON j.joined_id = r.id AND j.into_id = r.joined_into AND j.parted_at IS NULL
       WHERE (r.joined_into IS NOT NULL OR EXISTS (SELECT FROM people.joining o WHERE o.joined_id = r.id AND o.parted_at IS NULL))
         AND ($1::text IS NULL OR r.id > substr($1, 8)::uuid) ORDER BY r.id LIMIT $2`,
      [after, limit],
    );
    return rows.map(({ id, shown, ...state }) => ({
      key: `person:${id}`,
      state: { ...state, shown: told(shown) },
    }));
  },
  fold: (_before, { kind, body }) =>
    kind === 'person.joined'
      ? { into: body.into, joining: body.joining, way: body.way, shown: told(body.shown) }
      : undefined,
};

/** Who was said to be two, against the ledger. */
export const apartState: StateCheck = {
  id: 'people.apart',
  kinds: ['person.set-apart', 'person.apart-ended'],
  actual: async (q, after, limit) => {
    const rows = await q.query<{ id: string; a: string; b: string }>(
      `SELECT id, a_id AS a, b_id AS b FROM people.apart
       WHERE ended_at IS NULL AND ($1::text IS NULL OR id > substr($1, 15)::uuid) ORDER BY id LIMIT $2`,
      [after, limit],
    );
    return rows.map(({ id, ...state }) => ({ key: `persons-apart:${id}`, state }));
  },
  fold: (_before, { kind, body }) => (kind === 'person.set-apart' ? { a: body.a, b: body.b } : undefined),
};
