import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { listIncidents } from '#engines/cases';
import { enqueue } from '#platform/jobs';
import { defineModule } from '#platform/module';
import { undelivered } from '#test/incident';
import type { StaffSite } from '#test/staff-site';
import {
  INCIDENT_DESK,
  type IncidentDesk,
  type Official,
  openIncidentDesk,
} from './testing/incident-desk.ts';

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

describe('administration: work in the background', () => {
  const ROOT = INCIDENT_DESK;
  let s: StaffSite;
  let province: Official;
  let local: Official;
  let stuck: IncidentDesk['stuck'];
  let close: IncidentDesk['close'];

  before(async () => {
    ({ s, province, local, stuck, close } = await openIncidentDesk(stumbling));
  });
  after(() => close());

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
      assert.match(html, /Lỗi lúc \d\d\/\d\d\/\d{4}/);
      assert.doesNotMatch(html, /a\.pao@example/, 'whom it was for is nobody’s business here');
      const page = await province.visit.open(`${JOBS}/${id}`);
      assert.match(page.html, /đã lỗi 25 lần liền và không tự thử nữa/);
      assert.match(page.html, /Người đó có thể chưa biết hồ sơ đã tiến triển/, 'what it means to people');
      assert.match(page.html, /Tin chuyển sang danh sách Tin không gửi được/, 'what a drop would do');
      const done = await province.visit.submit(act);
      assert.match((await province.visit.open(done.location ?? '')).html, /Đã yêu cầu chạy ngay/);
      assert.deepEqual(await s.story(`job:${id}`), ['administration.job-retried']);
      const waits = (await province.visit.open(`${JOBS}/${id}`)).html;
      assert.match(waits, /Chờ chạy ngay[\s\S]*đã lỗi 25 lần\. Đã cho chạy lại lúc \d\d\/\d\d\/\d{4}/);
      assert.match((await province.visit.open(JOBS)).html, /Gửi tin cho người dân[\s\S]*Chờ chạy ngay/);
      const lock =
        'UPDATE graphile_worker._private_jobs SET attempts = 1, locked_at = now(), locked_by = $2 WHERE id = $1';
      await s.owner.run(lock, [id, 'w']);
      const runs = (await province.visit.open(`${JOBS}/${id}`)).html;
      assert.match(runs, /Đang thử/);
      assert.doesNotMatch(runs, /chay-lai/, 'nothing is to be pressed meanwhile');
      assert.equal((await province.visit.submit(act)).status, 303, 'a press that comes late does nothing');
      assert.equal((await province.visit.submit(`${JOBS}/${id}/bo`, { 'ly-do': REASON })).status, 422);
      await s.owner.run(
        `UPDATE graphile_worker._private_jobs SET locked_at = NULL, locked_by = NULL, last_error = 'ECONNREFUSED: connect ECONNREFUSED 10.0.0.8:443',
           run_at = now() + interval '3 seconds' WHERE id = $1`,
        [id],
      );
      const fails = (await province.visit.open(`${JOBS}/${id}`)).html;
      assert.match(fails, /Thử lại lúc[\s\S]*đã lỗi 26 lần[\s\S]*Máy chủ được gọi không nhận kết nối/);
      await s.owner.run('DELETE FROM graphile_worker._private_jobs WHERE id = $1', [id]);
      const over = await province.visit.open(`${JOBS}/${id}`);
      assert.match(over.html, /Việc nền đã làm xong/);
      assert.match(over.html, /Chính người đang đăng nhập, lúc [^<]*: Chạy lại việc nền bị lỗi/);
      const late = await province.visit.submit(act);
      assert.equal(late.status, 409, 'a press that comes too late');
      assert.match(late.html, /Chính người đang đăng nhập, lúc [^<]*: Chạy lại việc nền bị lỗi/);
      assert.equal((await local.visit.submit(act)).status, 404);
      assert.equal((await province.visit.open(`${JOBS}/999999`)).status, 404);
      assert.match((await province.visit.open(JOBS)).html, /Không có việc nền nào bị lỗi liên tiếp/);
      assert.match((await province.visit.open(`${JOBS}?xem=da-bo`)).html, /Chưa hủy việc nền nào/);
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
      const twice = await province.visit.submit(form, { 'ly-do': REASON });
      assert.equal(twice.status, 409, 'it is dropped already');
      assert.match(twice.html, /Chính người đang đăng nhập, lúc [^<]*: Hủy việc nền không thể làm được/);
      assert.match(twice.html, new RegExp(`${REASON}</textarea>`));
      assert.equal((await local.visit.submit(form, { 'ly-do': REASON })).status, 404);
      const state = () => s.owner.one('SELECT state FROM messaging.message WHERE id = $1', [message]);
      assert.deepEqual(await state(), { state: 'undeliverable' });
      const messages = (await local.visit.open(`${ROOT}/tin`)).html;
      assert.ok(messages.includes(dossier.code));
      assert.match(messages, /Việc gửi đã bị bỏ/);
      assert.doesNotMatch(messages, /Không có người nhận ở đó/);
      const kept = await province.visit.open(`${JOBS}?xem=da-bo`);
      assert.match(kept.html, new RegExp(REASON));
      assert.match(kept.html, /Nguyễn Quang Hưng/);
      const back = `${JOBS}/${id}/dua-lai`;
      assert.equal((await province.visit.submit(back)).location, `${JOBS}?xem=da-bo&xong=job-put-back`);
      assert.deepEqual(await state(), { state: 'queued' });
      await province.visit.open(JOBS);
      assert.equal((await province.visit.submit(back)).status, 409, 'it is in the queue again');
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
      assert.match((await province.visit.open(JOBS)).html, /Dọn dữ liệu tạm của sổ ghi[\s\S]*Chờ chạy ngay/);
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
    assert.match(html, /Việc nền<small class="num">job:7</, 'of what, in words');
    const system = await province.visit.open(`${ROOT}/he-thong`);
    assert.match(system.html, /sau 2 lần thử\. /, 'a sentence ends before the next');
    assert.match(system.html, /Việc theo sổ ghi \(1\)[\s\S]*Hệ thống \(0\)/, 'it is counted once');
    assert.match(html, /<h2>Việc theo sổ ghi chưa có tên \(stumbling\)</, 'its name alone says nothing');
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
    assert.equal((await province.visit.follow(`${at}/bo-qua`, { 'ly-do': 'lỗi' })).status, 422);
    const ask = await province.visit.follow(`${at}/bo-qua`, { 'ly-do': REASON });
    assert.match(ask.html, /Bỏ qua mục này của sổ ghi\?/);
    assert.match(ask.html, /sẽ không được làm, cho đến khi làm bù/, 'what it means, before it is done');
    assert.equal((await s.ledger.followers.standing(s.db)).length, 1, 'nothing is done yet');
    const seen = { 'ly-do': REASON, 'da-xem': '1' };
    assert.equal(
      (await province.visit.submit(`${at}/bo-qua`, seen)).location,
      `${FOLLOWERS}?xong=entry-skipped`,
    );
    assert.equal((await province.visit.submit(`${at}/bo-qua`, seen)).status, 409, 'it stands there no more');
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
    assert.equal((await province.visit.submit(`${at}/lam-bu`)).status, 409, 'once');
    assert.deepEqual(taken, ['good', 'bad']);
    assert.match((await province.visit.open(FOLLOWERS)).html, /Đã làm bù/);
    assert.deepEqual(await s.story('follower:stumbling'), [
      'administration.follower-retried',
      'administration.entry-skipped',
      'administration.entry-made-up',
    ]);
    assert.deepEqual(s.missing, []);
  });
});
