import { said } from '#engines/forms';
import { queueMessage } from '#engines/messaging';
import { type Agency, findAgency } from '#engines/organisation';
import { dueOf, obligationsOf } from '#engines/payments';
import { openTasks } from '#engines/work';
import { formatDate, formatDateTime, localDate } from '#platform/clock';
import type { Tx } from '#platform/db';
import type { Entry, Follower } from '#platform/ledger';
import { formatMoney } from '#ui';
import { usesOf } from './acts/uses.ts';
import { TIME_TO_COMPLAIN } from './afterlife/time-to-complain.ts';
import { changedFieldsOf } from './correction/answers-correction.ts';
import { isPlainLimit, recountWords } from './deadlines/recount-words.ts';
import { subjectOf } from './fees/follow.ts';
import { fetchedAt, papersAreThere } from './hand-over/fetched-at.ts';
import type { Recipient } from './hand-over/hand-over.ts';
import { isNewPaper } from './hand-over/new-paper-ref.ts';
import { loadProcedure } from './process/load.ts';
import { whoHasToBeThere } from './process/signed-there.ts';
import { findDossier, findResult, findUntold, listResults } from './read/dossier.ts';
import { addresseeOf } from './told.ts';
import type { Dossier } from './types.ts';
import { numberedPaper } from './undo/kinds.ts';

/** What the applicant is told, by the kind of entry: at reception, when something is asked for, and at the end. */
const MESSAGES: Record<string, string> = {
  'case.submitted': 'cases.message.received',
  'case.supplement-requested': 'cases.message.supplement',
  'case.supplemented': 'cases.message.supplement-brought',
  'case.answers-corrected': 'cases.message.answers-corrected',
  'case.withdrawn': 'cases.message.withdrawn-brought',
  'case.refused': 'cases.message.refused',
  'case.stopped': 'cases.message.stopped',
  'case.transferred': 'cases.message.transferred',
  'case.apologised': 'cases.message.apologised',
  'case.result-issued': 'cases.message.result',
  'case.result-corrected': 'cases.message.result-corrected',
  'case.result-reissued': 'cases.message.result-reissued',
  'case.result-revoked': 'cases.message.result-revoked',
  'case.revocation-lifted': 'cases.message.revocation-lifted',
  'case.payment-asked': 'cases.message.payment-asked',
  'case.paid': 'cases.message.paid',
  'case.payment-corrected': 'cases.message.payment-corrected',
  'case.result-declined': 'cases.message.result-declined',
  'case.recounted': 'cases.message.recounted',
  'case.limit-changed': 'cases.message.limit-changed',
  'case.moved': 'cases.message.moved',
  'case.moved-back': 'cases.message.moved',
  'case.act-undone': 'cases.message.act-undone',
  'case.mail-returned': 'cases.message.mail-returned',
  'case.mail-sent-again': 'cases.message.mail-sent-again',
};

/** Kinds of entries that somebody is told of. */
export const TOLD: ReadonlySet<string> = new Set(Object.keys(MESSAGES));

/** What was handed over at a counter: its applicant is told where somebody else took it for him, and where it was given in doubt. */
const HANDED_OVER: ReadonlySet<string> = new Set(['case.returned', 'case.handed-over']);
const FETCHED_FOR = 'cases.message.fetched-for';

/** Who took it in the applicant's place, and what he is to him; undefined where he came himself, or it went out in another way. */
function fetchedBy({ kind, personal }: Entry): { name: string; relation: string } | undefined {
  const taken = personal.recipient as Partial<Recipient> | undefined;
  if (!HANDED_OVER.has(kind) || !taken?.relation) return undefined;
  return { name: String(taken.name), relation: taken.relation };
}

const GIVEN_DESPITE = 'cases.message.given-despite';

/** The two to whom it was given although something of theirs does not agree with the dossier; undefined where nothing was doubted. */
function givenDespite({ kind, personal }: Entry): { name: string; other: string } | undefined {
  if (!HANDED_OVER.has(kind) || !personal.mismatch) return undefined;
  const [one, two] = [personal.recipient, personal.second] as ReadonlyArray<Partial<Recipient> | undefined>;
  return { name: String(one?.name ?? ''), other: String(two?.name ?? '') };
}

const SENT_ONLINE = 'cases.message.returned-online';

/** A result that was given electronically alone, for a reason, though a paper was asked for. That it is there was told with the signature. */
export const isSentOnline = ({ kind, body, personal }: Pick<Entry, 'kind' | 'body' | 'personal'>): boolean =>
  kind === 'case.returned' && body.how === 'online' && Boolean(personal.reason);

const isMove = ({ kind }: Entry): boolean => kind === 'case.moved' || kind === 'case.moved-back';

/** Which of the texts about a move says what it changes for the applicant (`-due-unasked`); undefined: nothing, and he is told nothing. */
function changedByMove(entry: Entry, { paused }: Dossier): string | undefined {
  const { due, dueBefore, unasked, asked } = entry.body;
  const day = (at: unknown) => localDate(new Date(String(at)));
  const parts = [
    ...(due && dueBefore && !paused && day(due) !== day(dueBefore) ? ['due'] : []),
    // A question that the new version asks besides is told in its own words.
    ...(entry.kind === 'case.moved-back' && asked ? ['asked'] : unasked ? ['unasked'] : []),
  ];
  return parts.length ? `-${parts.join('-')}` : undefined;
}

/** Of a recount the applicant is told when the day that was promised has changed, not of hours; nothing is promised while the clock waits. */
function movesTheDay({ kind, body }: Entry, { paused }: Dossier): boolean {
  if (kind !== 'case.recounted' && kind !== 'case.limit-changed') return true;
  if (paused || !body.dueBefore || !(body.why || body.limit)) return false;
  return localDate(new Date(String(body.dueBefore))) !== localDate(new Date(String(body.dueAt)));
}

/** What the applicant owes for his dossier, and what he has paid too much; of money that came, as it was with that. */
async function moneyOf(
  tx: Tx,
  dossier: Dossier,
  { kind, body }: Entry,
): Promise<{ owed: number; over: number }> {
  if (kind === 'case.paid') return { owed: Number(body.left), over: Number(body.over ?? 0) };
  const obligations = await obligationsOf(tx, subjectOf(dossier));
  return { owed: dueOf(obligations), over: obligations.reduce((sum, o) => sum + o.overpaid, 0) };
}

/** What was asked for when the dossier came in is told with that. */
const toldAtReception = ({ kind, at }: Entry, { receivedAt }: Dossier): boolean =>
  kind === 'case.payment-asked' && at.getTime() === receivedAt.getTime();

/** What the applicant has sent or taken back himself he need not be told; what somebody did for him at a counter he is. */
const doneHimself = ({ kind, body }: Entry): boolean =>
  (kind === 'case.supplemented' || kind === 'case.withdrawn') && !body.brought;

/** Which of the texts says that money has come: no day is promised while the clock stands still, least of all until the rest is there. */
function ofPayment({ status, paused }: Dossier, { owed, over }: { owed: number; over: number }): string {
  if (paused) return status === 'awaiting-payment' ? '-waits' : '-paused';
  return owed > 0 ? '' : over > 0 ? '-over' : '-full';
}

/** Of a letter that came back, or went out again, he is told while what is in it holds: what took its place, or ended it, he was told of. */
async function holdsNothing(tx: Tx, { kind, body }: Entry, { id }: Dossier): Promise<boolean> {
  if (kind !== 'case.mail-returned' && kind !== 'case.mail-sent-again') return false;
  return Boolean(body.replaced) || !(await listResults(tx, id)).some(r => r.status === 'valid');
}

/** Which of the texts says it, where a message has several. */
async function wording(
  tx: Tx,
  entry: Entry,
  dossier: Dossier,
  { owed, over }: { owed: number; over: number },
) {
  const { kind, body } = entry;
  // Who has a fee to pay is not told that there is nothing to do.
  if (kind === 'case.submitted') return owed > 0 ? '-fee' : '';
  if (kind === 'case.paid') {
    const paid = ofPayment(dossier, { owed, over });
    if ((paid !== '-full' && paid !== '-over') || !(await isThere(tx, dossier))) return paid;
    const came = await byWay(tx, dossier);
    return `${paid === '-over' ? '-over' : ''}-result${came}${await mustBoth(tx, dossier, came)}`;
  }
  // Something of it was paid before: he is told what is left.
  if (kind === 'case.payment-asked' && body.rest !== undefined && (Number(body.amount) > 0 || over > 0))
    return body.rest ? '-part' : over > 0 ? '-over' : '-settled';
  // Nothing of it is to be paid: he is told when it is due now, or what else he owes.
  if (kind === 'case.payment-asked' && Number(body.amount) === 0)
    return owed > 0
      ? '-rest'
      : dossier.paused || dossier.closedAt || (await isThere(tx, dossier))
        ? '-free'
        : '-free-due';
  if (kind === 'case.payment-corrected') return Number(body.amount) < 0 ? '-less' : '-more';
  if (kind === 'case.refused') return body.status === 'declined' ? '-settled' : '';
  if (kind === 'case.limit-changed') return isPlainLimit(body) ? '-plain' : '';
  if (kind === 'case.act-undone')
    return body.decision ? '-decision' : body.number ? `-number${numberedPaper(body.act)}` : '';
  if (kind === 'case.revocation-lifted')
    return owed === 0 && (dossier.status === 'completed' || (await paperWaits(tx, dossier)))
      ? byWay(tx, dossier)
      : '';
  // What rests on a result that holds no more cannot be issued meanwhile.
  if (kind === 'case.result-revoked') return dossier.status === 'processing' ? '-running-days' : '-days';
  const renewed = kind === 'case.result-corrected' || kind === 'case.result-reissued';
  // What is handed out only once its fee is paid is not told as if it could be had.
  const first = owed > 0 ? '-fee' : '';
  if (renewed && first) return first;
  if (renewed) return (await paperWaits(tx, dossier)) ? byWay(tx, dossier) : '';
  if (kind === 'case.result-declined')
    return !first && dossier.status === 'completed' ? byWay(tx, dossier) : '';
  if (kind !== 'case.result-issued') return '';
  const way = await byWay(tx, dossier);
  // With others still to come its paper waits for theirs: where and when is told with the last.
  if (way && (await waitsForOthers(tx, dossier))) return first || '-later';
  const elsewhere = first && way === '-counter' && (await isElsewhere(tx, dossier, entry.at));
  return `${first}${way}${elsewhere ? '-elsewhere' : ''}${await mustBoth(tx, dossier, way)}`;
}

/** Who has to be there and sign where the paper is fetched, in the words of the form; empty where one may fetch it. */
const whoMustCome = async (tx: Tx, dossier: Dossier): Promise<string> =>
  said(whoHasToBeThere((await loadProcedure(tx, dossier)).form), dossier.lang);

/** Ends the name of a text that says where a paper is fetched which two have to sign. */
const mustBoth = async (tx: Tx, dossier: Dossier, way: string): Promise<string> =>
  way === '-counter' && (await whoMustCome(tx, dossier)) ? '-both' : '';

/** Whether a paper of a dossier that may be closed is to be handed over. */
const paperWaits = async (tx: Tx, { id }: Dossier): Promise<boolean> =>
  (await openTasks(tx, id)).some(isNewPaper);

/** Whether results of it are still to come, and nobody hands over meanwhile what is there. */
const waitsForOthers = async (tx: Tx, dossier: Dossier): Promise<boolean> =>
  dossier.status === 'processing' &&
  !papersAreThere(await loadProcedure(tx, dossier), dossier, await openTasks(tx, dossier.id));

/** Whether its paper is fetched at another counter than the one that takes its money. */
const isElsewhere = async (tx: Tx, dossier: Dossier, at: Date): Promise<boolean> =>
  (await fetchedAt(tx, dossier, at)).id !== (await deskOf(tx, dossier, at))?.id;

/** The counter that takes its money. */
const deskOf = (tx: Tx, { receivedBy }: Dossier, at: Date): Promise<Agency | undefined> =>
  findAgency(tx, receivedBy, localDate(at));

/** Ends the name of a text about a result that comes on paper: by which way; what no account has is fetched, whatever was asked for. */
async function byWay(tx: Tx, dossier: Dossier): Promise<string> {
  const { form } = await loadProcedure(tx, dossier);
  const way = usesOf(form, dossier.data).delivery;
  if (way === 'counter' || way === 'post') return `-${way}`;
  return (await paperWaits(tx, dossier)) ? '-counter' : '';
}

/** Whether a result lies there that nobody has had yet: it waited for its fee, and can be had now. */
async function isThere(tx: Tx, { id, status }: Dossier): Promise<boolean> {
  if (status === 'completed') return true;
  return status === 'returned' && (await listResults(tx, id)).some(r => r.status === 'valid' && !r.fetchedAt);
}

/** The agency that an entry says the dossier went to. */
const nameOf = async (tx: Tx, { kind, body, at }: Entry): Promise<string> =>
  kind === 'case.transferred' ? ((await findAgency(tx, String(body.to), localDate(at)))?.name ?? '') : '';

/** What the result that has come is called: a dossier may have several. */
const resultIn = async (tx: Tx, { kind, body }: Entry): Promise<string> =>
  kind === 'case.result-issued' ? ((await findResult(tx, String(body.result)))?.title ?? '') : '';

/** Whose decision on a complaint it was that changed something. */
const deciderOf = async (tx: Tx, { body, at }: Entry): Promise<string> =>
  body.decidedBy ? ((await findAgency(tx, String(body.decidedBy), localDate(at)))?.name ?? '') : '';

/** The counter to which something was brought, or came back. */
const tookInAt = async (tx: Tx, { agency, at }: Entry): Promise<string> =>
  agency ? ((await findAgency(tx, agency, localDate(at)))?.name ?? '') : '';

const dossierIn = ({ subject }: Entry): string => subject.slice('dossier:'.length);

/** Tells the applicant: follows the sealed ledger, so that nobody is told of what did not happen, and once for each entry. */
export const notifyApplicant: Follower = {
  id: 'cases.notify',
  kinds: [...Object.keys(MESSAGES), ...HANDED_OVER],
  handleAll: async (entries, tx) => {
    const untold = await findUntold(tx, entries.map(dossierIn));
    for (const entry of entries) if (!untold.has(dossierIn(entry))) await notifyApplicant.handle(entry, tx);
  },
  handle: async (entry: Entry, tx) => {
    const taken = fetchedBy(entry);
    const doubted = givenDespite(entry);
    const base = taken
      ? FETCHED_FOR
      : doubted
        ? GIVEN_DESPITE
        : isSentOnline(entry)
          ? SENT_ONLINE
          : MESSAGES[entry.kind];
    if (!base) return;
    const dossier = await findDossier(tx, dossierIn(entry));
    // There is nobody to be told of a synthetic dossier, but who looks at the demo in an account of it.
    if (!dossier || !movesTheDay(entry, dossier)) return;
    if (dossier.synthetic && !dossier.applicantId) return;
    // What was decided about his claim he is told with the reason (fees).
    if (entry.body.claimed) return;
    if (toldAtReception(entry, dossier) || doneHimself(entry)) return;
    if (await holdsNothing(tx, entry, dossier)) return;
    const move = isMove(entry) ? changedByMove(entry, dossier) : '';
    if (move === undefined) return;
    // Who was told nothing of an act is not told that it was taken back.
    if (entry.body.told === false) return;
    const money = await moneyOf(tx, dossier, entry);
    const { ways, ...to } = await addresseeOf(tx, dossier);
    const key = `${base}${move}${await wording(tx, entry, dossier, money)}`;
    await queueMessage(
      tx,
      {
        ...to,
        ...(dossier.synthetic ? { phone: null, email: null } : {}),
        key,
        params: {
          ...ways,
          code: dossier.code,
          due: formatDateTime(
            entry.kind === 'case.recounted' || entry.kind === 'case.limit-changed'
              ? new Date(String(entry.body.dueAt))
              : isMove(entry) && entry.body.due
                ? new Date(String(entry.body.due))
                : dossier.dueAt,
          ),
          ...(isMove(entry) && entry.body.dueBefore
            ? { before: formatDateTime(new Date(String(entry.body.dueBefore))) }
            : {}),
          ...recountWords(entry.body, dossier.lang),
          agency: await nameOf(tx, entry),
          result: await resultIn(tx, entry),
          number: String(entry.body.number ?? ''),
          was: String(entry.body.was ?? ''),
          fields: changedFieldsOf(entry),
          complain: TIME_TO_COMPLAIN.n,
          decision: String(entry.body.decision ?? ''),
          decided: entry.body.decidedOn ? formatDate(String(entry.body.decidedOn)) : '',
          decider: await deciderOf(tx, entry),
          title: String(entry.body.title ?? ''),
          told: entry.body.actAt ? formatDateTime(new Date(String(entry.body.actAt))) : '',
          amount: formatMoney(Math.abs(Number(entry.body.amount ?? 0)), dossier.lang),
          rest: formatMoney(Number(entry.body.rest ?? 0), dossier.lang),
          owed: formatMoney(money.owed, dossier.lang),
          over: formatMoney(money.over, dossier.lang),
          on: typeof entry.body.on === 'string' ? formatDate(entry.body.on) : '',
          at:
            taken || doubted || entry.body.brought || entry.kind === 'case.mail-returned'
              ? await tookInAt(tx, entry)
              : /-counter(?:-elsewhere)?(?:-both)?$/.test(key)
                ? (await fetchedAt(tx, dossier, entry.at)).name
                : '',
          desk: key.includes('-elsewhere') ? ((await deskOf(tx, dossier, entry.at))?.name ?? '') : '',
          name: taken?.name ?? doubted?.name ?? '',
          other: doubted?.other ?? '',
          relation: taken?.relation ?? '',
          when: formatDateTime(entry.at),
          who: key.endsWith('-both') ? await whoMustCome(tx, dossier) : '',
          left: formatMoney(Number(entry.body.left ?? 0), dossier.lang),
          // The message goes on after it with a full stop of its own.
          what: String(entry.personal.what ?? entry.personal.reason ?? entry.personal.why ?? '').replace(
            /^([\s\S]*[^.\s])?[.\s]*$/,
            '$1',
          ),
        },
        dedupe: entry.id,
      },
      dossier.synthetic ? entry.at : entry.recordedAt,
    );
  },
};
