import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { cases, casesService, type Dossier, loadProcedure, refuse, submit } from '#engines/cases';
import { files } from '#engines/files';
import { messaging } from '#engines/messaging';
import { numbering } from '#engines/numbering';
import { payments } from '#engines/payments';
import { findProcedureInForce } from '#engines/procedures';
import { trust } from '#engines/trust';
import { work } from '#engines/work';
import { localDate } from '#platform/clock';
import { newId } from '#platform/db';
import { jobsModule } from '#platform/manifests';
import { type StaffSite, staffSite } from '#test/staff-site';
import { loadLibrary } from '../../../engines/cases/testing/load-library.ts';
import { library } from '../../../engines/cases/testing/modules.ts';
import { submitComplaint } from '../actions/submit-complaint.ts';
import { choicesOf } from '../choices.ts';
import { complaints } from '../index.ts';

describe('complaints: what the office says of its acts', () => {
  let s: StaffSite;
  let clerk: Awaited<ReturnType<StaffSite['official']>>;
  let leader: Awaited<ReturnType<StaffSite['official']>>;
  before(async () => {
    s = await staffSite([
      ...[jobsModule, numbering, files, trust, messaging, payments, work, cases, library, complaints],
    ]);
    await loadLibrary(s.db, s.act());
    clerk = await s.official('Vi Thị Huyền', s.agencies.centre, ['receiver']);
    leader = await s.official('Thào A Sính', s.agencies.bacHa, ['leader', 'signer']);
  });
  after(() => s.close());

  /** A dossier whose reception was refused. */
  async function refused(): Promise<Dossier> {
    const at = s.clock.now();
    const version = await findProcedureInForce(s.db, '9.700001', localDate(at));
    const procedure = await loadProcedure(s.db, { procedureVersionId: version?.id ?? '' });
    const data = {
      reader: { name: 'Lý A Nủ', phone: '0912345678' },
      place: { commune: '99001' },
      result: { way: 'counter' },
    };
    const applicant = {
      ...{ accountId: clerk.accountId, name: 'Lý A Nủ', phone: null, email: null, lang: 'vi' as const },
    };
    const actor = {
      accountId: clerk.accountId,
      postId: clerk.postId,
      agencyId: s.agencies.centre,
      at,
    };
    const deps = s.env.get(casesService);
    const order = { procedure, channel: 'counter' as const, data, papers: [], applicant };
    const dossier = await s.db.tx(tx => submit(tx, deps, order, actor));
    return s.db.tx(tx => refuse(tx, deps, { dossierId: dossier.id, reason: 'Nộp nhầm nơi' }, actor));
  }

  /** Somebody complains about it on paper. */
  async function complaint(phone: string | null): Promise<string> {
    const dossier = await refused();
    const [choice] = await choicesOf(s.db, s.ledger, dossier, s.clock.now());
    const wish = {
      id: newId(),
      dossier,
      ground: choice?.ground ?? assert.fail(),
      knownOn: localDate(s.clock.now()),
      content: 'Hồ sơ của tôi đủ giấy tờ',
      wish: 'Nhận hồ sơ',
      lateReason: '',
      channel: 'counter' as const,
      who: { accountId: null, name: 'Lý A Nủ', phone, email: null, lang: 'vi' as const, delegate: null },
      papers: [],
    };
    const actor = { accountId: clerk.accountId, postId: clerk.postId, agencyId: s.agencies.centre };
    const made = await s.db.tx(tx => submitComplaint(tx, s.ledger, wish, { ...actor, at: s.clock.now() }));
    return `/can-bo/khieu-nai/${made.id}`;
  }

  test('who has no telephone, e-mail or account is not said to be told: the notice is handed over or posted', async () => {
    const path = await complaint(null);
    const { html } = await leader.visit.open(`${path}/thu-ly`);
    assert.doesNotMatch(html, /báo người khiếu nại/);
    const done = await leader.visit.submit(`${path}/thu-ly`);
    assert.equal(done.location, `${path}?xong=taken-on-untold`);
    assert.match(
      (await leader.visit.open(done.location ?? '')).html,
      /Không báo tin được cho người khiếu nại[^<]*giao tận tay hoặc gửi qua bưu điện/,
    );
    const reached = await complaint('+84912345678');
    assert.match((await leader.visit.open(`${reached}/thu-ly`)).html, /Thụ lý và báo người khiếu nại/);
  });
});
