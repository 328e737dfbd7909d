import { type Actor, agencyPaths, type Dossier, optionalText } from '#engines/cases';
import { nextNumber, yearOf } from '#engines/numbering';
import { due, loadCalendar } from '#engines/worktime';
import { formatDate, localDate, localInstant } from '#platform/clock';
import { newId, type Queryable, type Tx } from '#platform/db';
import type { AppError } from '#platform/errors';
import type { Ledger } from '#platform/ledger';
import { type ComplaintPaper, complaintsOfDossier, findComplaint, lockComplaint } from '../data/read.ts';
import {
  ComplaintEmpty,
  ComplaintLate,
  ComplaintLateByRecord,
  ComplaintThere,
  GroundGone,
  KnownDayWrong,
  NoneAbove,
} from '../errors.ts';
import { groundsOf, partakers } from '../grounds.ts';
import { hadBefore, handedOver } from '../handed-over.ts';
import { fileLimit, type Level, takeOnLimit } from '../rules/limits.ts';
import { type Complaint, type Delegate, type Ground, type GroundKind, OPEN } from '../types.ts';
import { record } from './record.ts';

export type NewComplaint = {
  /** Chosen by whoever asks: the same complaint sent again is taken once. */
  id: string;
  dossier: Dossier;
  /** What it is about. */
  ground: { kind: GroundKind; id: string | null };
  /** Of a second complaint: the first. */
  first?: Complaint;
  knownOn: string;
  content: string;
  wish: string;
  lateReason: string;
  channel: 'online' | 'counter';
  who: Pick<Complaint, 'accountId' | 'name' | 'phone' | 'email' | 'lang' | 'delegate'>;
  papers: ReadonlyArray<Omit<ComplaintPaper, 'id'>>;
};

/** The last day, `YYYY-MM-DD`, on which one may complain about what one knew of on a day. */
export async function lastDay(
  q: Queryable,
  { agencyId, knownOn, level, at }: { agencyId: string; knownOn: string; level: Level; at: Date },
): Promise<string> {
  const calendar = await loadCalendar(q, agencyId, at);
  return localDate(due(localInstant(knownOn, '08:00'), fileLimit(level), calendar).at);
}

/**
 * Who settles: first the agency that decided, or its successor; of what a counter decided in its own name the one that it received for, whose
 * head answers for it (articles 17, 18); then the one above. Throws NoneAbove.
 */
export async function settlerOf(
  q: Queryable,
  { dossier, first }: { dossier: Dossier; first?: Complaint | undefined },
  ground: Ground,
  at: Date,
): Promise<string> {
  const decided = ground.agencyId === dossier.receivedBy ? dossier.agencyId : ground.agencyId;
  const from = first ? first.agencyId : decided;
  const path = (await agencyPaths(q, dossier, [from], at)).get(from)?.path ?? [];
  const agency = path[first ? 1 : 0];
  if (!agency) throw NoneAbove();
  return agency;
}

/**
 * The refusal of a complaint that comes too late without a reason, counted from the day on which the complainant says that he knew, or from an
 * earlier one on which he had it by our record; undefined while the law's time runs. Throws NoneAbove.
 */
export async function lateness(
  q: Queryable,
  ledger: Pick<Ledger, 'history'>,
  about: Pick<NewComplaint, 'dossier' | 'knownOn'> & { ground: Ground; first: Complaint | undefined },
  at: Date,
): Promise<AppError | undefined> {
  const { knownOn, first, ground, dossier } = about;
  const agencyId = await settlerOf(q, about, ground, at);
  const lastFrom = (day: string) => lastDay(q, { agencyId, knownOn: day, level: first ? 2 : 1, at });
  const last = await lastFrom(knownOn);
  if (localDate(at) > last) return ComplaintLate({ last: formatDate(last) });
  const complaint = { firstId: first?.id ?? null, ground };
  const had = hadBefore(knownOn, await handedOver(q, ledger, { complaint, dossier }));
  const lastByRecord = had && (await lastFrom(had));
  return lastByRecord && localDate(at) > lastByRecord
    ? ComplaintLateByRecord({ day: formatDate(had), last: formatDate(lastByRecord) })
    : undefined;
}

/** A first complaint that may be followed by a second: settled, or not in time (article 33). */
export const maySecond = (first: Complaint, now: Date): boolean =>
  first.level === 1 &&
  (first.status === 'settled' || (OPEN.has(first.status) && (first.settleDue ?? first.takeOnDue) < now));

const about = (a: Pick<Ground, 'kind' | 'id'>) => `${a.kind} ${a.id}`;
/** One that was opened again may be refused again: under another number. */
const isSame = (a: Ground, b: Ground) => about(a) === about(b) && a.number === b.number;

/** Complaints that stand in the way of another about the same at the same level. */
function inTheWay(others: readonly Complaint[], ground: Ground, level: Level) {
  return others.find(
    c => isSame(c.ground, ground) && c.level === level && (OPEN.has(c.status) || c.status === 'settled'),
  );
}

/** The grounds of a dossier about which a first complaint may be handed in now, beside `others`. */
export async function openGrounds(
  q: Queryable,
  ledger: Pick<Ledger, 'history'>,
  dossier: Dossier,
  others: readonly Complaint[],
): Promise<Ground[]> {
  return (await groundsOf(q, ledger, dossier)).filter(g => !inTheWay(others, g, 1));
}

function written(input: NewComplaint) {
  const content = optionalText(input.content);
  const wish = optionalText(input.wish);
  if (!content || !wish) throw ComplaintEmpty();
  return { content, wish, lateReason: optionalText(input.lateReason) || null };
}

/**
 * A complaint is handed in: numbered by the agency that has to settle it, with the time within which that takes it on. Whoever had a part
 * in the decision is written down with it. In the caller's transaction.
 *
 * | refusal | when |
 * | --- | --- |
 * | COMPLAINT_GROUND_GONE | the dossier has no such decision (any more), or the first complaint may not be followed by a second |
 * | COMPLAINT_THERE | one about it is open, or was settled at this level |
 * | COMPLAINT_DAY_WRONG | one cannot have known it on that day |
 * | COMPLAINT_LATE, COMPLAINT_LATE_BY_RECORD | the law's time is over, by the day that is said or by our record, and nothing says why |
 * | COMPLAINT_EMPTY, REASON_TOO_LONG, TEXT_UNPRINTABLE | what is complained about or wanted was not written, or cannot be printed |
 * | COMPLAINT_NONE_ABOVE | there is no agency above for a second complaint |
 */
export async function submitComplaint(
  tx: Tx,
  ledger: Pick<Ledger, 'append' | 'history'>,
  input: NewComplaint,
  actor: Actor,
): Promise<Complaint> {
  const { dossier, first } = input;
  const { at } = actor;
  const level: Level = first ? 2 : 1;
  const text = written(input);
  // Two windows of one complainant: the second waits here, then finds the first.
  await tx.query("SELECT pg_advisory_xact_lock(hashtextextended('complaints:' || $1, 0))", [dossier.id]);
  const before = await findComplaint(tx, input.id);
  if (before?.dossierId === dossier.id) return before;
  // What the first decision demands is carried out before, or waits for this one.
  if (first) await lockComplaint(tx, first.id);
  const ground = first
    ? first.ground
    : (await groundsOf(tx, ledger, dossier)).find(g => about(g) === about(input.ground));
  if (!ground || (first && !maySecond(first, at))) throw GroundGone();
  const there = inTheWay(await complaintsOfDossier(tx, dossier.id), ground, level);
  if (there) throw ComplaintThere({ number: there.number });
  const since = first ? (first.closedAt ?? first.receivedAt) : ground.at;
  if (input.knownOn < localDate(since) || input.knownOn > localDate(at)) throw KnownDayWrong();
  const agencyId = await settlerOf(tx, input, ground, at);
  const late = await lateness(tx, ledger, { dossier, ground, first, knownOn: input.knownOn }, at);
  if (late && !text.lateReason) throw late;
  const limit = takeOnLimit(level);
  const takeOnDue = due(at, limit, await loadCalendar(tx, agencyId, at)).at;
  const year = yearOf(at);
  const number = `${await nextNumber(tx, { agencyId, kind: 'complaint', period: year })}/${year}`;
  const lateReason = late ? text.lateReason : null;
  await insert(
    tx,
    { ...input, ...text, lateReason },
    { number, level, ground, agencyId, limit, takeOnDue },
    actor,
  );
  const parts = new Set(await partakers(tx, ledger, dossier));
  for (const account of first ? [...parts, ...(await settlersOf(tx, first.id))] : parts)
    await tx.run(
      'INSERT INTO complaints.took_part (complaint_id, account_id) VALUES ($1, $2) ON CONFLICT DO NOTHING',
      [input.id, account],
    );
  const complaint = await lockComplaint(tx, input.id);
  await record(
    tx,
    ledger,
    complaint,
    actor,
    'submitted',
    {
      ...{ number, level, dossier: dossier.id, ground: ground.kind, of: ground.id, agency: agencyId },
      ...{ channel: input.channel, first: first?.id ?? null },
      ...(dossier.synthetic ? { synthetic: true } : {}),
    },
    {
      name: input.who.name,
      ...(input.who.delegate ? { delegate: input.who.delegate } : {}),
      content: text.content,
      wish: text.wish,
      ...(lateReason ? { lateReason } : {}),
      papers: input.papers.map(p => p.sha256),
    },
  );
  return complaint;
}

/** Who took the first complaint on and settled it: neither settles the second. */
const settlersOf = async (q: Queryable, id: string): Promise<string[]> =>
  (
    await q.query<{ by: string }>(
      `SELECT unnest(ARRAY[taken_on_by, settled_by]) AS by FROM complaints.complaint WHERE id = $1`,
      [id],
    )
  ).flatMap(row => row.by ?? []);

async function insert(
  tx: Tx,
  input: Omit<NewComplaint, 'lateReason'> & { lateReason: string | null },
  made: {
    number: string;
    level: Level;
    ground: Ground;
    agencyId: string;
    limit: object;
    takeOnDue: Date;
  },
  actor: Actor,
): Promise<void> {
  const { dossier, who } = input;
  const { ground } = made;
  const row: Record<string, unknown> = {
    id: input.id,
    number: made.number,
    level: made.level,
    first_id: input.first?.id ?? null,
    dossier_id: dossier.id,
    dossier_code: dossier.code,
    area_id: dossier.areaId,
    field: dossier.field,
    ground: ground.kind,
    ground_id: ground.id,
    ground_title: ground.title,
    ground_number: ground.number,
    ground_agency: ground.agencyId,
    ground_at: ground.at,
    known_on: input.knownOn,
    agency_id: made.agencyId,
    account_id: who.accountId,
    name: who.name,
    phone: who.phone,
    email: who.email,
    lang: who.lang,
    delegate: who.delegate && JSON.stringify(who.delegate satisfies Delegate),
    channel: input.channel,
    received_at: actor.at,
    received_by: actor.accountId,
    content: input.content,
    wish: input.wish,
    late_reason: input.lateReason,
    synthetic: dossier.synthetic,
    take_on_limit: JSON.stringify(made.limit),
    take_on_due: made.takeOnDue,
  };
  const columns = Object.keys(row);
  await tx.run(
    `INSERT INTO complaints.complaint (${columns.join(', ')}) VALUES (${columns.map((_, i) => `$${i + 1}`).join(', ')})`,
    Object.values(row),
  );
  for (const p of input.papers)
    await tx.run(
      'INSERT INTO complaints.paper (id, complaint_id, sha256, filename, media_type, size) VALUES ($1, $2, $3, $4, $5, $6)',
      [newId(), input.id, p.sha256, p.filename, p.mediaType, p.size],
    );
}
