import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { findDraftVersion, getDraftForm, getDraftProcess } from '#engines/procedures';
import { type StaffSite, staffSite } from '#test/staff-site';
import { DESIGN } from './testing/modules.ts';

describe('procedure design: form and process as source', () => {
  const ROOT = '/can-bo/thu-tuc';
  const CODE = '9.000002';
  const page = `${ROOT}/${CODE}`;
  type Official = Awaited<ReturnType<StaffSite['official']>>;
  let s: StaffSite;
  let an: Official;
  let binh: Official;

  before(async () => {
    s = await staffSite(DESIGN);
    an = await s.official('Phạm Minh Tuệ', s.agencies.province, ['procedure-editor']);
    binh = await s.official('Hoàng Thị Yên', s.agencies.province, ['procedure-editor']);
  });
  after(() => s.close());

  const draft = async () => (await findDraftVersion(s.db, CODE)) ?? assert.fail();
  const send = (who: Official, tab: string, fields: Record<string, string>) =>
    who.visit.send(`${page}/${tab}`, fields);

  test('an editor begins from nothing; who may not write procedures, or not release them, is refused', async () => {
    await an.visit.open(`${ROOT}/moi`);
    const begun = await an.visit.submit(`${ROOT}/moi`, {
      ma: CODE,
      ten: 'Cấp thẻ thư viện',
      'linh-vuc': 'Thư viện',
      tu: 'nothing',
    });
    assert.equal(begun.location, `${page}/phap-ly?xong=draft-created`);
    const form = await an.visit.open(`${page}/bieu-mau/nguon`);
    assert.match(form.html, /<b>Các trang<\/b>: Biểu mẫu chưa có trang nào/);
    assert.match((await an.visit.open(`${page}/quy-trinh`)).html, /Quy trình chạy được/);
    assert.match((await an.visit.open(`${page}/phat-hanh`)).html, /Chưa có thời hạn giải quyết dùng được/);
    assert.equal((await an.visit.submit(`${page}/phat-hanh/duyet`)).status, 403);
    const clerk = await s.official('Sùng A Chứ', s.agencies.bacHa, ['officer']);
    assert.equal((await clerk.visit.open(`${page}/bieu-mau/nguon`)).status, 403);
    const local = await s.official('Lù Thị Sen', s.agencies.bacHa, ['procedure-editor']);
    assert.equal((await local.visit.open(`${page}/bieu-mau/nguon`)).status, 404);
    await an.visit.open(`${ROOT}/moi`);
    const twice = await an.visit.submit(`${ROOT}/moi`, {
      ma: CODE,
      ten: 'Thẻ',
      'linh-vuc': 'Thư viện',
      tu: 'standard',
    });
    assert.match(twice.html, /Đã có thủ tục mang mã 9\.000002/);
  });

  test('what is typed is kept with its faults, each named with its place', async () => {
    await an.visit.open(`${page}/bieu-mau/nguon`);
    const broken =
      '{"schema": {"type": "object", "properties": {"a": {"$ref": "#/$defs/x"}}, "$defs": {"x": {"$ref": "#/$defs/x"}}}, "pages": [], "fields": {}}';
    assert.equal((await send(an, 'bieu-mau/nguon', { nguon: broken })).status, 303);
    const { html } = await an.visit.open(`${page}/bieu-mau/nguon`);
    assert.match(html, /tham chiếu vòng tới chính nó/);
    assert.match(html, /schema\/properties\/a/);
    assert.equal((await getDraftForm(s.db, (await draft()).id)).source, broken);

    await an.visit.open(`${page}/quy-trinh/nguon`);
    const bomb = '<!DOCTYPE x [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><x>&c;</x>';
    await send(an, 'quy-trinh/nguon', { nguon: bomb });
    assert.match((await an.visit.open(`${page}/quy-trinh`)).html, /1 chỗ cần sửa/);
    await an.visit.open(`${page}/quy-trinh/nguon`);
    await send(an, 'quy-trinh/nguon', { viec: 'chuan' });
    assert.equal((await getDraftProcess(s.db, (await draft()).id)).standard, true);
  });

  test('a large form goes through, one above two megabytes is refused, and not cut', async () => {
    await an.visit.open(`${page}/bieu-mau/nguon`);
    const large = JSON.stringify({ filler: 'ệ'.repeat(400_000) });
    assert.equal((await send(an, 'bieu-mau/nguon', { nguon: large })).status, 303);
    assert.equal((await getDraftForm(s.db, (await draft()).id)).source, large);
    await an.visit.open(`${page}/bieu-mau/nguon`);
    const long = await send(an, 'bieu-mau/nguon', { nguon: 'ệ'.repeat(800_000) });
    assert.equal(long.status, 422);
    assert.match(long.html, /Văn bản nặng 2,4 MB.*nhiều nhất 2 MB/s, 'nothing of files or pictures');
    assert.ok(long.html.includes('ệ'.repeat(800_000)), 'all that was typed comes back');
    assert.equal((await getDraftForm(s.db, (await draft()).id)).source, large);
  });

  test('two editors: the second is told who saved, keeps what was typed, and may then replace it', async () => {
    await an.visit.open(`${page}/bieu-mau/nguon`);
    await binh.visit.open(`${page}/bieu-mau/nguon`);
    await send(an, 'bieu-mau/nguon', { nguon: '{"an":1}' });
    const late = await send(binh, 'bieu-mau/nguon', { nguon: '{"binh":1}' });
    assert.equal(late.status, 422);
    assert.match(late.html, /Phạm Minh Tuệ đã lưu phần này lúc 20\/11\/2026 15:40/);
    assert.match(late.html, /\{&quot;binh&quot;:1\}/);
    const again = await send(binh, 'bieu-mau/nguon', { nguon: '{"binh":1}' });
    assert.equal(again.status, 303);
    const saves = await binh.visit.open(`${page}/lan-luu/bieu-mau`);
    assert.match(saves.html, /Hoàng Thị Yên/);
    const { revision } = await getDraftForm(s.db, (await draft()).id);
    await binh.visit.submit(`${page}/lan-luu/bieu-mau`, {
      'lan-luu': String(revision - 1),
      'da-doc': String(revision),
    });
    assert.equal((await getDraftForm(s.db, (await draft()).id)).source, '{"an":1}');
    assert.deepEqual((await s.story(`procedure:${(await draft()).procedureId}`)).slice(0, 3), [
      'procedure.draft-created',
      'procedure.draft-part-saved',
      'procedure.draft-part-saved',
    ]);
    assert.deepEqual(s.missing, []);
  });

  test('what is typed comes back when it cannot be written, and when the draft is gone meanwhile', async () => {
    await an.visit.open(`${page}/quy-trinh/nguon`);
    const unwritable = await send(an, 'quy-trinh/nguon', { nguon: '<bpmn>ệ\u0000</bpmn>' });
    assert.ok(unwritable.status < 500, `${unwritable.status}`);
    await an.visit.open(`${page}/quy-trinh/nguon`);
    const huge = await send(an, 'quy-trinh/nguon', { nguon: `<bpmn>${'é'.repeat(2_500_000)}</bpmn>` });
    assert.equal(huge.status, 422);
    assert.match(huge.html, /Văn bản nặng 5,1 MB/);
    assert.ok(huge.html.includes('é'.repeat(2_500_000)));
    await an.visit.open(`${page}/quy-trinh/nguon`);
    await binh.visit.open(page);
    assert.equal((await binh.visit.send(`${page}/bo-ban-thao`, {})).status, 303);
    const gone = await send(an, 'quy-trinh/nguon', { nguon: '<bpmn>đã gõ</bpmn>' });
    assert.equal(gone.status, 422);
    assert.match(gone.html, /Bản thảo đã được phát hành hoặc đã bỏ/);
    assert.match(gone.html, /&lt;bpmn&gt;đã gõ&lt;\/bpmn&gt;/);
    assert.deepEqual(s.missing, []);
  });
});
