import {
  type CaseDeps,
  casesService,
  findMailing,
  listMailLists,
  type Mailing,
  mailingsOf,
  makeMailList,
  noteDelivered,
  noteReturned,
  officesOf,
  postAt,
  readTracking,
  trackMailing,
  type WaitingLetter,
  waitingForPost,
} from '#engines/cases';
import { type FormData, valueAt } from '#engines/forms';
import { findTasks } from '#engines/work';
import { localDate } from '#platform/clock';
import type { Tx } from '#platform/db';
import type { Env } from '#platform/env';
import type { Visitor } from '#platform/http';
import { type Random, randomOf } from '../plan/random.ts';
import { agencyNamed, atWork, holderAt, lastOpen } from './office.ts';

const OFFICES = [
  'Trung tâm Phục vụ hành chính công xã Bắc Hà',
  'Trung tâm Phục vụ hành chính công phường Lào Cai',
];
/** Two lists are made at most, each on the first of these days, so many working days ago, on which there is something to send. */
const LISTS = [
  { days: [4, 3, 2], letters: 4 },
  { days: [1, 0], letters: 3 },
] as const;
/** Of those who wish for it so many still wait for the operator. */
const WAIT = 2;
const HOUR_MS = 3_600_000;
const ADDRESSES = ['result.address', 'applicant.address', 'mother.address', 'giver.address', 'owner.address'];

/** Where somebody lives, as his application says; undefined where it does not. */
const addressIn = (data: FormData): string | undefined =>
  ADDRESSES.map(path => valueAt(data, path)).find(said => typeof said === 'string' && said.length > 10) as
    | string
    | undefined;

/** A number as the postal union has them, of nothing that was ever posted. */
function trackingOf(random: Random): string {
  const digits = `99${String(random.int(0, 999_999)).padStart(6, '0')}`;
  const number = Array.from({ length: 10 }, (_, check) => readTracking(`EG${digits}${check}VN`)).find(
    Boolean,
  );
  return number ?? '';
}

type Desk = { tx: Tx; deps: CaseDeps; clerk: Visitor; officeId: string; now: Date };

const actorAt = ({ clerk, officeId }: Desk, at: Date) => ({
  ...{ accountId: clerk.accountId, postId: postAt(clerk, officeId), agencyId: officeId, at },
});

/** What becomes of the letters of an earlier list: one comes back, one arrives, of the others nothing is known yet. */
async function follow(desk: Desk, letters: readonly Mailing[], sentAt: Date): Promise<void> {
  const { tx, deps } = desk;
  const [back, there] = letters;
  const arrived = new Date(sentAt.getTime() + 20 * HOUR_MS);
  const noted = new Date(Math.min(sentAt.getTime() + 23 * HOUR_MS, desk.now.getTime()));
  const on = localDate(arrived);
  if (back)
    await noteReturned(
      tx,
      deps,
      back,
      { on, why: 'Người nhận đi vắng, bưu tá gọi hai lần không gặp (dữ liệu trình diễn)' },
      actorAt(desk, noted),
    );
  if (there) await noteDelivered(tx, deps, there, { on, to: there.recipient }, actorAt(desk, noted));
}

/** Makes one list of letters that had come to the desk by then, and notes the operator's numbers. */
async function sendAt(desk: Desk, letters: readonly WaitingLetter[], at: Date): Promise<Mailing[]> {
  const { tx, deps, clerk, officeId } = desk;
  const list = await makeMailList(
    tx,
    deps,
    clerk,
    {
      agencyId: officeId,
      letters: letters.map(({ dossier, taskId, address }) => ({
        ...{ dossierId: dossier.id, taskId, trackingNumber: null },
        address: address || addressIn(dossier.data),
      })),
    },
    at,
  );
  const made = await mailingsOf(tx, list.id);
  const tracked = new Date(at.getTime() + HOUR_MS / 4);
  for (const letter of made.slice(0, Math.max(1, made.length - 1)))
    await trackMailing(
      tx,
      deps,
      letter,
      trackingOf(randomOf(`letter/${letter.code}`)),
      actorAt(desk, tracked),
    );
  const now = [];
  for (const { id } of made) now.push((await findMailing(tx, id)) as Mailing);
  return now;
}

/** What lies at a desk and may go by post: who wishes for it, and those of whom the clerk knows where they live. */
async function lettersAt({ tx, clerk, now }: Desk): Promise<Record<'wished' | 'others', WaitingLetter[]>> {
  const all = (await waitingForPost(tx, clerk, now, d => d.synthetic && addressIn(d.data) !== undefined))
    .filter(w => w.dossier.synthetic && !w.owes)
    .sort((a, b) => (a.dossier.code < b.dossier.code ? -1 : 1));
  // Who is asked where it is to go wishes for it.
  return { wished: all.filter(w => w.address !== ''), others: all.filter(w => w.address === '') };
}

async function sendFrom(tx: Tx, env: Env, name: string, now: Date): Promise<number> {
  const centre = await agencyNamed(tx, name, now);
  if (!centre) return 0;
  const clerk = await atWork(tx, await holderAt(tx, centre, 'dossier.receive', now), now);
  const offices = (await officesOf(tx, clerk, now)).map(o => o.id);
  const [officeId] = offices;
  if (!officeId || (await listMailLists(tx, offices, 1)).length) return 0;
  const desk: Desk = { tx, deps: { ...env.get(casesService), past: true }, clerk, officeId, now };
  const { wished, others } = await lettersAt(desk);
  const since = new Map(
    (
      await findTasks(
        tx,
        [...wished, ...others].map(w => w.taskId),
      )
    ).map(t => [t.id, t.createdAt]),
  );
  // Who wishes for it and came last still waits.
  let left = [...wished.slice(0, Math.max(0, wished.length - WAIT)), ...others];
  let sent = 0;
  for (const { days, letters } of LISTS)
    for (const ago of days) {
      const at = await lastOpen(tx, centre.id, now, ago);
      const chosen = left.filter(w => (since.get(w.taskId) ?? now) <= at).slice(0, letters);
      if (!chosen.length) continue;
      left = left.filter(w => !chosen.includes(w));
      const made = await sendAt(desk, chosen, at);
      if (ago > 1) await follow(desk, made, at);
      sent += made.length;
      break;
    }
  return sent;
}

/**
 * Results of a demo's synthetic dossiers that go by post: lists that were handed to the operator, one letter that arrived, one that came
 * back, some under way, and some that wait for the next list. Returns how many were sent; again it sends none.
 */
export async function sendLetters(env: Env): Promise<number> {
  const now = env.clock.now();
  let sent = 0;
  for (const name of OFFICES) sent += await env.db.tx(tx => sendFrom(tx, env, name, now));
  return sent;
}
