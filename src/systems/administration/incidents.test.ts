import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { cases, type Dossier, findDossier, listIncidents, loadProcedure, submit } from '#engines/cases';
import { createAccount } from '#engines/identity';
import { findProcedureInForce, loadPacks } from '#engines/procedures';
import { openTasks } from '#engines/work';
import { enqueue } from '#platform/jobs';
import { defineModule } from '#platform/module';
import { undelivered } from '#test/incident';
import { type StaffSite, staffSite } from '#test/staff-site';
import { library, register } from '../../engines/cases/testing/modules.ts';
import { ADMINISTRATION } from './testing/modules.ts';

/** Entries that it cannot take, by the name of the job that they tell of; and what it took. */
const hurdles = new Set<string>();
const taken: string[] = [];

/** Follows what people do about jobs, and stumbles at some of it. */
const stumbling = defineModule({
  id: 'stumbling-of-test',
  layer: 'system',
  needs: [],
  folder: path.join(import.meta.dirname, 'testing'),
  followers: [
    {
      id: 'stumbling',
      kinds: ['administration.job-retried'],
      handle: async ({ body }) => {
        if (hurdles.has(String(body.name))) throw new Error('no <a.pao@example.vn> to tell');
        taken.push(String(body.name));
      },
    },
  ],
});

describe('administration: incidents', () => {
  const ROOT = '/can-bo/quan-tri/su-co';
  const READER = 'Giàng A Phử';
  type Official = Awaited<ReturnType<StaffSite['official']>>;
  let s: StaffSite;
  let province: Official;
  let local: Official;
  let neighbour: Official;
  let clerk: Official;

  before(async () => {
    s = await staffSite([...ADMINISTRATION.slice(0, -1), library, stumbling, ...ADMINISTRATION.slice(-1)]);
    province = await s.official('Nguyễn Quang Hưng', s.agencies.province, ['province-admin']);
    local = await s.official('Sùng A Chứ', s.agencies.bacHa, ['agency-admin']);
    neighbour = await s.official('Lục Văn Toàn', s.agencies.saPa, ['agency-admin']);
    clerk = await s.official('Lù Thị Sen', s.agencies.bacHa, ['officer', 'receiver']);
    await loadPacks(s.db, [{ id: 'library', folder: library.folder }], s.act());
  });
  after(() => {
    register.answer = async () => ({ known: true });
    return s.close();
  });

  /** The last call of a service that was asked for, as a worker does it. */
  async function call(dossier: Dossier, tries = 5): Promise<void> {
    const job = cases.jobs?.find(j => j.name === 'cases.call-service') ?? assert.fail();
    const { payload } = await s.owner.one<{ payload: object }>(
      `SELECT payload FROM graphile_worker._private_jobs WHERE payload ->> 'dossierId' = $1 ORDER BY id DESC LIMIT 1`,
      [dossier.id],
    );
    await job.run({ ...payload, tries }, s.env);
  }

  /** A dossier of Bắc Hà whose process waits in vain for the readers' register, and where its incident is kept. */
  async function stuck(): Promise<{ dossier: Dossier; path: string }> {
    register.answer = async () => {
      throw new Error('sổ bạn đọc không trả lời');
    };
    const version = (await findProcedureInForce(s.db, '9.700002', '2026-11-20')) ?? assert.fail();
    const procedure = await loadProcedure(s.db, { procedureVersionId: version.id });
    const dossier = await s.db.tx(async tx => {
      const phone = `+8491200${String(Date.now()).slice(-4)}`;
      const accountId = await createAccount(tx, { kind: 'citizen', name: READER, phone }, s.act());
      const applicant = { accountId, name: READER, phone: null, email: null, lang: 'vi' as const };
      const data = {
        reader: { name: READER, phone: '0912345678' },
        place: { commune: '99001' },
        result: { way: 'counter' },
      };
      const by = { accountId, postId: null, agencyId: null, at: s.clock.now() };
      return submit(
        tx,
        { ledger: s.ledger },
        { procedure, channel: 'online', data, papers: [], applicant },
        by,
      );
    });
    await call(dossier);
    const [incident] = await listIncidents(s.db, dossier.id);
    return { dossier, path: `${ROOT}/${incident?.id}` };
  }

  test('the administrator of Bắc Hà finds what stands still, reads why, and lets it run again', async () => {
    const { dossier, path } = await stuck();
    const { html } = await local.visit.open(ROOT);
    assert.ok(html.includes(`href="${path}"`) && html.includes(dossier.code));
    assert.match(html, /Dịch vụ không trả lời được/);
    assert.doesNotMatch(html, new RegExp(READER), 'whose it is he need not know');
    const page = await local.visit.open(path);
    assert.match(page.html, /Tra sổ bạn đọc/);
    assert.match(page.html, /sổ bạn đọc không trả lời/);
    assert.doesNotMatch(page.html, new RegExp(READER));
    assert.doesNotMatch(page.html, /can-bo\/ho-so\//, 'nor is the dossier his to open');
    s.clock.advance(60_000);
    const done = await local.visit.submit(`${path}/chay-lai`);
    assert.equal(done.location, `${path}?xong=incident-retried`);
    assert.match((await local.visit.open(path)).html, /Đang chạy lại/);
    s.clock.advance(60_000);
    await call(dossier);
    assert.match((await local.visit.open(path)).html, /Lỗi lần gần nhất.*20\/11\/2026 15:42/s);
    register.answer = async () => ({ known: true });
    await local.visit.submit(`${path}/chay-lai`);
    await call(dossier, 1);
    assert.ok((await openTasks(s.db, dossier.id)).some(t => t.elementId === 'check'));
    assert.match((await local.visit.open(path)).html, /Đã giải quyết/);
    assert.doesNotMatch((await local.visit.open(ROOT)).html, new RegExp(dossier.code));
    assert.match((await local.visit.open(`${ROOT}?xem=da-xong`)).html, new RegExp(dossier.code));
    const late = await local.visit.submit(`${path}/chay-lai`);
    assert.equal(late.status, 409);
    const entry = (await s.ledger.history(s.db, `dossier:${dossier.id}`)).find(
      e => e.kind === 'case.incident-retried',
    );
    assert.deepEqual([entry?.actor, entry?.post], [local.accountId, local.postId]);
  });

  test('the administrator of Sa Pa and a clerk of Bắc Hà are told of nothing, and can do nothing', async () => {
    const { dossier, path } = await stuck();
    assert.match((await neighbour.visit.open(ROOT)).html, /Không có hồ sơ nào đang đứng lại/);
    for (const page of [path, `${path}/ve-dau`])
      assert.equal((await neighbour.visit.open(page)).status, 404, page);
    for (const act of [`${path}/chay-lai`, `${path}/ve-dau`]) {
      assert.equal((await neighbour.visit.submit(act, { 'ly-do': 'Quy trình bị lỗi' })).status, 404, act);
      assert.equal((await clerk.visit.open(path)).status, 403);
    }
    assert.deepEqual(
      (await s.ledger.history(s.db, `dossier:${dossier.id}`)).map(e => e.kind),
      ['case.submitted'],
    );
  });

  test('where nothing helps the dossier goes back to its first step, with a reason that is kept', async () => {
    const { dossier, path } = await stuck();
    await local.visit.open(`${path}/ve-dau`);
    const short = await local.visit.submit(`${path}/ve-dau`, { 'ly-do': 'lỗi' });
    assert.equal(short.status, 422);
    assert.match(short.html, /lỗi<\/textarea>/);
    const reason = 'Sổ bạn đọc đã đổi, phải tra lại';
    const done = await local.visit.submit(`${path}/ve-dau`, { 'ly-do': reason });
    assert.equal(done.location, `${path}?xong=process-restarted`);
    assert.match((await local.visit.open(done.location ?? '')).html, /Đã đưa hồ sơ về bước đầu/);
    const now = await findDossier(s.db, dossier.id);
    assert.deepEqual(
      now?.processState.tokens.map(t => t.at),
      ['look-up'],
    );
    assert.deepEqual(now?.dueAt, dossier.dueAt);
    const entry = (await s.ledger.history(s.db, `dossier:${dossier.id}`)).at(-1);
    assert.equal(entry?.kind, 'case.process-restarted');
    assert.deepEqual(entry?.personal, { reason });
  });

  describe('work in the background that fails again and again', () => {
    const JOBS = `${ROOT}/viec-nen`;
    const REASON = 'Dịch vụ này không còn dùng nữa';

    /** One that has failed so often. */
    async function failing(name: string, payload: object, attempts = 25): Promise<string> {
      await s.db.tx(tx => enqueue(tx, { name, payload }));
      const { id } = await s.owner.one<{ id: string }>(
        `UPDATE graphile_worker._private_jobs SET attempts = $2, last_error = '550 <a.pao@example.vn> unknown', run_at = now() + interval '1 day'
         WHERE id = (SELECT max(id) FROM graphile_worker._private_jobs WHERE payload::text = $1) RETURNING id::text`,
        [JSON.stringify(payload), attempts],
      );
      return id;
    }

    test('is the province’s to run again, and nobody else’s', async () => {
      const id = await failing('messaging.deliver', { id: '00000000-0000-7000-8000-000000000001' });
      const act = `${JOBS}/${id}/chay-lai`;
      assert.doesNotMatch((await local.visit.open(ROOT)).html, /Việc nền/);
      for (const page of [JOBS, `${JOBS}/${id}`, `${JOBS}/${id}/bo`])
        assert.equal((await local.visit.open(page)).status, 404, page);
      for (const page of [act, `${JOBS}/chay-lai`, `${JOBS}/${id}/bo`, `${JOBS}/${id}/dua-lai`])
        assert.equal((await local.visit.submit(page, { 'ly-do': REASON })).status, 404, page);
      assert.match((await province.visit.open(ROOT)).html, /Việc nền \(1\)/);
      const { html } = await province.visit.open(JOBS);
      assert.match(html, /Gửi tin cho người dân/);
      assert.match(html, /Đã dừng thử/);
      assert.doesNotMatch(html, /a\.pao@example/, 'whom it was for is nobody’s business here');
      const page = await province.visit.open(`${JOBS}/${id}`);
      assert.match(page.html, /đã lỗi 25 lần liền và không tự thử nữa/);
      assert.match(page.html, /Người đó có thể chưa biết hồ sơ đã tiến triển/, 'what it means to people');
      assert.match(page.html, /Tin chuyển sang danh sách Tin không gửi được/, 'what a drop would do');
      const done = await province.visit.submit(act);
      assert.match((await province.visit.open(done.location ?? '')).html, /Đã yêu cầu chạy ngay/);
      assert.deepEqual(await s.story(`job:${id}`), ['administration.job-retried']);
      assert.equal((await province.visit.submit(act)).status, 404, 'it waits no more');
      assert.match((await province.visit.open(JOBS)).html, /Không có việc nền nào bị lỗi liên tiếp/);
      assert.match((await province.visit.open(`${JOBS}?xem=da-bo`)).html, /Chưa bỏ việc nền nào/);
      await s.owner.run('DELETE FROM graphile_worker._private_jobs WHERE id = $1', [id]);
    });

    test('is dropped with a reason when it can never succeed: the message waits with those undelivered, until it is put back', async () => {
      const { dossier } = await stuck();
      const message = await undelivered(s.owner, dossier.id);
      await s.owner.run(`UPDATE messaging.message SET state = 'queued', attempts = 4 WHERE id = $1`, [
        message,
      ]);
      const id = await failing('messaging.deliver', { id: message }, 5);
      const form = `${JOBS}/${id}/bo`;
      await province.visit.open(form);
      const short = await province.visit.submit(form, { 'ly-do': 'hỏng' });
      assert.equal(short.status, 422);
      assert.match(short.html, /hỏng<\/textarea>/);
      assert.equal(
        (await province.visit.submit(form, { 'ly-do': REASON })).location,
        `${JOBS}?xem=da-bo&xong=job-dropped`,
      );
      assert.equal(
        (await province.visit.submit(form, { 'ly-do': REASON })).status,
        404,
        'it is dropped already',
      );
      const state = () => s.owner.one('SELECT state FROM messaging.message WHERE id = $1', [message]);
      assert.deepEqual(await state(), { state: 'undeliverable' });
      assert.match((await local.visit.open(`${ROOT}/tin`)).html, new RegExp(dossier.code));
      const kept = await province.visit.open(`${JOBS}?xem=da-bo`);
      assert.match(kept.html, new RegExp(REASON));
      assert.match(kept.html, /Nguyễn Quang Hưng/);
      const back = `${JOBS}/${id}/dua-lai`;
      assert.equal((await province.visit.submit(back)).location, `${JOBS}?xem=da-bo&xong=job-put-back`);
      assert.deepEqual(await state(), { state: 'queued' });
      await province.visit.open(JOBS);
      assert.equal((await province.visit.submit(back)).status, 404, 'it is in the queue again');
      const entries = await s.ledger.history(s.db, `job:${id}`);
      assert.deepEqual(
        entries.map(e => [e.kind, e.personal]),
        [
          ['administration.job-dropped', { reason: REASON }],
          ['administration.job-put-back', {}],
        ],
      );
      await s.owner.run(`UPDATE messaging.message SET state = 'sent', sent_at = now() WHERE id = $1`, [
        message,
      ]);
    });

    test('where it moved a dossier on, its dropping is an incident of the dossier; what is not of people is dropped all at once', async () => {
      const { dossier } = await stuck();
      await s.owner.run('UPDATE cases.incident SET settled_at = opened_at WHERE dossier_id = $1', [
        dossier.id,
      ]);
      const [token] = dossier.processState.tokens;
      const timer = await failing('cases.fire-timer', {
        dossierId: dossier.id,
        token: token?.id,
        elementId: token?.at,
      });
      await province.visit.open(`${JOBS}/${timer}/bo`);
      await province.visit.submit(`${JOBS}/${timer}/bo`, { 'ly-do': REASON });
      const [incident] = (await listIncidents(s.db, dossier.id)).filter(i => !i.settledAt);
      assert.equal(incident?.reason, 'process-stuck');
      assert.match((await local.visit.open(ROOT)).html, new RegExp(`${ROOT}/${incident?.id}`));
      await s.owner.run('UPDATE cases.incident SET settled_at = opened_at WHERE dossier_id = $1', [
        dossier.id,
      ]);

      const [first] = [
        await failing('cases.watch-deadlines', { n: 1 }),
        await failing('cases.watch-deadlines', { n: 2 }),
        await failing('ledger.tidy', { n: 3 }),
      ];
      const list = await province.visit.open(JOBS);
      assert.match(list.html, /viec=cases\.watch-deadlines">Theo dõi thời hạn của hồ sơ \(2\)/);
      assert.match(list.html, /Chạy ngay tất cả 3 việc/);
      const form = await province.visit.open(`${JOBS}/${first}/bo`);
      assert.match(form.html, /đến giờ chương trình tự chạy lần mới/);
      assert.match(form.html, /các lần lỗi khác của cùng loại việc này \(tất cả 2\)/);
      await province.visit.submit(`${JOBS}/${first}/bo`, { 'ly-do': REASON, 'ca-loai': '1' });
      const left = await province.visit.open(JOBS);
      assert.doesNotMatch(left.html, /Theo dõi thời hạn/);
      assert.match(left.html, /Dọn dữ liệu tạm của sổ ghi/);
      await province.visit.submit(`${JOBS}/chay-lai`, { viec: '' });
      assert.match((await province.visit.open(JOBS)).html, /Không có việc nền nào bị lỗi liên tiếp/);
      assert.deepEqual(s.missing, []);
    });
  });

  test('a follower of the ledger that stands still is named with its entry, tried again, let pass over it, and takes it after all', async () => {
    const FOLLOWERS = `${ROOT}/theo-so`;
    const REASON = 'Không chờ được, đã báo bộ phận kỹ thuật';
    const tell = async (name: string) => {
      await s.db.tx(tx =>
        s.ledger.append(tx, {
          kind: 'administration.job-retried',
          subject: 'job:7',
          actor: 'system',
          at: s.clock.now(),
          body: { name },
        }),
      );
      await s.ledger.sealer.sealOnce();
    };
    const follow = () => s.ledger.followers.runOnce(['stumbling']).catch(() => undefined);
    await s.ledger.sealer.sealOnce();
    await follow();
    assert.equal((await local.visit.open(FOLLOWERS)).status, 404, 'it is the province’s');
    assert.match((await province.visit.open(FOLLOWERS)).html, /Mọi việc theo sổ ghi đều chạy bình thường/);

    hurdles.add('bad');
    await tell('bad');
    await tell('good');
    taken.length = 0;
    await follow();
    s.clock.advance(60_000);
    await follow();
    const { html } = await province.visit.open(FOLLOWERS);
    assert.match(html, /Việc theo sổ ghi \(1\)/);
    assert.match(html, /Chạy lại việc nền bị lỗi/, 'which entry');
    assert.match(html, /sau 2 lần thử/);
    assert.match(html, /Những việc lẽ ra theo sau/, 'what it means');
    assert.doesNotMatch(html, /a\.pao@example/);
    const [still] = await s.ledger.followers.standing(s.db);
    const at = `${FOLLOWERS}/stumbling/${still?.position}`;
    assert.match(html, new RegExp(`href="${at}/bo-qua"`));

    for (const act of [`${FOLLOWERS}/stumbling/chay-lai`, `${at}/bo-qua`, `${at}/lam-bu`])
      assert.equal((await local.visit.submit(act, { 'ly-do': REASON })).status, 404, act);
    assert.equal(
      (await province.visit.submit(`${FOLLOWERS}/stumbling/chay-lai`)).location,
      `${FOLLOWERS}?xong=follower-retried`,
    );
    await follow();
    assert.deepEqual(taken, []);

    await province.visit.open(`${at}/bo-qua`);
    assert.equal((await province.visit.submit(`${at}/bo-qua`, { 'ly-do': 'lỗi' })).status, 422);
    const ask = await province.visit.submit(`${at}/bo-qua`, { 'ly-do': REASON });
    assert.match(ask.html, /Bỏ qua mục này của sổ ghi\?/);
    assert.match(ask.html, /sẽ không được làm, cho đến khi làm bù/, 'what it means, before it is done');
    assert.equal((await s.ledger.followers.standing(s.db)).length, 1, 'nothing is done yet');
    const seen = { 'ly-do': REASON, 'da-xem': '1' };
    assert.equal(
      (await province.visit.submit(`${at}/bo-qua`, seen)).location,
      `${FOLLOWERS}?xong=entry-skipped`,
    );
    assert.equal((await province.visit.submit(`${at}/bo-qua`, seen)).status, 404, 'it stands there no more');
    await follow();
    assert.deepEqual(taken, ['good'], 'the others are taken');

    const list = await province.visit.open(FOLLOWERS);
    assert.match(list.html, new RegExp(REASON));
    assert.match(list.html, /Nguyễn Quang Hưng/);
    const failed = await province.visit.submit(`${at}/lam-bu`);
    assert.equal(failed.status, 409);
    assert.match(failed.html, /Mục này vẫn chưa làm bù được/);
    hurdles.clear();
    await province.visit.open(FOLLOWERS);
    assert.equal((await province.visit.submit(`${at}/lam-bu`)).location, `${FOLLOWERS}?xong=entry-made-up`);
    assert.equal((await province.visit.submit(`${at}/lam-bu`)).status, 404, 'once');
    assert.deepEqual(taken, ['good', 'bad']);
    assert.match((await province.visit.open(FOLLOWERS)).html, /Đã làm bù/);
    assert.deepEqual(await s.story('follower:stumbling'), [
      'administration.follower-retried',
      'administration.entry-skipped',
      'administration.entry-made-up',
    ]);
    assert.deepEqual(s.missing, []);
  });

  test('a message that reached nobody is sent again, or somebody is told otherwise; a neighbour sees none of it', async () => {
    const { dossier } = await stuck();
    const [one, other, third] = [
      await undelivered(s.owner, dossier.id),
      await undelivered(s.owner, dossier.id),
      await undelivered(s.owner, dossier.id),
    ];
    const MESSAGES = `${ROOT}/tin`;
    const list = await local.visit.open(MESSAGES);
    assert.match(list.html, /Tin không gửi được \(3\)/);
    assert.match(list.html, /Kênh gửi không nhận sau mười lần/);
    assert.doesNotMatch(list.html, /0912 345 999|\+84912345999/, 'the whole number nobody needs');
    assert.match((await neighbour.visit.open(MESSAGES)).html, /Không có tin nào không gửi được/);
    assert.equal((await neighbour.visit.submit(`${MESSAGES}/${one}/gui-lai`)).status, 404);
    assert.equal((await clerk.visit.open(MESSAGES)).status, 403);

    assert.equal(
      (await local.visit.submit(`${MESSAGES}/${one}/gui-lai`)).location,
      `${MESSAGES}?xong=message-again`,
    );
    const state = async (id: string) =>
      s.owner.one('SELECT state, attempts FROM messaging.message WHERE id = $1', [id]);
    assert.deepEqual(await state(one), { state: 'queued', attempts: 0 });
    assert.equal((await local.visit.submit(`${MESSAGES}/${one}/gui-lai`)).status, 404, 'it is on its way');
    assert.deepEqual(await s.story(`message:${one}`), ['message.sent-again']);

    const form = `${MESSAGES}/${other}/bao-khac`;
    await local.visit.open(form);
    assert.equal((await local.visit.submit(form, { 'cach-bao': 'gọi' })).status, 422);
    const told = await local.visit.submit(form, { 'cach-bao': 'Gọi điện ngày 28/11, gặp vợ ông Páo' });
    assert.equal(told.location, `${MESSAGES}?xong=message-settled`);
    assert.deepEqual(await s.story(`message:${other}`), ['message.settled']);
    assert.match((await local.visit.open('/can-bo/quan-tri')).html, /1 tin không gửi được/);

    await s.owner.run(`UPDATE messaging.message SET state = 'undeliverable' WHERE id = $1`, [one]);
    assert.match((await local.visit.open(MESSAGES)).html, /Gửi lại tất cả 2 tin/);
    await local.visit.submit(`${MESSAGES}/gui-lai`);
    assert.deepEqual(await state(third), { state: 'queued', attempts: 0 });
    assert.match((await local.visit.open(MESSAGES)).html, /Không có tin nào không gửi được/);
    assert.deepEqual(s.missing, []);
  });

  test('a message about no dossier is the province’s to see to: whose official it was for is said, a citizen’s name is not', async () => {
    const MESSAGES = `${ROOT}/tin`;
    const brief = await undelivered(s.owner, null, { email: 'toan.sapa@example.vn' });
    await s.owner.run(`UPDATE identity.account SET email = 'toan.sapa@example.vn' WHERE id = $1`, [
      neighbour.accountId,
    ]);
    const invited = await undelivered(s.owner, null, { phone: '+84912345111' });
    const { html } = await province.visit.open(MESSAGES);
    assert.match(html, /Tin không gửi được \(2\)/);
    assert.match(html, /Lục Văn Toàn/);
    assert.match(html, /Gửi người dân/);
    assert.match((await local.visit.open(MESSAGES)).html, /Không có tin nào không gửi được/);
    for (const act of [`${MESSAGES}/${brief}/gui-lai`, `${MESSAGES}/${brief}/bao-khac`])
      assert.equal((await local.visit.submit(act, { 'cach-bao': 'Gọi điện ngày 28/11' })).status, 404, act);

    const again = `${MESSAGES}/${invited}/gui-lai`;
    assert.equal((await province.visit.submit(again)).location, `${MESSAGES}?xong=message-again`);
    assert.equal((await province.visit.submit(again)).status, 404, 'it is on its way');
    const form = `${MESSAGES}/${brief}/bao-khac`;
    assert.match((await province.visit.open(form)).html, /không tới được/);
    const told = await province.visit.submit(form, { 'cach-bao': 'Gọi điện cho anh Toàn ngày 28/11' });
    assert.equal(told.location, `${MESSAGES}?xong=message-settled`);
    assert.deepEqual(await s.story(`message:${brief}`), ['message.settled']);
    assert.match((await province.visit.open(MESSAGES)).html, /Không có tin nào không gửi được/);
    assert.deepEqual(s.missing, []);
  });
});
