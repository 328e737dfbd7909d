import { nextNumber } from '#engines/numbering';
import { localParts } from '#platform/clock';
import { newId, type Queryable, type Tx } from '#platform/db';
import type { Visitor } from '#platform/http';
import { stepFor } from '../access/step-for.ts';
import { record } from '../acts/record.ts';
import { returnResult } from '../acts/return-result.ts';
import type { CaseDeps } from '../deps.ts';
import { AddressMissing, LettersMissing, TrackingTaken } from '../errors.ts';
import { givenEntry, keepGiven, refuseOther, type ToGive, toGive } from '../hand-over/to-give.ts';
import { loadProcedure } from '../process/load.ts';
import type { Actor, Dossier } from '../types.ts';
import { postalAddress, readAddress } from './address.ts';
import type { Mailing, MailList } from './mailing.ts';

/**
 * A letter for a list: the step that it ends, the operator's number where it is known already, and where it goes when the application
 * does not say (the clerk asked). `shown`: the mark of what the page said that it holds (`giveMark`).
 */
export type NewLetter = {
  dossierId: string;
  taskId: string;
  trackingNumber: string | null;
  address?: string | undefined;
  shown?: string;
};

/** Of so many letters at most: a list is read out and signed. */
const MOST_LETTERS = 100;

/** Of the operator's numbers those that another letter has, or two of these letters. */
export async function takenNumbers(q: Queryable, numbers: readonly string[]): Promise<ReadonlySet<string>> {
  const others = await q.query<{ number: string }>(
    'SELECT tracking_number AS number FROM cases.mailing WHERE tracking_number = ANY ($1)',
    [numbers],
  );
  const twice = numbers.filter((n, i) => numbers.indexOf(n) !== i);
  return new Set([...others.map(o => o.number), ...twice]);
}

/** Begins a list of an office, with the next number of its book. */
export async function newList(
  tx: Tx,
  { agencyId, by, id = newId() }: { agencyId: string; by: string; id?: string },
  at: Date,
): Promise<Pick<MailList, 'id' | 'number' | 'year'>> {
  const { year } = localParts(at);
  const number = await nextNumber(tx, { agencyId, kind: 'mail-list', period: String(year) });
  await tx.run(
    'INSERT INTO cases.mail_list (id, agency_id, number, year, made_at, made_by) VALUES ($1, $2, $3, $4, $5, $6)',
    [id, agencyId, number, year, at, by],
  );
  return { id, number, year };
}

/** Puts a letter with these papers on a list, and returns its id. */
export async function putOnList(
  tx: Tx,
  listId: string,
  position: number,
  letter: Pick<Mailing, 'dossierId' | 'recipient' | 'address' | 'trackingNumber'>,
  gives: readonly ToGive[],
): Promise<string> {
  const id = newId();
  const { dossierId, recipient, address, trackingNumber } = letter;
  await tx.run(
    `INSERT INTO cases.mailing (id, list_id, position, dossier_id, recipient, address, tracking_number)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [id, listId, position, dossierId, recipient, address, trackingNumber],
  );
  await keepGiven(tx, { mailing: id }, gives);
  return id;
}

/**
 * Makes the list by which an office hands letters to the postal operator: each result is sent by post, with the step that ends so.
 *
 * | refusal | when |
 * | --- | --- |
 * | LETTERS_MISSING | no letter was named, or more than a list holds |
 * | ADDRESS_MISSING | neither the application nor the clerk says where a letter goes |
 * | TRACKING_TAKEN | another letter has the tracking number, or two of these |
 * | NOT_FOUND, NOT_ALLOWED, TASK_DONE, TASK_SUSPENDED | a step that is not the visitor's, or somebody was faster |
 * | DOSSIER_CHANGED | a letter would hold something else than the page said |
 * | FEE_UNPAID, ACT_NOT_ALLOWED_NOW | as for any result that goes out |
 */
export async function makeMailList(
  tx: Tx,
  deps: Pick<CaseDeps, 'ledger'>,
  visitor: Visitor,
  input: { agencyId: string; letters: readonly NewLetter[] },
  at: Date,
): Promise<Pick<MailList, 'id' | 'number' | 'year'>> {
  const { agencyId, letters } = input;
  if (!letters.length || letters.length > MOST_LETTERS) throw LettersMissing({ most: MOST_LETTERS });
  const id = newId();
  // Dossiers first, in one order: two clerks with the same letters wait for each other, and neither for ever.
  const sorted = [...letters].sort((a, b) => (a.dossierId < b.dossierId ? -1 : 1));
  type Sent = { recipient: string; address: string; dossier: Dossier; actor: Actor; gives: ToGive[] };
  const sent = new Map<string, Sent>();
  for (const { dossierId, taskId, address, shown } of sorted) {
    const locked = await stepFor(tx, visitor, { dossierId, taskId }, at);
    const gives = await toGive(tx, locked.dossier, locked.task);
    refuseOther(locked.dossier, gives, shown);
    const { form } = await loadProcedure(tx, locked.dossier);
    const { applicantName, data } = locked.dossier;
    const said = postalAddress(form, data);
    const to = said || readAddress(address ?? '');
    if (!to) throw AddressMissing({ code: locked.dossier.code, name: applicantName });
    const noted = { body: givenEntry(gives), personal: said ? {} : { address: to } };
    const { actor } = locked;
    const posted = { dossierId, taskId, locked, how: 'post' as const, list: id, noted };
    const dossier = await returnResult(tx, deps, posted, actor);
    sent.set(dossierId, { recipient: applicantName, address: to, dossier, actor, gives });
  }
  const [taken] = await takenNumbers(
    tx,
    letters.flatMap(l => l.trackingNumber ?? []),
  );
  if (taken) throw TrackingTaken({ number: taken });
  const list = await newList(tx, { agencyId, by: visitor.accountId, id }, at);
  for (const [position, { dossierId, trackingNumber }] of letters.entries()) {
    const { recipient = '', address = '', dossier, actor, gives = [] } = sent.get(dossierId) ?? {};
    await putOnList(tx, id, position, { dossierId, recipient, address, trackingNumber }, gives);
    if (trackingNumber && dossier && actor)
      await record(tx, deps.ledger, dossier, actor, 'mail-tracked', { tracking: trackingNumber });
  }
  return list;
}
