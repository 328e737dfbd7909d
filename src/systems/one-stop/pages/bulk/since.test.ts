import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { cases, type Dossier, findBulk, listBulkItems } from '#engines/cases';
import { delegate, revokeDelegation } from '#engines/identity';
import { type Official, type OneStopSite, oneStopSite } from '../../testing/site.ts';

describe('one-stop: many at once, and what became of what was not done', () => {
  let s: OneStopSite;
  before(async () => {
    s = await oneStopSite();
  });
  after(() => s.close());

  async function made(owner: string, by = s.officer): Promise<Dossier> {
    const dossier = await s.apply({ owner });
    await s.step(s.clerk, dossier, 'forward');
    await s.step(by, dossier, 'propose');
    return dossier;
  }
  /** What he chose, as he looks through it. */
  async function choose(who: Official, dossiers: readonly Dossier[]) {
    await who.visit.open('/can-bo');
    const chon = await Promise.all(dossiers.map(s.taskOf));
    const { location: path = '' } = await who.visit.submit('/can-bo/hang-loat', { viec: 'ky', chon });
    const { html } = await who.visit.open(path);
    return { path, chon, html };
  }
  async function work(path: string) {
    const job = cases.jobs?.find(j => j.name === 'cases.bulk-act') ?? assert.fail();
    const bulkId = path.split('/').at(-1) ?? '';
    for (let n = 0; n < 9 && (await findBulk(s.db, bulkId))?.state === 'running'; n++)
      await job.run({ bulkId }, s.env);
    return (await listBulkItems(s.db, bulkId)).map(i => i.error ?? i.state);
  }

  test('who stands in is not offered what she appraised herself; once the delegation has ended she reads that, and by whom', async () => {
    const given = { fromPostId: s.signer.postId, toPostId: s.officer.postId, roles: ['signer'] };
    const days = { from: '2026-01-01', to: '2027-01-01', reason: 'Đi công tác' };
    const id = await s.db.tx(tx => delegate(tx, { ...given, ...days }, s.act()));
    const other = await s.official('Giàng Thị Sua', s.agencies.bacHa, ['officer']);
    const [own, others] = [await made('Lò Văn Mình'), await made('Lò Văn Khách', other)];
    const { path, chon, html } = await choose(s.officer, [own, others]);
    assert.match(html, new RegExp(`value="${chon[1]}" aria-label="[^"]*" checked>`));
    assert.doesNotMatch(html, new RegExp(`value="${chon[0]}"`), 'it would be refused');
    assert.match(html, /Người đã thẩm định hồ sơ không ký[\s\S]*?Lò Văn Mình/);
    await s.officer.visit.submit(path, { chon: [chon[1] ?? ''] });
    const by = { ...s.act(), actor: s.signer.accountId };
    await s.db.tx(tx => revokeDelegation(tx, id, by));
    assert.deepEqual(await work(path), ['NOT_ALLOWED']);
    const after = (await s.officer.visit.open(path)).html;
    assert.match(after, /Ủy quyền của vị trí “[^”]*” đã kết thúc lúc [^<]*, do Thào A Sính chấm dứt/);
    assert.match(after, /1 hồ sơ không còn là việc của tài khoản này/);
    assert.doesNotMatch(after, /Đăng nhập bằng tài khoản khác|Chọn lại|vẫn nằm trong danh sách việc/);
  });

  test('what another sent back, and what another stopped, says who did what; what is proposed anew is in the list again', async () => {
    const vice = await s.official('Lù Văn Thắng', s.agencies.bacHa, ['leader', 'signer']);
    const [back, stopped] = [await made('Má Thị Lại'), await made('Má Thị Dừng')];
    const { path, chon } = await choose(s.signer, [back, stopped]);
    await s.step(vice, back, 'send-back', 'Ghi lại tên người nộp cho đúng');
    const stop = `${s.pageOf(stopped)}/dung`;
    await vice.visit.open(stop);
    const done = await vice.visit.submit(stop, { 'ly-do': 'Người nộp đã chuyển đi nơi khác' });
    assert.equal(done.status, 303, done.html.slice(0, 300));
    await s.step(s.officer, back, 'propose');
    await s.signer.visit.submit(path, { chon });
    assert.deepEqual(await work(path), ['TASK_DONE', 'TASK_DONE']);
    const { html } = await s.signer.visit.open(path);
    const row = (name: string) => html.slice(html.indexOf(`>${name}<`)).split('</tr>')[0] ?? '';
    assert.match(
      row('Má Thị Lại'),
      /Lù Văn Thắng: [^<]*trả lại[^<]*, lúc [^<]*nay lại chờ xử lý, nằm trong danh sách việc/i,
    );
    assert.match(row('Má Thị Dừng'), /Không còn phải làm[\s\S]*Lù Văn Thắng: [^<]*dừng[^<]*, lúc /i);
    assert.doesNotMatch(html, /Bước này đã có người làm xong/);
    assert.match(html, /1 hồ sơ đã có người xử lý, nay lại nằm trong danh sách việc/);
    assert.match(html, /1 hồ sơ không còn bước phải làm, không còn trong danh sách việc/);
  });

  test('what he signed himself meanwhile is not said to be done by others', async () => {
    const vice = await s.official('Sùng A Páo', s.agencies.bacHa, ['leader', 'signer']);
    const [mine, theirs] = [await made('Hầu Thị Tự'), await made('Hầu Thị Khác')];
    const { path, chon } = await choose(s.signer, [mine, theirs]);
    await s.step(s.signer, mine, 'signed');
    await s.step(vice, theirs, 'signed');
    await s.signer.visit.submit(path, { chon });
    assert.deepEqual(await work(path), ['TASK_DONE', 'TASK_DONE']);
    const { html } = await s.signer.visit.open(path);
    const row = (name: string) => html.slice(html.indexOf(`>${name}<`)).split('</tr>')[0] ?? '';
    assert.match(row('Hầu Thị Tự'), /Đã tự xử lý[\s\S]*Chính người đang đăng nhập: [^<]*ký/);
    assert.doesNotMatch(row('Hầu Thị Tự'), /Người khác đã làm/);
    assert.match(row('Hầu Thị Khác'), /Người khác đã làm[\s\S]*Sùng A Páo: [^<]*ký/);
    assert.match(html, /2 hồ sơ đã có người làm xong/);
  });

  test('who comes second reads before he confirms who signed, sent back, or signed himself', async () => {
    const vice = await s.official('Tẩn A Phù', s.agencies.bacHa, ['leader', 'signer']);
    const [signed, back, mine] = [
      await made('Sùng Thị Ký'),
      await made('Sùng Thị Trả'),
      await made('Sùng Tự'),
    ];
    const { path } = await choose(s.signer, [signed, back, mine]);
    await s.step(vice, signed, 'signed');
    await s.step(vice, back, 'send-back', 'Ghi lại tên người nộp cho đúng');
    await s.step(s.signer, mine, 'signed');
    const { html } = await s.signer.visit.open(path);
    const why = (name: string) =>
      html
        .slice(0, html.indexOf(`>${name}<`))
        .split('<p>')
        .at(-1) ?? '';
    assert.match(why('Sùng Thị Ký'), /Tẩn A Phù: [^<]*ký[^<]*, lúc /i);
    assert.match(why('Sùng Thị Trả'), /Tẩn A Phù: [^<]*trả lại[^<]*, lúc /i);
    assert.match(why('Sùng Tự'), /Chính người đang đăng nhập: [^<]*ký/);
    assert.doesNotMatch(html, /Mở lại hồ sơ để xem ai đã làm/);
  });

  test('a step whose proposal was taken back is said to be gone for that; who signed twice reads that he signed', async () => {
    const vice = await s.official('Vàng A Lử', s.agencies.bacHa, ['leader', 'signer']);
    const dossier = await made('Cư Thị Mới');
    const task = await s.taskOf(dossier);
    const way = `${s.pageOf(dossier)}/buoc/${task}`;
    await vice.visit.open(s.pageOf(dossier));
    const { html } = await s.officer.visit.open(s.pageOf(dossier));
    const undo = /href="([^"]*\/hoan-tac\/[^"]*)"/.exec(html)?.[1] ?? assert.fail('no way back');
    await s.officer.visit.open(undo);
    await s.officer.visit.submit(undo);
    await s.step(s.officer, dossier, 'propose');
    const stale = await vice.visit.submit(way, { outcome: 'signed' });
    assert.equal(stale.status, 409);
    assert.match(stale.html, /Lù Thị Sen[^<]*hoàn tác/);
    assert.doesNotMatch(stale.html, /đã có người làm xong/);

    const again = `${s.pageOf(dossier)}/buoc/${await s.taskOf(dossier)}`;
    await vice.visit.open(s.pageOf(dossier));
    assert.equal((await vice.visit.submit(again, { outcome: 'signed' })).status, 303);
    const twice = await vice.visit.submit(again, { outcome: 'signed' });
    assert.equal(twice.status, 409);
    assert.match(twice.html, /chính người đang đăng nhập đã làm rồi: [^<]*ký/);
  });
});
