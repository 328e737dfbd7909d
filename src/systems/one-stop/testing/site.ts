import assert from 'node:assert/strict';
import { cases, casesService, type Dossier, loadProcedure, submit } from '#engines/cases';
import { files } from '#engines/files';
import { messaging } from '#engines/messaging';
import { numbering } from '#engines/numbering';
import { payments } from '#engines/payments';
import { findProcedureInForce } from '#engines/procedures';
import { trust } from '#engines/trust';
import { openTasks, work } from '#engines/work';
import { localDate } from '#platform/clock';
import { jobsModule } from '#platform/manifests';

import { staffSite } from '#test/staff-site';
import { loadLibrary } from '../../../engines/cases/testing/load-library.ts';
import { library } from '../../../engines/cases/testing/modules.ts';
import { oneStop } from '../index.ts';

/** Code of the card. */
export const CARD = '9.700001';
/** Code of the leave to read rare books, which costs something. */
export const RARE = '9.700003';

export type Wish = {
  owner?: string;
  phone?: string;
  by?: string;
  commune?: string;
  channel?: Dossier['channel'];
  /** Where the post brings the card; fetched at the counter when absent. */
  post?: string;
  /** Account of whoever applies. */
  account?: string;
  /** Another procedure of the library than the card. */
  code?: string;
  /** Nothing on paper is wanted. */
  electronic?: true;
  /** Answers beside those of the card. */
  more?: Record<string, unknown>;
};

/** The desks of two communes that hand out library cards, on a real server: a clerk, an officer, and who signs. */
export async function oneStopSite() {
  const s = await staffSite([
    jobsModule,
    numbering,
    files,
    trust,
    messaging,
    payments,
    work,
    cases,
    library,
    oneStop,
  ]);
  await loadLibrary(s.db, s.act());
  const clerk = await s.official('Vi Thị Huyền', s.agencies.centre, ['receiver']);
  const officer = await s.official('Lù Thị Sen', s.agencies.bacHa, ['officer']);
  const signer = await s.official('Thào A Sính', s.agencies.bacHa, ['leader', 'signer']);

  /** A dossier for a library card, at Bắc Hà unless said otherwise. */
  async function apply(wish: Wish = {}): Promise<Dossier> {
    const version = await findProcedureInForce(s.db, wish.code ?? CARD, localDate(s.clock.now()));
    const procedure = await loadProcedure(s.db, { procedureVersionId: version?.id ?? '' });
    const data = {
      reader: { name: wish.owner ?? 'Giàng A Phử', phone: wish.phone ?? '0912345678' },
      place: { commune: wish.commune ?? '99001' },
      result: wish.post
        ? { way: 'post', address: wish.post }
        : { way: wish.electronic ? 'electronic' : 'counter' },
      ...wish.more,
    };
    const applicant = {
      accountId: wish.account ?? signer.accountId,
      name: wish.by ?? 'Giàng Thị Mỷ',
      phone: null,
      email: null,
      lang: 'vi' as const,
    };
    const order = { procedure, channel: wish.channel ?? ('online' as const), data, papers: [], applicant };
    const by = { accountId: signer.accountId, postId: null, agencyId: null, at: s.clock.now() };
    return s.db.tx(tx => submit(tx, s.env.get(casesService), order, by));
  }

  const pageOf = (d: Dossier) => `/can-bo/ho-so/${d.id}`;
  const taskOf = async (d: Dossier) => (await openTasks(s.db, d.id))[0]?.id ?? '';

  /** Does the open step as a browser would, and gives the page that comes after it. `note`: what is written to the next. */
  async function step(who: typeof clerk, d: Dossier, outcome: string, note = ''): Promise<string> {
    await who.visit.open(pageOf(d));
    const task = await taskOf(d);
    const fields = { outcome, ...(note && { [`note-${task}`]: note }) };
    const done = await who.visit.submit(`${pageOf(d)}/buoc/${task}`, fields);
    assert.equal(done.status, 303, done.html.slice(0, 2000));
    return (await who.visit.open(done.location ?? '')).html;
  }

  /** A dossier whose result is signed. */
  async function signed(wish: Wish = {}): Promise<Dossier> {
    const dossier = await apply(wish);
    await step(clerk, dossier, 'forward');
    await step(officer, dossier, 'propose');
    await step(signer, dossier, 'signed');
    return dossier;
  }

  return { ...s, clerk, officer, signer, apply, pageOf, taskOf, step, signed };
}

export type OneStopSite = Awaited<ReturnType<typeof oneStopSite>>;
export type Official = OneStopSite['clerk'];
