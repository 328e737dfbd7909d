import type { Queryable, Tx } from '#platform/db';
import { fold } from '#platform/text';
import type { Actor, Dossier } from '../types.ts';
import type { Delegate, HandedIn, Reception, TakenOffline } from './types.ts';

/** Writes down who received a dossier at which counter, from whom, and which papers lay on the desk. */
export async function writeReception(
  tx: Tx,
  dossier: Dossier,
  given: {
    agencyId: string;
    delegate: Delegate | null;
    trackingNumber: string | null;
    offline: TakenOffline | null;
    /** He had filled it in himself, and the clerk went on with that. */
    selfDeclared?: boolean;
    papers: readonly HandedIn[];
  },
  actor: Actor,
): Promise<void> {
  const { delegate, offline } = given;
  await tx.run(
    `INSERT INTO cases.reception (dossier_id, agency_id, clerk_id, post_id, received_at, procedure_code, applicant_id, folded_name,
       delegate_name, delegate_number, delegate_relation, tracking_number, provisional, told_at, arrived_at, self_declared)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
    [
      dossier.id,
      given.agencyId,
      actor.accountId,
      actor.postId,
      dossier.receivedAt,
      dossier.procedureCode,
      dossier.applicantId,
      fold(dossier.applicantName),
      delegate?.name ?? null,
      delegate?.personalNumber ?? null,
      delegate?.relation ?? null,
      given.trackingNumber,
      offline?.provisional ?? null,
      offline?.toldAt ?? null,
      offline?.arrivedAt ?? null,
      given.selfDeclared ?? false,
    ],
  );
  for (const [position, p] of given.papers.entries())
    await tx.run(
      `INSERT INTO cases.handed_in (dossier_id, position, paper, name, originals, copies, held) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [dossier.id, position, p.paper, p.name, p.originals, p.copies, p.held],
    );
}

type Row = Omit<Reception, 'delegate' | 'offline'> & {
  provisional: string | null;
  toldAt: Date | null;
  arrivedAt: Date | null;
  name: string | null;
  personalNumber: string | null;
  relation: string | null;
};

/** How a dossier came in over a counter; undefined of one that did not. */
export async function receptionOf(q: Queryable, dossierId: string): Promise<Reception | undefined> {
  const row = await q.maybe<Row>(
    `SELECT r.dossier_id AS "dossierId", r.agency_id AS "agencyId", r.clerk_id AS "clerkId", a.name AS "clerkName",
       r.post_id AS "postId", p.title_vi AS "postTitle", r.received_at AS "receivedAt", r.tracking_number AS "trackingNumber",
       r.delegate_name AS name, r.delegate_number AS "personalNumber", r.delegate_relation AS relation,
       r.provisional, r.told_at AS "toldAt", r.arrived_at AS "arrivedAt", r.self_declared AS "selfDeclared"
     FROM cases.reception r JOIN identity.account a ON a.id = r.clerk_id LEFT JOIN organisation.post p ON p.id = r.post_id
     WHERE r.dossier_id = $1`,
    [dossierId],
  );
  if (!row) return undefined;
  const { name, personalNumber, relation, provisional, toldAt, arrivedAt, ...rest } = row;
  const delegate =
    name && relation ? { name, relation, ...(personalNumber ? { personalNumber } : {}) } : null;
  const offline = provisional && toldAt && arrivedAt ? { provisional, toldAt, arrivedAt } : null;
  return { ...rest, delegate, offline };
}

/** Papers that lay on the desk when a dossier was received, in their order. */
export const handedIn = (q: Queryable, dossierId: string): Promise<HandedIn[]> =>
  q.query<HandedIn>(
    'SELECT paper, name, originals, copies, held FROM cases.handed_in WHERE dossier_id = $1 ORDER BY position',
    [dossierId],
  );

/** The procedures that an office receives most, of its last `of` dossiers, and those it received last first among equals. */
export const oftenReceived = (
  q: Queryable,
  agencyIds: readonly string[],
  options: { of?: number; limit?: number } = {},
): Promise<string[]> =>
  q
    .query<{ code: string }>(
      `SELECT code FROM (
         SELECT d.procedure_code AS code, d.id FROM unnest($1::uuid[]) AS office (id)
         CROSS JOIN LATERAL (SELECT id, procedure_code FROM cases.dossier WHERE agency_id = office.id ORDER BY received_at DESC LIMIT $2) d
         UNION
         SELECT r.procedure_code, r.dossier_id FROM unnest($1::uuid[]) AS office (id)
         CROSS JOIN LATERAL (SELECT * FROM cases.reception WHERE agency_id = office.id ORDER BY received_at DESC LIMIT $2) r
       ) AS last GROUP BY code ORDER BY count(*) DESC, max(id::text) DESC LIMIT $3`,
      [agencyIds, options.of ?? 500, options.limit ?? 8],
    )
    .then(rows => rows.map(r => r.code));
