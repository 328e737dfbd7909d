import { type Actor, type Dossier, findDossiers, listRegister } from '#engines/cases';
import { type AblePost, postsAble } from '#engines/identity';
import { localDate } from '#platform/clock';
import type { Tx } from '#platform/db';
import type { Env } from '#platform/env';
import { enqueue } from '#platform/jobs';
import { type Ledger, ledgerService } from '#platform/ledger';
import { submitComplaint } from '../actions/submit-complaint.ts';
import { takeOn } from '../actions/take-on.ts';
import { complaintsOfDossier } from '../data/read.ts';
import { ownComplaint } from './complain-own.ts';
import { idOf } from './id-of.ts';
import { atWork } from './office-hours.ts';
import type { Planned } from './planned.ts';
import { SETTLE } from './settle-some.ts';

/** How many refused dossiers of a demo are complained about. Few: a page needs something to show, not a province at odds. */
const WANTED = 4;
/** Besides those of the last days so many that were refused longer ago: they are settled by now. */
const WANTED_BEFORE = 2;
const BEFORE_DAYS = 18;
const RECENT = 4_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** After so many days an office has taken a complaint on. */
const TAKEN_ON_DAYS = 7;

/** What people of nobody complain about. Invented, for demos. */
const SAID = [
  {
    content:
      'Phiếu từ chối ghi giấy tờ không đủ, nhưng tôi đã nộp đủ và có giấy tiếp nhận ghi tên từng loại.',
    wish: 'Đề nghị xem lại phiếu từ chối và nhận hồ sơ của tôi.',
  },
  {
    content: 'Tôi không được hướng dẫn bổ sung lần nào trước khi bị từ chối.',
    wish: 'Đề nghị cho tôi bổ sung giấy tờ và giải quyết tiếp.',
  },
  {
    content: 'Lý do từ chối nói nơi cư trú không thuộc xã, trong khi tôi ở đây từ năm 2015.',
    wish: 'Đề nghị xác minh lại nơi cư trú và giải quyết hồ sơ.',
  },
] as const;

const holderAt = (posts: readonly AblePost[], agencyId: string) =>
  posts
    .flatMap(p => p.holders.map(h => ({ accountId: h.accountId, postId: p.postId, agencyId: p.agencyId })))
    .find(h => h.agencyId === agencyId);

const actorOf = ({ accountId, postId, agencyId }: Omit<Actor, 'at'>, at: Date) => ({
  accountId,
  postId,
  agencyId,
  at,
});

type Complaining = {
  dossier: Dossier;
  settler: Omit<Actor, 'at'>;
  clerk: Omit<Actor, 'at'>;
  at: Date;
  said: (typeof SAID)[number];
  /** It may wait to be taken on, while it is young. */
  mayWait: boolean;
};

/** A complaint about a refusal comes in, and is taken on unless it still waits for that. */
async function complain(
  tx: Tx,
  ledger: Ledger,
  { dossier, settler, clerk, at, said, mayWait }: Complaining,
  now: Date,
): Promise<void> {
  const complaint = await submitComplaint(
    tx,
    ledger,
    {
      id: idOf(dossier.id),
      dossier,
      ground: { kind: 'refusal', id: null },
      knownOn: localDate(at),
      ...said,
      lateReason: '',
      channel: 'counter',
      who: {
        accountId: null,
        name: dossier.applicantName,
        phone: dossier.phone,
        email: null,
        lang: 'vi',
        delegate: null,
      },
      papers: [],
    },
    actorOf(clerk, at),
  );
  const later = await atWork(tx, dossier.agencyId, new Date(at.getTime() + 26 * HOUR_MS));
  if ((mayWait && at.getTime() + TAKEN_ON_DAYS * DAY_MS > now.getTime()) || later > now) return;
  await takeOn(tx, ledger, { id: complaint.id, complex: false, remote: false }, actorOf(settler, later));
}

/**
 * Of a demo's synthetic dossiers that were refused lately, received from the day `from` on, some are complained about where somebody settles
 * complaints and a clerk of the counter takes them in; every other one is taken on, and all that are older than a week; a citizen of the demo complains
 * herself; and, once the program runs, two are settled. The same ones each time. Returns how many were made.
 */
export async function complainSome(env: Env, from: string): Promise<number> {
  const now = env.clock.now();
  const ledger = env.get(ledgerService);
  const page = { limit: RECENT, offset: 0 };
  const closed = await listRegister(env.db, null, { view: 'closed', from }, page, now);
  const refused = await findDossiers(
    env.db,
    closed.filter(line => line.status === 'refused' || line.status === 'declined').map(line => line.id),
  );
  const latest = refused
    .filter(d => d.synthetic && d.closedAt)
    .sort((a, b) => Number(b.closedAt) - Number(a.closedAt));
  const left = { lately: WANTED, before: WANTED_BEFORE };
  const planned: Planned[] = [];
  for (const dossier of latest) {
    const when = Number(dossier.closedAt) < now.getTime() - BEFORE_DAYS * DAY_MS ? 'before' : 'lately';
    if (left[when] === 0) continue;
    // Of a first start that was cut off.
    if ((await complaintsOfDossier(env.db, dossier.id)).length) {
      left[when]--;
      continue;
    }
    const posts = await postsAble(env.db, 'complaint.settle', [dossier.agencyId], now);
    const settler = holderAt(posts, dossier.agencyId);
    const desks = await postsAble(env.db, 'complaint.receive', [dossier.receivedBy], now);
    const clerk = holderAt(desks, dossier.receivedBy);
    const at = await atWork(env.db, dossier.receivedBy, new Date(Number(dossier.closedAt) + 30 * HOUR_MS));
    const said = SAID[planned.length % SAID.length];
    if (!settler || !clerk || !said || at > now) continue;
    const mayWait = planned.length % 2 === 0;
    const make = (tx: Tx) => complain(tx, ledger, { dossier, settler, clerk, at, said, mayWait }, now);
    planned.push({ at, make, dossierId: dossier.id });
    left[when]--;
  }
  const own = await ownComplaint(env, new Set(planned.map(p => p.dossierId)));
  // Numbers are given in the order in which complaints come in.
  for (const { make } of [...planned, ...(own ? [own] : [])].sort((a, b) => +a.at - +b.at))
    await env.db.tx(make);
  await env.db.tx(tx => enqueue(tx, { name: SETTLE, payload: {}, key: SETTLE }));
  return planned.length + (own ? 1 : 0);
}
