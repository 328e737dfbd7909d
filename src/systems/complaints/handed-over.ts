import { type Dossier, listResults, undoneEntries } from '#engines/cases';
import { messagesAbout } from '#engines/messaging';
import { localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import type { Entry, Ledger } from '#platform/ledger';
import { findComplaint } from './data/read.ts';
import type { Complaint, Ground } from './types.ts';

/** How what is complained about came to the complainant: over a counter, by post (handed to it, delivered), electronically, or that he was told of it. */
export type HandedOver = {
  how: 'counter' | 'posted' | 'delivered' | 'online' | 'fetched' | 'told';
  on: string;
};

const KINDS = ['case.returned', 'case.handed-over', 'case.mail-delivered'];

/** The message that told of what is no paper of the process, by its ground. */
const TOLD_BY: Partial<Record<Ground['kind'], string>> = {
  decision: 'cases.message.result-revoked',
  refusal: 'cases.message.refused',
  stop: 'cases.message.stopped',
};

const HOW = { counter: 'counter', post: 'posted', online: 'online' } as const;

type Told = Pick<Entry, 'kind' | 'body' | 'at'>;

/** Whether what an entry says was handed over is what is complained about: the result, or the decision that ended it. */
function isOf({ kind, number }: Ground, { body }: Told): boolean {
  if (kind === 'decision') return body.decision === number;
  return !body.ended && (!Array.isArray(body.anew) || body.anew.includes(number));
}

/** Hand-overs of a result, or of the decision that ended it, the first first; of a delivery that was corrected the day that holds. */
function given(ground: Ground, entries: readonly Told[]): HandedOver[] {
  const found: HandedOver[] = [];
  let posted = false;
  for (const entry of entries) {
    const { kind, body, at } = entry;
    if (kind === 'case.mail-delivered') {
      const last = body.corrected ? found.findLastIndex(g => g.how === 'delivered') : -1;
      if (posted) found.splice(last < 0 ? found.length : last, 1, { how: 'delivered', on: String(body.on) });
      continue;
    }
    if (!isOf(ground, entry)) continue;
    const how = kind === 'case.handed-over' ? 'counter' : HOW[String(body.how) as keyof typeof HOW];
    posted = how === 'posted';
    if (how) found.push({ how, on: localDate(at) });
  }
  return found;
}

/** When a message of this kind about the dossier first went out, since what is complained about. */
async function toldOn(q: Queryable, dossierId: string, since: Date, key: string, number?: string) {
  const days = (await messagesAbout(q, dossierId))
    .filter(m => m.state === 'sent' && m.key.startsWith(key) && (!number || m.params.number === number))
    .flatMap(({ sentAt }) => (sentAt && sentAt >= since ? [localDate(sentAt)] : []))
    .sort();
  return days.slice(0, 1).map((on): HandedOver => ({ how: 'told', on }));
}

/**
 * When and how the complainant had what he complains about, as it is on record, the first first: the law's days to complain count from when
 * one got the decision or knew of it (articles 9, 33). Of a second complaint: the decision on the first. Empty where nothing is on record.
 */
export async function handedOver(
  q: Queryable,
  ledger: Pick<Ledger, 'history'>,
  {
    complaint: { firstId, ground },
    dossier,
  }: { complaint: Pick<Complaint, 'firstId' | 'ground'>; dossier: Pick<Dossier, 'id'> },
): Promise<HandedOver[]> {
  const first = firstId ? await findComplaint(q, firstId) : undefined;
  if (first)
    return first.closedAt
      ? toldOn(q, dossier.id, first.closedAt, 'complaints.message.settled', first.number)
      : [];
  const undone = await undoneEntries(q, dossier.id);
  const entries = await ledger.history(q, `dossier:${dossier.id}`, KINDS);
  const hand = given(
    ground,
    entries.filter(e => e.at >= ground.at && !undone.has(e.id)),
  );
  const key = TOLD_BY[ground.kind];
  const told = key ? await toldOn(q, dossier.id, ground.at, key) : [];
  const fetchedAt = (await listResults(q, dossier.id)).find(r => r.id === ground.id)?.fetchedAt;
  const fetched: HandedOver[] = fetchedAt ? [{ how: 'fetched', on: localDate(fetchedAt) }] : [];
  // Who is handed a paper has it from then on, which is no opening of its own.
  const opened = fetched.filter(({ on }) => !hand.some(g => g.on === on));
  return [...told, ...opened, ...hand].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}

/** Ways by which it is on record that the complainant had it; what was posted, or told by a message, may have come to him later, or not at all. */
const HAD: ReadonlySet<HandedOver['how']> = new Set(['counter', 'delivered', 'fetched']);

/** The first day on which the complainant had it by our record, where that is before the day on which he says that he knew. */
export const hadBefore = (knownOn: string, all: readonly HandedOver[]): string | undefined =>
  all.find(({ how, on }) => HAD.has(how) && on < knownOn)?.on;
