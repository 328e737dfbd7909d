import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { cases, type Dossier, findBulk, findDossier, listBulkItems } from '#engines/cases';
import { type Official, type OneStopSite, oneStopSite } from '../testing/site.ts';

describe('one-stop: a dossier that was changed after it was shown to who decides', () => {
  let s: OneStopSite;
  before(async () => {
    s = await oneStopSite();
  });
  beforeEach(() => s.clock.advance(60_000));
  after(() => s.close());

  const taskPath = async (d: Dossier) => `${s.pageOf(d)}/buoc/${await s.taskOf(d)}`;
  const results = async (d: Dossier) =>
    (
      await s.db.one<{ n: number }>('SELECT count(*)::int AS n FROM cases.result WHERE dossier_id = $1', [
        d.id,
      ])
    ).n;

  /** What a clerk keyed in at the counter, and that lies before the officer or before who signs. */
  async function keyedIn(owner: string, before: 'officer' | 'signer' = 'signer'): Promise<Dossier> {
    const dossier = await s.apply({ owner, channel: 'counter' });
    await s.db.run(
      `INSERT INTO cases.reception (dossier_id, agency_id, clerk_id, post_id, received_at, procedure_code, applicant_id, folded_name)
       VALUES ($1, $2, $3, $4, $5, '9.700001', $6, 'giang thi my')`,
      [dossier.id, s.agencies.centre, s.clerk.accountId, s.clerk.postId, s.clock.now(), s.signer.accountId],
    );
    for (const [who, outcome] of [
      [s.clerk, 'forward'],
      [s.officer, 'propose'],
    ] as const) {
      if (outcome === 'propose' && before === 'officer') break;
      await who.visit.open(s.pageOf(dossier));
      assert.equal((await who.visit.submit(await taskPath(dossier), { outcome })).status, 303);
    }
    s.clock.advance(1000);
    return dossier;
  }

  /** The clerk mends a slip of the pen, on a page of his own. */
  async function corrects(dossier: Dossier, name: string): Promise<void> {
    s.clock.advance(1000);
    const path = `${s.pageOf(dossier)}/sua-to-khai`;
    await s.clerk.visit.open(path);
    const said = { 'reader.name': name, 'ly-do': 'Gõ sai họ tên so với phiếu' };
    const done = await s.clerk.visit.submit(path, said);
    assert.match(done.location ?? '', /xong=answers-corrected/, done.html);
  }

  const toldOf = (html: string) => /<div role="alert">[\s\S]*?<\/div>/.exec(html)?.[0] ?? '';

  test('the leader signs nothing that he has not seen: he reads who changed what, sees the page anew, and signs then', async () => {
    const dossier = await keyedIn('Giàng A Phừ');
    const { signer } = s;
    await signer.visit.open(s.pageOf(dossier));
    await corrects(dossier, 'Giàng A Phử');
    const sign = await taskPath(dossier);
    const old = await signer.visit.submit(sign, { outcome: 'signed' });
    assert.equal(old.status, 409);
    assert.match(toldOf(old.html), /đã thay đổi sau khi mở trang/);
    assert.match(
      toldOf(old.html),
      /Vi Thị Huyền: [^;]*[Hh]ọ[^;]*, lúc \d\d\/\d\d\/\d{4}/,
      'who, what and when',
    );
    assert.match(old.html, /Giàng A Phử/, 'the page as it is now');
    assert.ok(old.html.includes(`action="${sign}"`));
    assert.equal(await results(dossier), 0);
    await signer.visit.open(s.pageOf(dossier));
    assert.equal((await signer.visit.submit(sign, { outcome: 'signed' })).status, 303);
    assert.equal(await results(dossier), 1);
  });

  test('unchanged, it is signed; a form that does not say what it showed signs nothing', async () => {
    const dossier = await keyedIn('Vàng Thị Súa');
    await s.signer.visit.open(s.pageOf(dossier));
    const sign = await taskPath(dossier);
    const bare = await s.signer.visit.submit(sign, { outcome: 'signed', 'da-thay': '' });
    assert.equal(bare.status, 409);
    assert.equal(await results(dossier), 0);
    assert.equal((await s.signer.visit.submit(sign, { outcome: 'signed' })).status, 303);
    assert.equal(await results(dossier), 1);
  });

  test('so it is of who submits for signature, asks for papers or proposes a refusal: what he had typed is kept', async () => {
    const dossier = await keyedIn('Lồ Seo Vảng', 'officer');
    const { officer } = s;
    const task = await s.taskOf(dossier);
    const tries: ReadonlyArray<[string, Record<string, string>]> = [
      [`buoc/${task}`, { outcome: 'propose', [`note-${task}`]: 'Đủ điều kiện cấp thẻ' }],
      ['yeu-cau-bo-sung', { reason: 'Thiếu ảnh chân dung cỡ 3 × 4' }],
      ['de-nghi-tu-choi', { 'reason-propose': 'Người đề nghị đã có thẻ còn hạn' }],
    ];
    for (const [n, [path, typed]] of tries.entries()) {
      await officer.visit.open(s.pageOf(dossier));
      await corrects(dossier, `Lồ Seo Vảng ${'ABC'[n]}`);
      const old = await officer.visit.submit(`${s.pageOf(dossier)}/${path}`, typed);
      assert.equal(old.status, 409, path);
      assert.match(toldOf(old.html), /Vi Thị Huyền/);
      const words = Object.entries(typed).find(([name]) => name !== 'outcome')?.[1] ?? assert.fail();
      assert.match(old.html, new RegExp(`<textarea[^>]*>\\s*${words}<`), 'kept in its field');
      assert.equal((await findDossier(s.db, dossier.id))?.status, 'processing');
      assert.equal(await s.taskOf(dossier), task, 'the step lies where it lay');
    }
    await officer.visit.open(s.pageOf(dossier));
    const [path, typed] = tries[0] ?? assert.fail();
    assert.equal((await officer.visit.submit(`${s.pageOf(dossier)}/${path}`, typed)).status, 303);
  });

  test('changed while the second factor was shown, it is told before anything is signed', async () => {
    const dossier = await keyedIn('Tẩn Mý Chạn');
    const { signer } = s;
    await signer.visit.open(s.pageOf(dossier));
    const sign = await taskPath(dossier);
    await s.db.run("UPDATE identity.session SET stepped_up_at = stepped_up_at - interval '16 minutes'");
    const asked = await signer.visit.submit(sign, { outcome: 'signed' });
    assert.match(asked.location ?? '', /^\/tai-khoan\/xac-nhan/);
    await s.db.run("UPDATE identity.session SET stepped_up_at = stepped_up_at + interval '16 minutes'");
    await corrects(dossier, 'Tẩn Mý Chản');
    const back = `${s.pageOf(dossier)}?xong=factor-shown`;
    assert.match(toldOf((await signer.visit.open(back)).html), /Vi Thị Huyền: sửa lỗi nhập/);
    assert.equal((await signer.visit.submit(sign, { outcome: 'signed' })).status, 303);
    assert.equal(await results(dossier), 1);
  });

  test('who transfers it, on a page of its own, gets that page again with all he had typed', async () => {
    const dossier = await keyedIn('Phàn Láo Lở', 'officer');
    const { officer } = s;
    const path = `${s.pageOf(dossier)}/chuyen`;
    await officer.visit.open(path);
    await corrects(dossier, 'Phàn Láo Lỡ');
    const typed = { 'co-quan': s.agencies.saPa, 'ly-do': 'Người nộp cư trú tại xã Sa Pa' };
    const old = await officer.visit.submit(path, typed);
    assert.equal(old.status, 422, old.html.slice(0, 400));
    assert.match(old.html, /đã thay đổi sau khi mở trang\. Vi Thị Huyền: sửa lỗi nhập/);
    assert.match(old.html, /<textarea[^>]*>\s*Người nộp cư trú tại xã Sa Pa</);
    assert.equal((await findDossier(s.db, dossier.id))?.agencyId, s.agencies.bacHa);
    assert.equal((await officer.visit.submit(path, typed)).status, 303);
    assert.equal((await findDossier(s.db, dossier.id))?.agencyId, s.agencies.saPa);
  });

  test('who left something out is told of the change with it: what comes again shows the dossier as it is now', async () => {
    const dossier = await keyedIn('Phàn Láo Tả', 'officer');
    const { officer } = s;
    const path = `${s.pageOf(dossier)}/chuyen`;
    await officer.visit.open(path);
    await corrects(dossier, 'Phàn Láo Ta');
    const left = await officer.visit.submit(path, { 'co-quan': s.agencies.saPa, 'ly-do': '' });
    assert.equal(left.status, 422);
    assert.match(left.html, /đã thay đổi sau khi mở trang\. Vi Thị Huyền: sửa lỗi nhập/);
    const again = await officer.visit.submit(path, { 'co-quan': s.agencies.saPa, 'ly-do': '' });
    assert.doesNotMatch(again.html, /đã thay đổi sau khi/, 'he was told, and it has not changed since');
  });

  test('what was proposed to who decides is what he saw: a refusal that was taken back, or a signature that is asked for since, refuses nothing', async () => {
    const { officer, signer } = s;
    const reason = 'Người đề nghị đã có thẻ còn hạn đến 01/03/2027';
    const propose = async (dossier: Dossier, task: string) => {
      await officer.visit.open(s.pageOf(dossier));
      assert.equal(
        (await officer.visit.submit(`${s.pageOf(dossier)}/buoc/${task}`, { outcome: 'propose' })).status,
        303,
      );
    };
    for (const refusal of [true, false]) {
      const dossier = await keyedIn(refusal ? 'Hầu Mí Vá' : 'Hầu Mí Dể', 'officer');
      const task = await s.taskOf(dossier);
      if (refusal) {
        await officer.visit.open(s.pageOf(dossier));
        await officer.visit.submit(`${s.pageOf(dossier)}/de-nghi-tu-choi`, { 'reason-propose': reason });
      }
      await signer.visit.open(s.pageOf(dossier));
      s.clock.advance(1000);
      await propose(dossier, task);
      const old = await signer.visit.submit(`${s.pageOf(dossier)}/tu-choi`, { reason });
      assert.equal(old.status, 409, `proposed: ${refusal}`);
      assert.match(toldOf(old.html), /Lù Thị Sen: “[^”]+”: /);
      assert.ok(old.html.includes(reason), 'his words stay');
      assert.equal((await findDossier(s.db, dossier.id))?.status, 'processing');
      // Seen as it is now, it is his to decide.
      await signer.visit.open(s.pageOf(dossier));
      assert.equal((await signer.visit.submit(`${s.pageOf(dossier)}/tu-choi`, { reason })).status, 303);
      assert.equal((await findDossier(s.db, dossier.id))?.status, 'declined');
    }
  });

  test('a refusal proposed since the page was opened refuses nothing either, and a proposal sent back is told to who proposes again', async () => {
    const { officer, signer } = s;
    const dossier = await keyedIn('Hầu Mí Sình', 'officer');
    const path = s.pageOf(dossier);
    await signer.visit.open(path);
    s.clock.advance(1000);
    await officer.visit.open(path);
    const own = { 'reason-propose': 'Người đề nghị không cư trú tại xã Bắc Hà' };
    assert.equal((await officer.visit.submit(`${path}/de-nghi-tu-choi`, own)).status, 303);
    const reason = 'Người đề nghị đã có thẻ còn hạn đến 01/03/2027';
    const old = await signer.visit.submit(`${path}/tu-choi`, { reason });
    assert.equal(old.status, 409);
    assert.match(toldOf(old.html), /Lù Thị Sen: đề nghị không giải quyết/);
    assert.match(old.html, /không cư trú tại xã Bắc Hà/, 'what she proposes stands there now');
  });

  test('two clerks who correct at once: the second writes nothing over the first one', async () => {
    const dossier = await keyedIn('Sùng Thị Sáu', 'officer');
    const second = await s.official('Ma Thị Nhung', s.agencies.centre, ['receiver']);
    const path = `${s.pageOf(dossier)}/sua-to-khai`;
    await second.visit.open(path);
    await corrects(dossier, 'Sùng Thị Sáo');
    const late = await second.visit.submit(path, {
      'reader.phone': '0987654321',
      'ly-do': 'Gõ sai số điện thoại',
    });
    assert.equal(late.status, 409);
    assert.match(late.html, /Vi Thị Huyền/);
    assert.match(late.html, /<textarea[^>]*>[^<]*Số điện thoại: 0987 654 321\n[^<]*Gõ sai số điện thoại/);
    assert.doesNotMatch(late.html, /<textarea[^>]*>[^<]*99001/, 'nothing without a label');
    assert.equal((await findDossier(s.db, dossier.id))?.ownerName, 'Sùng Thị Sáo');
    await second.visit.open(path);
    await corrects(dossier, 'Sùng Thị Sao');
    const short = await second.visit.submit(path, { 'reader.phone': '0987654321', 'ly-do': '' });
    assert.equal(short.status, 409, 'also of a page on which something else has to be mended');
  });

  /** As the worker does what waits. */
  async function work(path: string) {
    const job = cases.jobs?.find(j => j.name === 'cases.bulk-act') ?? assert.fail();
    const bulkId = path.split('/').at(-1) ?? '';
    for (let n = 0; n < 30 && (await findBulk(s.db, bulkId))?.state === 'running'; n++)
      await job.run({ bulkId }, s.env);
    return new Map((await listBulkItems(s.db, bulkId)).map(i => [i.dossierId, i.error ?? i.state]));
  }
  async function chosen(who: Official, viec: string, dossiers: readonly Dossier[]) {
    await who.visit.open('/can-bo');
    const chon = await Promise.all(dossiers.map(s.taskOf));
    const { location = '' } = await who.visit.submit('/can-bo/hang-loat', { viec, chon });
    return { path: location, page: await who.visit.open(location) };
  }

  test('of many that are signed at once the one that was changed since the list is not; the list says who changed what', async () => {
    const { signer } = s;
    const [changed, same] = [await keyedIn('Thào Thị Chu'), await keyedIn('Cư Seo Lềnh')];
    const { path } = await chosen(signer, 'ky', [changed, same]);
    await corrects(changed, 'Thào Thị Chư');
    const sent = await signer.visit.submit(path);
    assert.equal(sent.location, path, sent.html);
    assert.deepEqual(
      await work(path),
      new Map([
        [changed.id, 'DOSSIER_CHANGED'],
        [same.id, 'done'],
      ]),
    );
    assert.deepEqual([await results(changed), await results(same)], [0, 1]);
    const row = (html: string) => html.split('<tr').find(line => line.includes(changed.code)) ?? '';
    assert.match(row((await signer.visit.open(path)).html), /đã thay đổi[\s\S]*Vi Thị Huyền/);
  });

  test('shown again, the list has the changed one not ticked; ticked then, it is signed. So it is of steps that are passed on', async () => {
    const { signer, officer } = s;
    const [one, two] = [await keyedIn('Lù Seo Tráng'), await keyedIn('Giàng Thị Dở', 'officer')];
    const { path } = await chosen(signer, 'ky', [one]);
    await corrects(one, 'Lù Seo Tráng B');
    const { html } = await signer.visit.open(path);
    assert.match(html, /Đã thay đổi<\/b> Vi Thị Huyền: [^;]*\. Xem lại/);
    assert.doesNotMatch(html, /name="chon"[^>]* checked/);
    await signer.visit.submit(path, { chon: await s.taskOf(one) });
    assert.equal((await work(path)).get(one.id), 'done');
    const steps = await chosen(officer, 'chuyen', [two]);
    assert.match(steps.page.html, /name="chon"[^>]* checked/);
    await corrects(two, 'Giàng Thị Dơ');
    await officer.visit.submit(steps.path);
    assert.equal((await work(steps.path)).get(two.id), 'DOSSIER_CHANGED');
  });
});
