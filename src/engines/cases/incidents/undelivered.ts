import type { Queryable } from '#platform/db';
import { NotFound } from '#platform/errors';
import type { Visitor } from '#platform/http';
import { isUuid } from '../read/uuid.ts';
import { agenciesOf, type Mender, MINE, mendsAll } from './find-incidents.ts';

/** A message that could not be delivered. */
export type Undelivered = {
  id: string;
  /** The dossier that it is about; null for one about none: briefs, warnings to officials, offers to act for somebody. */
  dossierId: string | null;
  code: string | null;
  agencyId: string | null;
  /** The dossier is one of a demo's that nobody applied for. */
  synthetic: boolean;
  /** The official whom it was for; null for citizens, who are nobody's business here. */
  official: string | null;
  channel: 'sms' | 'email';
  address: string;
  /** Its texts. */
  key: string;
  params: Record<string, string | number>;
  attempts: number;
  error: string | null;
  /** Somebody dropped the sending of it. */
  isDropped: boolean;
  createdAt: Date;
  /** When somebody last let it go out once more. */
  againAt: Date | null;
};

// What is about no dossier is of no agency: whoever mends the whole province sees to it ($2).
const MINE_EVER = `FROM messaging.message m LEFT JOIN cases.dossier d ON m.about_kind = 'dossier' AND d.id = m.about_id
  WHERE NOT m.secret
    AND (d.agency_id IN (SELECT id FROM mine) OR d.received_by IN (SELECT id FROM mine) OR ($2 AND d.id IS NULL))`;
const OF_MINE = `${MINE_EVER} AND m.state = 'undeliverable'`;
const FROM = `${OF_MINE} AND m.settled_at IS NULL`;

const OFFICIAL = `(SELECT a.name FROM identity.account a WHERE a.kind = 'official' AND (a.id = m.account_id OR a.email = m.address) LIMIT 1) AS official`;

const reachOf = async (q: Queryable, visitor: Mender, at: Date): Promise<[string[], boolean]> => [
  await agenciesOf(q, visitor, at),
  await mendsAll(q, visitor, at),
];

/** What waits for the visitor to send it again, or to tell otherwise, the oldest first; `id`: that one alone. */
export async function listUndelivered(
  q: Queryable,
  visitor: Visitor,
  at: Date,
  { limit, offset, id }: { limit: number; offset: number; id?: string },
): Promise<Undelivered[]> {
  return q.query<Undelivered>(
    `${MINE} SELECT m.id, d.id AS "dossierId", d.code, d.agency_id AS "agencyId", coalesce(d.synthetic, false) AS synthetic, m.channel, m.address, m.text_key AS key, m.params, m.attempts,
       ${OFFICIAL},
       m.last_error AS error, m.dropped_at IS NOT NULL AS "isDropped", m.created_at AS "createdAt", m.again_at AS "againAt" ${FROM} AND ($3::uuid IS NULL OR m.id = $3) ORDER BY m.id LIMIT $4 OFFSET $5`,
    [...(await reachOf(q, visitor, at)), id ?? null, limit, offset],
  );
}

/** A message of which somebody said how whoever it was for was told otherwise. */
export type SettledMessage = Pick<
  Undelivered,
  'id' | 'code' | 'agencyId' | 'synthetic' | 'official' | 'key' | 'params'
> & { settledAt: Date; how: string };

/** What the visitor and others who may mend it have settled so, the latest first. */
export async function listSettledMessages(
  q: Queryable,
  visitor: Visitor,
  at: Date,
  { limit, offset }: { limit: number; offset: number },
): Promise<SettledMessage[]> {
  return q.query<SettledMessage>(
    `${MINE} SELECT m.id, d.code, d.agency_id AS "agencyId", coalesce(d.synthetic, false) AS synthetic, m.text_key AS key, m.params,
       ${OFFICIAL}, m.settled_at AS "settledAt", m.settled_how AS how
     ${OF_MINE} AND m.settled_at IS NOT NULL ORDER BY m.settled_at DESC, m.id DESC LIMIT $3 OFFSET $4`,
    [...(await reachOf(q, visitor, at)), limit, offset],
  );
}

/** How many of them there are; up to 1,000. */
export async function countUndelivered(q: Queryable, visitor: Mender, at: Date): Promise<number> {
  const { n } = await q.one<{ n: number }>(
    `${MINE} SELECT count(*)::int AS n FROM (SELECT ${FROM} LIMIT 1000) AS found`,
    await reachOf(q, visitor, at),
  );
  return n;
}

/** One of them, for a visitor who may mend it. Throws NOT_FOUND: the same for one that waits no more, or is not his. */
export async function undeliveredFor(
  q: Queryable,
  visitor: Visitor,
  id: string,
  at: Date,
): Promise<Undelivered> {
  const [found] = isUuid(id) ? await listUndelivered(q, visitor, at, { limit: 1, offset: 0, id }) : [];
  if (!found) throw NotFound();
  return found;
}

/** Whether a message is one that the visitor mends, however it stands now. */
export const mendsMessage = async (q: Queryable, visitor: Mender, id: string, at: Date): Promise<boolean> =>
  isUuid(id) &&
  (await q.maybe(`${MINE} SELECT ${MINE_EVER} AND m.id = $3`, [...(await reachOf(q, visitor, at)), id])) !==
    undefined;
