import { namedAs } from '#engines/files';
import { localDate } from '#platform/clock';
import type { Queryable, Tx } from '#platform/db';
import { NotFound } from '#platform/errors';
import { fold } from '#platform/text';
import type { Complaint, GroundKind } from '../types.ts';
import { type ListReach, within } from './reach.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

type Row = Omit<Complaint, 'ground'> & {
  groundKind: GroundKind;
  groundId: string | null;
  groundTitle: string;
  groundNumber: string;
  groundAgency: string;
  groundAt: Date;
};

const SELECT = `SELECT c.id, c.number, c.level, c.first_id AS "firstId", c.dossier_id AS "dossierId", c.dossier_code AS "dossierCode", c.area_id AS "areaId", c.field,
  c.ground AS "groundKind", c.ground_id AS "groundId", c.ground_title AS "groundTitle", c.ground_number AS "groundNumber",
  c.ground_agency AS "groundAgency", c.ground_at AS "groundAt", c.known_on::text AS "knownOn", c.agency_id AS "agencyId",
  c.account_id AS "accountId", c.name, c.phone, c.email, c.lang, c.delegate, c.channel, c.received_at AS "receivedAt", c.content, c.wish,
  c.late_reason AS "lateReason", c.status, c.take_on_limit AS "takeOnLimit", c.take_on_due AS "takeOnDue",
  c.taken_on_at AS "takenOnAt", c.complex, c.remote, c.settle_limit AS "settleLimit", c.settle_due AS "settleDue",
  c.closed_at AS "closedAt", c.declined_reason AS "declinedReason", c.settled_by AS "settledBy", c.settled_agency AS "settledAgency", c.outcome, c.remedy, c.answer,
  c.decision_number AS "decisionNumber", c.sha256, c.carry_out_agency AS "carryOutAgency", c.carry_out_due AS "carryOutDue",
  c.carried_out_at AS "carriedOutAt", c.carried_out_how AS "carriedOutHow", c.carried_out_code AS "carriedOutCode",
  c.carried_out_act AS "carriedOutAct", c.carried_out_reason AS "carriedOutReason", c.replaced_by AS "replacedBy",
  CASE WHEN c.to_carry_out THEN complaints.rests_for(c.id) END AS "restsFor", c.synthetic
  FROM complaints.complaint c`;

const shaped = (row: Row): Complaint => {
  const { groundKind, groundId, groundTitle, groundNumber, groundAgency, groundAt, ...rest } = row;
  const ground = {
    kind: groundKind,
    id: groundId,
    title: groundTitle,
    number: groundNumber,
    agencyId: groundAgency,
    at: groundAt,
  };
  return { ...rest, ground };
};

const shapedAll = async (rows: Promise<Row[]>): Promise<Complaint[]> => (await rows).map(shaped);

export async function findComplaint(q: Queryable, id: string): Promise<Complaint | undefined> {
  const row = UUID.test(id) ? await q.maybe<Row>(`${SELECT} WHERE c.id = $1::uuid`, [id]) : undefined;
  return row && shaped(row);
}

/** The complaint, locked until the transaction ends. Throws NOT_FOUND. */
export async function lockComplaint(tx: Tx, id: string): Promise<Complaint> {
  await tx.query('SELECT id FROM complaints.complaint WHERE id = $1 FOR UPDATE', [id]);
  const found = await findComplaint(tx, id);
  if (!found) throw NotFound();
  return found;
}

/** All complaints about a dossier, the oldest first. */
export const complaintsOfDossier = (q: Queryable, dossierId: string): Promise<Complaint[]> =>
  shapedAll(q.query<Row>(`${SELECT} WHERE c.dossier_id = $1 ORDER BY c.received_at, c.id`, [dossierId]));

/** A citizen's own, the newest first. */
export const complaintsOfAccount = (q: Queryable, accountId: string): Promise<Complaint[]> =>
  shapedAll(
    q.query<Row>(`${SELECT} WHERE c.account_id = $1 ORDER BY c.received_at DESC LIMIT 200`, [accountId]),
  );

/** All about synthetic dossiers that nobody handed in from an account, the oldest first. */
export const complaintsOfNobody = (q: Queryable): Promise<Complaint[]> =>
  shapedAll(q.query<Row>(`${SELECT} WHERE c.synthetic AND c.account_id IS NULL ORDER BY c.received_at, c.id`));

/** The one whose settlement has this digest. */
export async function complaintByDigest(q: Queryable, sha256: string): Promise<Complaint | undefined> {
  const row = await q.maybe<Row>(`${SELECT} WHERE c.sha256 = $1`, [sha256]);
  return row && shaped(row);
}

/** The second complaint that was settled after a first. */
export async function settledAfter(q: Queryable, firstId: string): Promise<Complaint | undefined> {
  const row = await q.maybe<Row>(`${SELECT} WHERE c.first_id = $1 AND c.status = 'settled'`, [firstId]);
  return row && shaped(row);
}

/** The second complaint that runs after a first, or that was settled; undefined where none was handed in, or the last was declined or withdrawn. */
export async function secondOf(q: Queryable, firstId: string): Promise<Complaint | undefined> {
  const row = await q.maybe<Row>(
    `${SELECT} WHERE c.first_id = $1 AND c.status IN ('received', 'taken-on', 'settled')`,
    [firstId],
  );
  return row && shaped(row);
}

export type ComplaintPaper = { id: string; sha256: string; filename: string; mediaType: string; size: number };

/** What was handed in with a complaint, named as its content is. */
export const listPapers = async (q: Queryable, complaintId: string): Promise<ComplaintPaper[]> => {
  const papers = await q.query<ComplaintPaper>(
    `SELECT id, sha256, filename, media_type AS "mediaType", size FROM complaints.paper WHERE complaint_id = $1 ORDER BY id`,
    [complaintId],
  );
  return papers.map(paper => ({ ...paper, filename: namedAs(paper.filename, paper.mediaType) }));
};

/** How somebody stands to what is complained about: whether he had a part in it, and whether that keeps him from settling. */
export const partOf = (
  q: Queryable,
  complaintId: string,
  accountId: string,
  at: Date,
): Promise<{ part: boolean; barred: boolean }> =>
  q.one<{ part: boolean; barred: boolean }>(
    `SELECT EXISTS (SELECT FROM complaints.took_part WHERE complaint_id = $1 AND account_id = $2) AS part,
       complaints.barred($1, $2, $3::date) AS barred`,
    [complaintId, accountId, localDate(at)],
  );

export const LIST_STATES = ['take-on', 'settle', 'carry-out', 'late', 'closed'] as const;
export type ListState = (typeof LIST_STATES)[number];

/** When what is to be done next is due. */
const NEXT_DUE = `CASE WHEN c.closed_at IS NULL THEN coalesce(c.settle_due, c.take_on_due) ELSE c.carry_out_due END`;

/** A decision that is to be carried out now: what waits for a second complaint is not, nor can it be late. */
const TO_CARRY_OUT = 'c.to_carry_out AND complaints.rests_for(c.id) IS NULL';

const WHERE: Readonly<Record<ListState, string>> = {
  'take-on': "c.status = 'received'",
  settle: "c.status = 'taken-on'",
  'carry-out': TO_CARRY_OUT,
  late: `(c.closed_at IS NULL OR ${TO_CARRY_OUT}) AND ${NEXT_DUE} < $3`,
  // Nothing is to be done with it now; what waits for a second complaint says so here.
  closed: `c.closed_at IS NOT NULL AND NOT (${TO_CARRY_OUT})`,
};

const REACH = within('c.agency_id', 'c.carry_out_agency');

/** Complaints in somebody's reach: the open ones the most urgent first, the closed ones the newest first. */
export const listComplaints = (
  q: Queryable,
  reach: readonly ListReach[],
  { state, now, limit, offset }: { state: ListState; now: Date; limit: number; offset: number },
): Promise<Complaint[]> =>
  shapedAll(
    q.query<Row>(
      `${SELECT} WHERE ${REACH} AND ${WHERE[state]} AND $3::timestamptz IS NOT NULL
       ORDER BY ${state === 'closed' ? 'c.closed_at DESC' : NEXT_DUE}, c.id LIMIT $2 OFFSET $4`,
      [JSON.stringify(reach), limit, now, offset],
    ),
  );

const FOUND = `${REACH} AND NOT EXISTS (SELECT FROM unnest($2::text[]) AS w WHERE strpos(c.sought, w) = 0)`;

/**
 * Complaints in somebody's reach, of every state, that have each word of `words` in who complains, in their number or in the
 * dossier's code, with tone marks or without; the newest first. Without a word: none.
 */
export async function searchComplaints(
  q: Queryable,
  reach: readonly ListReach[],
  { words, limit, offset }: { words: string; limit: number; offset: number },
): Promise<{ found: Complaint[]; total: number }> {
  const sought = fold(words).split(' ').filter(Boolean);
  if (!sought.length) return { found: [], total: 0 };
  const asked = [JSON.stringify(reach), sought];
  const { total } = await q.one<{ total: number }>(
    `SELECT count(*)::int AS total FROM complaints.complaint c WHERE ${FOUND}`,
    asked,
  );
  const found = await shapedAll(
    q.query<Row>(`${SELECT} WHERE ${FOUND} ORDER BY c.received_at DESC, c.id LIMIT $3 OFFSET $4`, [
      ...asked,
      limit,
      offset,
    ]),
  );
  return { found, total };
}

/** How many there are of each state. */
export async function countComplaints(
  q: Queryable,
  reach: readonly ListReach[],
  now: Date,
): Promise<Record<ListState, number>> {
  const counts = LIST_STATES.map(s => `count(*) FILTER (WHERE ${WHERE[s].replace('$3', '$2')})::int AS "${s}"`);
  return q.one<Record<ListState, number>>(
    `SELECT ${counts.join(', ')} FROM complaints.complaint c WHERE ${REACH} AND $2::timestamptz IS NOT NULL`,
    [JSON.stringify(reach), now],
  );
}

/** How many of those that were taken on somebody may settle: no part in what they are about keeps him from it. */
export const countToSettle = async (
  q: Queryable,
  reach: readonly ListReach[],
  accountId: string,
  at: Date,
): Promise<number> =>
  (
    await q.one<{ n: number }>(
      `SELECT count(*)::int AS n FROM complaints.complaint c WHERE ${REACH} AND ${WHERE.settle}
         AND NOT complaints.barred(c.id, $2, $3::date)`,
      [JSON.stringify(reach), accountId, localDate(at)],
    )
  ).n;

/** How many decisions wait to be carried out by agencies in somebody's reach; not those that have no effect for a second complaint. */
export const countToCarryOut = async (q: Queryable, reach: readonly ListReach[]): Promise<number> =>
  (
    await q.one<{ n: number }>(
      `SELECT count(*)::int AS n FROM complaints.complaint c WHERE ${TO_CARRY_OUT} AND ${within('c.carry_out_agency')}`,
      [JSON.stringify(reach)],
    )
  ).n;

/** Decisions about any of these results that wait to be carried out. */
export const toCarryOutAbout = async (q: Queryable, resultIds: readonly string[]): Promise<string[]> =>
  (
    await q.query<{ id: string }>(
      `SELECT c.id FROM complaints.complaint c WHERE c.to_carry_out AND c.ground = 'result' AND c.ground_id = ANY ($1::uuid[])`,
      [resultIds],
    )
  ).map(r => r.id);
