import type { Queryable } from '#platform/db';
import { NotFound } from '#platform/errors';
import type { Visitor } from '#platform/http';
import { isUuid } from '../read/uuid.ts';
import { agenciesOf, MINE } from './find-incidents.ts';

/** A message about a dossier that could not be delivered. */
export type Undelivered = {
  id: string;
  dossierId: string;
  code: string;
  agencyId: string;
  channel: 'sms' | 'email';
  address: string;
  /** Its texts. */
  key: string;
  params: Record<string, string | number>;
  attempts: number;
  error: string | null;
  createdAt: Date;
};

const FROM = `FROM messaging.message m JOIN cases.dossier d ON d.id = m.about_id
  WHERE m.state = 'undeliverable' AND m.settled_at IS NULL AND NOT m.secret AND m.about_kind = 'dossier'
    AND (d.agency_id IN (SELECT id FROM mine) OR d.received_by IN (SELECT id FROM mine))`;

/** What waits for the visitor to send it again, or to tell otherwise, the oldest first; `id`: that one alone. */
export async function listUndelivered(
  q: Queryable,
  visitor: Visitor,
  at: Date,
  { limit, offset, id }: { limit: number; offset: number; id?: string },
): Promise<Undelivered[]> {
  return q.query<Undelivered>(
    `${MINE} SELECT m.id, d.id AS "dossierId", d.code, d.agency_id AS "agencyId", m.channel, m.address, m.text_key AS key, m.params, m.attempts,
       m.last_error AS error, m.created_at AS "createdAt" ${FROM} AND ($2::uuid IS NULL OR m.id = $2) ORDER BY m.id LIMIT $3 OFFSET $4`,
    [await agenciesOf(q, visitor, at), id ?? null, limit, offset],
  );
}

/** How many of them there are; up to 1,000. */
export async function countUndelivered(q: Queryable, visitor: Visitor, at: Date): Promise<number> {
  const { n } = await q.one<{ n: number }>(
    `${MINE} SELECT count(*)::int AS n FROM (SELECT ${FROM} LIMIT 1000) AS found`,
    [await agenciesOf(q, visitor, at)],
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
