import type { Queryable } from '#platform/db';
import { tidyTracking } from '../intake/tracking.ts';
import { tidyCode } from '../read/track.ts';
import { isUuid } from '../read/uuid.ts';

export type MailList = {
  id: string;
  agencyId: string;
  number: number;
  year: number;
  madeAt: Date;
  /** Account. */
  madeBy: string;
  madeByName: string;
  letters: number;
};

export type Mailing = {
  id: string;
  listId: string;
  agencyId: string;
  dossierId: string;
  code: string;
  recipient: string;
  address: string;
  sentAt: Date;
  trackingNumber: string | null;
  deliveredOn: string | null;
  deliveredTo: string | null;
  returnedOn: string | null;
  returnedWhy: string | null;
  settledAt: Date | null;
  /** The letter with which what came back went out again. */
  sentAgainAs: string | null;
  takenOffAt: Date | null;
  takenOffWhy: string | null;
};

/** Where a letter is: with the operator, delivered, back at the counter, sent again or handed over after that; or taken off its list before it went out. */
export type MailState = 'sent' | 'delivered' | 'back' | 'again' | 'settled' | 'off';

/** Where a letter is, by what was noted of it last. */
export const mailState = (m: Mailing): MailState =>
  m.takenOffAt
    ? 'off'
    : m.deliveredOn
      ? 'delivered'
      : m.sentAgainAs
        ? 'again'
        : m.settledAt
          ? 'settled'
          : m.returnedOn
            ? 'back'
            : 'sent';

const LISTS = `SELECT l.id, l.agency_id AS "agencyId", l.number, l.year, l.made_at AS "madeAt", l.made_by AS "madeBy", a.name AS "madeByName",
  (SELECT count(*)::int FROM cases.mailing m WHERE m.list_id = l.id AND m.taken_off_at IS NULL) AS letters
  FROM cases.mail_list l JOIN identity.account a ON a.id = l.made_by`;

/** The last lists of offices, the newest first. */
export const listMailLists = (q: Queryable, agencyIds: readonly string[], limit = 20): Promise<MailList[]> =>
  q.query(`${LISTS} WHERE l.agency_id = ANY ($1::uuid[]) ORDER BY l.made_at DESC LIMIT $2`, [
    agencyIds,
    limit,
  ]);

/** A list with which letters went out; undefined also for what is no id. */
export const findMailList = async (q: Queryable, id: string): Promise<MailList | undefined> =>
  isUuid(id) ? q.maybe(`${LISTS} WHERE l.id = $1`, [id]) : undefined;

const MAILINGS = `SELECT m.id, m.list_id AS "listId", l.agency_id AS "agencyId", m.dossier_id AS "dossierId", d.code, m.recipient,
  m.address, l.made_at AS "sentAt", m.tracking_number AS "trackingNumber", m.delivered_on AS "deliveredOn",
  m.delivered_to AS "deliveredTo", m.returned_on AS "returnedOn", m.returned_why AS "returnedWhy", m.settled_at AS "settledAt", m.sent_again_as AS "sentAgainAs",
  m.taken_off_at AS "takenOffAt", m.taken_off_why AS "takenOffWhy"
  FROM cases.mailing m JOIN cases.mail_list l ON l.id = m.list_id JOIN cases.dossier d ON d.id = m.dossier_id`;

/** The letters of a list, in its order. */
export const mailingsOf = (q: Queryable, listId: string): Promise<Mailing[]> =>
  q.query(`${MAILINGS} WHERE m.list_id = $1 ORDER BY m.position`, [listId]);

/** The letters with results of a dossier, the oldest first. */
export const mailingsOfDossier = (q: Queryable, dossierId: string): Promise<Mailing[]> =>
  q.query(`${MAILINGS} WHERE m.dossier_id = $1 ORDER BY l.made_at, m.id`, [dossierId]);

/** A letter; undefined also for what is no id. */
export const findMailing = async (q: Queryable, id: string): Promise<Mailing | undefined> =>
  isUuid(id) ? q.maybe(`${MAILINGS} WHERE m.id = $1`, [id]) : undefined;

/** The letter with this tracking number, or the last one of the dossier with this code, as typed, of one of these offices. */
export const mailingCalled = (
  q: Queryable,
  typed: string,
  agencyIds: readonly string[],
): Promise<Mailing | undefined> =>
  q.maybe(
    `${MAILINGS} WHERE (m.tracking_number = $1 OR d.code = $3) AND l.agency_id = ANY ($2::uuid[])
     ORDER BY l.made_at DESC, m.id DESC LIMIT 1`,
    [tidyTracking(typed), agencyIds, tidyCode(typed)],
  );

/** Letters that are with the operator, or that came back and lie at the counter: the longest first. */
export const openMailings = (q: Queryable, agencyIds: readonly string[], limit = 200): Promise<Mailing[]> =>
  q.query(
    `${MAILINGS} WHERE l.agency_id = ANY ($1::uuid[]) AND m.delivered_on IS NULL AND m.settled_at IS NULL AND m.taken_off_at IS NULL
     ORDER BY m.returned_on IS NULL, l.made_at, m.position LIMIT $2`,
    [agencyIds, limit],
  );

/** How many letters of these offices came back and lie at the counter. */
export const countLettersBack = async (q: Queryable, agencyIds: readonly string[]): Promise<number> =>
  (
    await q.one<{ n: number }>(
      `SELECT count(*)::int AS n FROM cases.mailing m JOIN cases.mail_list l ON l.id = m.list_id
       WHERE l.agency_id = ANY ($1::uuid[]) AND m.returned_on IS NOT NULL AND m.settled_at IS NULL AND m.delivered_on IS NULL
         AND m.taken_off_at IS NULL`,
      [agencyIds],
    )
  ).n;
