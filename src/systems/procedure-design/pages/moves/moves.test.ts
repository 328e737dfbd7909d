import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  cases,
  completeStep,
  countMoves,
  type Dossier,
  findDossier,
  listMoves,
  loadProcedure,
  requestSupplement,
  submit,
} from '#engines/cases';
import { createAccount } from '#engines/identity';
import { findProcedureInForce, processFile } from '#engines/procedures';
import { openTasks } from '#engines/work';
import { localDate } from '#platform/clock';
import { type StaffSite, staffSite } from '#test/staff-site';
import { FAULTY, mendedOf } from '../../../../engines/cases/testing/faulty.ts';
import { CARD } from '../../../../engines/cases/testing/fixture.ts';
import { loadLibrary } from '../../../../engines/cases/testing/load-library.ts';
import { library } from '../../../../engines/cases/testing/modules.ts';
import { publishNext } from '../../../../engines/cases/testing/versions.ts';
import { DESIGN } from '../../testing/modules.ts';

describe('procedure design: moving dossiers off a version', () => {
  const home = `/can-bo/thu-tuc/${CARD}`;
  const dryRun = `${home}/chuyen-ho-so?tu=2`;
  const OWNER = 'Giàng A Phử';
  type Official = Awaited<ReturnType<StaffSite['official']>>;
  let s: StaffSite;
  let an: Official;
  let binh: Official;
  let sen: Official;
  let unseen: Dossier;
  let again: Dossier;
  let odd: Dossier;

  before(async () => {
    s = await staffSite([...DESIGN.slice(0, -1), library, ...DESIGN.slice(-1)]);
    const bacHa = ['officer', 'receiver'];
    sen = await s.official('Lù Thị Sen', s.agencies.bacHa, bacHa);
    await loadLibrary(s.db, s.act());
    const first = await findProcedureInForce(s.db, CARD, '2026-11-20');
    const source = await processFile(s.db, first?.process ?? null);
    await publishNext(s, CARD, FAULTY);
    [unseen, again, odd] = [await apply(), await apply(), await apply()];
    await does(again, 'forward', 'propose');
    await does(odd, 'forward', 'odd');
    s.clock.set('2026-11-23T09:00:00+07:00');
    // Signed in today: no session lives over a weekend.
    sen = await s.official('Lý Thị Mẩy', s.agencies.bacHa, bacHa);
    an = await s.official('Phạm Minh Tuệ', s.agencies.province, ['procedure-editor']);
    binh = await s.official('Hoàng Thị Yên', s.agencies.province, ['procedure-approver']);
    await publishNext(s, CARD, {
      ...mendedOf(source),
      content: { limits: { online: { n: 5, unit: 'working-day' } } },
    });
  });
  after(() => s.close());

  const deps = () => ({ ledger: s.ledger, templates: [] });
  async function apply(): Promise<Dossier> {
    const version = await findProcedureInForce(s.db, CARD, localDate(s.clock.now()));
    const procedure = await loadProcedure(s.db, { procedureVersionId: version?.id ?? '' });
    return s.db.tx(async tx => {
      const accountId = await createAccount(
        tx,
        { kind: 'citizen', name: OWNER, phone: `+849${String(Math.random()).slice(2, 10)}` },
        s.act(),
      );
      const data = {
        reader: { name: OWNER, phone: '0912345678' },
        place: { commune: '99001' },
        result: { way: 'electronic' },
      };
      const applicant = { accountId, name: OWNER, phone: null, email: null, lang: 'vi' as const };
      const by = { accountId, postId: null, agencyId: null, at: s.clock.now() };
      return submit(tx, deps(), { procedure, channel: 'online', data, papers: [], applicant }, by);
    });
  }
  async function does(dossier: Dossier, ...outcomes: string[]): Promise<void> {
    for (const outcome of outcomes) {
      const [task] = await openTasks(s.db, dossier.id);
      const input = { dossierId: dossier.id, taskId: task?.id ?? '', outcome };
      const by = {
        accountId: sen.accountId,
        postId: sen.postId,
        agencyId: s.agencies.bacHa,
        at: s.clock.now(),
      };
      await s.db.tx(tx => completeStep(tx, deps(), input, by));
    }
  }
  const versionOf = async (dossier: Dossier) =>
    (await loadProcedure(s.db, (await findDossier(s.db, dossier.id)) ?? dossier)).version.number;
  const versions = () => Promise.all([unseen, again, odd].map(versionOf));
  /** What a worker would do now. */
  async function work(): Promise<void> {
    const job = cases.jobs?.find(j => j.name === 'cases.move-batch') ?? assert.fail();
    const jobs = await s.owner.query<{ payload: object }>(
      `SELECT payload FROM graphile_worker._private_jobs WHERE payload ->> 'batchId' IS NOT NULL`,
    );
    for (const { payload } of jobs) await job.run(payload, s.env);
  }
  const batch = async () => {
    const { procedureId } = (await findProcedureInForce(s.db, CARD, '2026-11-23')) ?? assert.fail();
    return (await listMoves(s.db, procedureId))[0] ?? assert.fail();
  };

  test('the version says how many run on it, and what each would become: without a name, and without changing anything', async () => {
    const shown = await an.visit.open(`${home}?ban=2`);
    assert.match(shown.html, /Chuyển 3 hồ sơ khỏi bản này/);
    assert.match(shown.html, /chuyen-ho-so\?tu=2">3</);
    const { html } = await an.visit.open(dryRun);
    assert.match(html, /chưa có gì thay đổi/);
    for (const words of [again.code, 'Xem lại', 'Ký thẻ', 'Xếp xó', 'bản mới không có bước này'])
      assert.ok(html.includes(words), words);
    assert.match(html, /Bản mới có thời hạn khác, hồ sơ vẫn đến hạn lúc/);
    assert.ok(!html.includes(OWNER));
    assert.deepEqual(await versions(), [2, 2, 2]);
    assert.equal((await s.db.one<{ n: number }>('SELECT count(*)::int AS n FROM cases.version_move')).n, 0);
  });

  test('who does not write procedures sees nothing of it; a reason is asked for, and what was ticked stays', async () => {
    assert.equal((await sen.visit.open(dryRun)).status, 403);
    assert.equal((await an.visit.open(`${home}/chuyen-ho-so?tu=9`)).status, 404);
    assert.match(
      (await an.visit.open(`${home}/chuyen-ho-so?tu=3`)).html,
      /đang áp dụng nên không cần chuyển/,
    );
    await an.visit.open(dryRun);
    const silent = await an.visit.submit(dryRun, { 'nhung-ho-so': 'danh-dau', 'ho-so': again.id });
    assert.equal(silent.status, 422);
    assert.match(silent.html, /href="#f-ly-do"/);
    assert.match(silent.html, new RegExp(`value="${again.id}" checked`));
    const nobody = await an.visit.submit(dryRun, { 'nhung-ho-so': 'danh-dau', 'ho-so': '', 'ly-do': 'Sai' });
    assert.equal(nobody.status, 422);
    assert.match(nobody.html, /Không có hồ sơ nào để chuyển/);
  });

  test('who ticked some and left “all” is asked which of the two, and nothing is asked for; what ends with a move is said before', async () => {
    const { html } = await an.visit.open(dryRun);
    assert.match(html, /sau khi chuyển không hoàn tác được nữa/);
    const both = await an.visit.submit(dryRun, {
      'nhung-ho-so': 'tat-ca',
      'ho-so': again.id,
      'ly-do': 'Bước xem lại thừa',
    });
    assert.equal(both.status, 422);
    assert.match(both.html, /href="#f-nhung-ho-so"/);
    assert.match(both.html, /Đã đánh dấu 1 hồ sơ ở bảng trên nhưng lại chọn tất cả/);
    assert.match(both.html, new RegExp(`value="${again.id}" checked`));
    assert.match(both.html, /Bước xem lại thừa/);
    assert.doesNotMatch((await an.visit.open(dryRun)).html, /Đã có một đợt chuyển/);
  });

  test('one asks, another approves and sees the same table; those who can are moved, the other says why not', async () => {
    await an.visit.open(dryRun);
    const asked = await an.visit.submit(dryRun, { 'nhung-ho-so': 'tat-ca', 'ly-do': 'Bước xem lại thừa' });
    const page = asked.location?.replace(/\?.*/, '') ?? assert.fail(asked.html);
    assert.match((await an.visit.open(asked.location ?? '')).html, /Đã gửi đề nghị/);
    assert.match((await an.visit.open(page)).html, /người khác phải duyệt/);
    assert.match((await an.visit.open(dryRun)).html, /Đã có một đợt chuyển/);
    assert.equal((await an.visit.submit(`${page}/duyet`)).status, 403);
    assert.match((await binh.visit.open('/can-bo/thu-tuc/cho-duyet')).html, /Chuyển 3 hồ sơ sang bản khác/);
    assert.match((await binh.visit.open('/can-bo/thu-tuc')).html, /Chờ duyệt <span>1<\/span>/);
    assert.doesNotMatch((await an.visit.open('/can-bo/thu-tuc')).html, /Chờ duyệt <span>/);
    const before = await binh.visit.open(page);
    assert.match(before.html, /Duyệt và bắt đầu chuyển/);
    assert.match(before.html, /Xếp xó/);
    assert.equal((await binh.visit.submit(`${page}/duyet`)).location, `${page}?xong=moves-approved`);
    await binh.visit.open(page);
    assert.equal((await binh.visit.submit(`${page}/dung`)).status, 303);
    await work();
    assert.deepEqual(await versions(), [2, 2, 2], 'stopped before its first');
    assert.match((await binh.visit.open(page)).html, /Đang tạm dừng/);
    await binh.visit.submit(`${page}/tiep`);
    await work();
    assert.deepEqual(await versions(), [3, 3, 2]);
    const done = await binh.visit.open(page);
    assert.match(done.html, /Đã chuyển xong/);
    assert.match(done.html, /Đã xong 3 trên 3 hồ sơ/);
    // The address that was kept says no more that it waits.
    assert.doesNotMatch((await an.visit.open(asked.location ?? '')).html, /Đã gửi đề nghị/);
    assert.match(done.html, /bản mới không có bước này/);
    const late = await binh.visit.submit(`${page}/duyet`);
    assert.equal(late.status, 422);
    assert.match(late.html, /đã sang trạng thái khác/);
  });

  test('one is moved back, then all that can be; who may only write procedures may not', async () => {
    const { id } = await batch();
    const page = `${home}/chuyen-ho-so/${id}`;
    await binh.visit.open(page);
    await binh.visit.submit(`${page}/ve`, { 'ho-so': again.id });
    assert.deepEqual(await versions(), [3, 2, 2]);
    await does(unseen, 'forward');
    await an.visit.open(page);
    assert.equal((await an.visit.submit(`${page}/ve`)).status, 403);
    await binh.visit.open(page);
    await binh.visit.submit(`${page}/ve`, { 'ho-so': '' });
    await work();
    assert.deepEqual(await countMoves(s.db, id), { all: 3, waiting: 0, moved: 0, left: 1, back: 1, kept: 1 });
    assert.match((await binh.visit.open(page)).html, /đã được xử lý tiếp sau khi chuyển/);
    assert.match((await an.visit.open(home)).html, /Các đợt chuyển hồ sơ/);
  });

  test('what is asked for is taken back by who asked, or refused with a reason', async () => {
    await an.visit.open(dryRun);
    await an.visit.submit(dryRun, { 'nhung-ho-so': 'danh-dau', 'ho-so': again.id, 'ly-do': 'Thử lại' });
    const page = `${home}/chuyen-ho-so/${(await batch()).id}`;
    await binh.visit.open(page);
    assert.equal((await binh.visit.submit(`${page}/tu-choi`, { 'ly-do': '' })).status, 422);
    await an.visit.open(page);
    assert.equal((await an.visit.submit(`${page}/tu-choi`, { 'ly-do': 'Chọn nhầm' })).status, 303);
    assert.match((await an.visit.open(page)).html, /Không được duyệt/);
    assert.equal((await an.visit.open(`${home}/chuyen-ho-so/khong-co`)).status, 404);
    assert.deepEqual(s.missing, []);
  });

  test('of a dossier whose time stands still it is not said when it is due', async () => {
    const wanted = { dossierId: again.id, what: 'Ảnh chân dung' };
    const by = {
      accountId: sen.accountId,
      postId: sen.postId,
      agencyId: s.agencies.bacHa,
      at: s.clock.now(),
    };
    await s.db.tx(tx => requestSupplement(tx, deps(), wanted, by));
    const { html } = await an.visit.open(dryRun);
    const row = new RegExp(`${again.code}[\\s\\S]*?</tr>`).exec(html)?.[0] ?? assert.fail();
    assert.match(row, /đang tạm dừng: khi hồ sơ đi tiếp, ngày hẹn trả được tính lại/);
    assert.doesNotMatch(row, /vẫn đến hạn lúc/);
  });
});
