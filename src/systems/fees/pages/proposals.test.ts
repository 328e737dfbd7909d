import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { cases, casesService, chargeFee, type Dossier, loadProcedure, submit } from '#engines/cases';
import { files } from '#engines/files';
import { messaging } from '#engines/messaging';
import { numbering } from '#engines/numbering';
import { obligationsOf, payments, paymentsService } from '#engines/payments';
import { findProcedureInForce } from '#engines/procedures';
import { trust } from '#engines/trust';
import { cancelTasks, work } from '#engines/work';
import { localDate } from '#platform/clock';
import { jobsModule } from '#platform/manifests';
import { staffSite } from '#test/staff-site';
import { loadLibrary } from '../../../engines/cases/testing/load-library.ts';
import { library } from '../../../engines/cases/testing/modules.ts';
import { fees } from '../index.ts';

const RARE = '9.700003';
const ENDED = /Hồ sơ không còn bước xử lý nào\. Nếu duyệt, người nộp vẫn được yêu cầu nộp khoản này/;

describe('fees: a charge that waits to be approved', () => {
  let s: Awaited<ReturnType<typeof staffSite>>;
  let dossier: Dossier;
  let path = '';
  before(async () => {
    const modules = [jobsModule, numbering, files, trust, messaging, payments, work, cases, library, fees];
    s = await staffSite(modules);
    await loadLibrary(s.db, s.act());
    const clerk = await s.official('Vi Thị Huyền', s.agencies.centre, ['receiver']);
    const version = await findProcedureInForce(s.db, RARE, localDate(s.clock.now()));
    const procedure = await loadProcedure(s.db, { procedureVersionId: version?.id ?? '' });
    const data = {
      reader: { name: 'Vàng Thị Dín', phone: '0912345678' },
      place: { commune: '99001' },
      result: { way: 'electronic' },
    };
    const { accountId } = clerk;
    const applicant = { accountId, name: 'Vàng Thị Dín', phone: null, email: null, lang: 'vi' as const };
    const by = { accountId, postId: null, agencyId: s.agencies.centre, at: s.clock.now() };
    const order = { procedure, channel: 'counter' as const, data, papers: [], applicant };
    dossier = await s.db.tx(tx => submit(tx, s.env.get(casesService), order, by));
    const charge = {
      dossierId: dossier.id,
      fee: null,
      name: 'Phí gửi trả',
      amount: 20_000,
      waits: false,
      basis: 'Luật 97/2015/QH13',
      reason: 'Gửi trả bản giấy',
    };
    await s.db.tx(tx => chargeFee(tx, s.env.get(paymentsService), charge, by));
    const proposed = (await obligationsOf(s.db, { kind: 'dossier', id: dossier.id })).find(o => o.proposal);
    path = `/can-bo/ho-so/${dossier.id}/phi/${proposed?.id}/duyet`;
  });
  after(() => s.close());

  test('who approves it reads that the dossier has ended meanwhile; who may not approve reads nothing', async () => {
    const leader = await s.official('Thào A Sính', s.agencies.centre, ['leader']);
    const running = await leader.visit.open(path);
    assert.equal(running.status, 200, running.html.slice(0, 400));
    assert.doesNotMatch(running.html, ENDED);
    await s.db.tx(tx => cancelTasks(tx, dossier.id, s.clock.now(), null));
    for (const status of ['processing', 'completed', 'returned'])
      await s.db.run(
        "UPDATE cases.dossier SET status = $2, closed_at = CASE WHEN $2 = 'returned' THEN $3::timestamptz END WHERE id = $1",
        [dossier.id, status, s.clock.now()],
      );
    const ended = await leader.visit.open(path);
    assert.equal(ended.status, 200);
    assert.match(ended.html, ENDED);
    const stranger = await s.official('Sùng A Chứ', s.agencies.saPa, ['leader']);
    assert.notEqual((await stranger.visit.open(path)).status, 200);
    await leader.visit.open(path);
    const declined = { 'quyet-dinh': 'decline', 'ly-do': 'Hồ sơ đã kết thúc' };
    assert.equal((await leader.visit.submit(path, declined)).status, 303);
    assert.equal((await leader.visit.open(path)).location, `/can-bo/ho-so/${dossier.id}/phi`);
  });
});
