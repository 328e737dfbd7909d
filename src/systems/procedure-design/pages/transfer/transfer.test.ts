import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createDraft, discardDraft, findDraftVersion, publishVersion } from '#engines/procedures';
import { type StaffSite, staffSite } from '#test/staff-site';
import { libraryCard } from '../../../../engines/procedures/testing/content.ts';
import { DESIGN } from '../../testing/modules.ts';

describe('procedure design: files that go from one installation to another', () => {
  const ROOT = '/can-bo/thu-tuc';
  const CODE = '9.000006';
  let s: StaffSite;
  let an: Awaited<ReturnType<StaffSite['official']>>;

  before(async () => {
    s = await staffSite(DESIGN);
    an = await s.official('Phạm Minh Tuệ', s.agencies.province, ['procedure-editor']);
    await s.db.tx(async tx => {
      const draft = await createDraft(tx, CODE, libraryCard(), s.act());
      await publishVersion(tx, draft.id, '2026-11-20', s.act());
      await createDraft(tx, CODE, libraryCard({ results: ['Thẻ mới'] }), s.act());
    });
  });
  after(() => s.close());

  test('exported, then looked at before anything is loaded; another’s file is not shown', async () => {
    const file = await an.visit.open(`${ROOT}/${CODE}/xuat.json`);
    assert.equal(file.status, 200);
    const one = await an.visit.open(`${ROOT}/${CODE}/xuat.json?ban=2`);
    assert.equal(JSON.parse(one.raw.toString()).procedures[0].versions.length, 1);
    await an.visit.open(`${ROOT}/nhap`);
    const astray = await an.visit.upload(`${ROOT}/nhap`, 'tep', 'thu-tuc.json', file.raw);
    assert.equal(astray.status, 422);
    assert.match(astray.html, /Đây là tệp thủ tục xuất từ Fansipan[\s\S]*“Nạp tệp”/);
    const program = Buffer.concat([Buffer.from('MZ\0\0'), Buffer.from(file.raw)]);
    const refused = await an.visit.upload(`${ROOT}/nhap`, 'tep', 'thu-tuc.jsonl', program);
    assert.match(refused.html, /không phải văn bản/);
    await s.db.tx(async tx => {
      const draft = (await findDraftVersion(tx, CODE)) ?? assert.fail();
      await discardDraft(tx, draft.id, s.act());
      await createDraft(tx, CODE, libraryCard({ name: 'Bản của tôi' }), s.act());
    });
    await an.visit.open(`${ROOT}/nap`);
    const kept = await an.visit.upload(`${ROOT}/nap`, 'tep', 'thu-tuc.json', file.raw);
    assert.equal(kept.status, 303);
    const page = kept.location ?? '';
    const plan = await an.visit.open(page);
    assert.match(plan.html, /giữ nguyên nếu không chọn thay/);
    assert.match(plan.html, /Thẻ<ins> mới<\/ins>/);
    assert.match(plan.html, /<del>Bản của tôi<\/del>/);
    const clerk = await s.official('Sùng A Chứ', s.agencies.bacHa, ['officer']);
    assert.equal((await clerk.visit.open(page)).status, 403);
    const binh = await s.official('Hoàng Thị Yên', s.agencies.province, ['procedure-editor']);
    assert.equal((await binh.visit.open(page)).status, 404);

    assert.match((await an.visit.submit(page)).html, /Giữ nguyên bản thảo đang có/);
    assert.equal((await findDraftVersion(s.db, CODE))?.name, 'Bản của tôi');
    assert.equal((await an.visit.open(page)).status, 404);
    await an.visit.open(`${ROOT}/nap`);
    const again = await an.visit.upload(`${ROOT}/nap`, 'tep', 'thu-tuc.json', file.raw);
    await an.visit.open(again.location ?? '');
    assert.match((await an.visit.submit(again.location ?? '', { thay: CODE })).html, /Đã thay bản thảo/);
    assert.deepEqual((await findDraftVersion(s.db, CODE))?.results, ['Thẻ mới']);
  });

  test('a file that was changed, or is another kind, is refused where it is chosen', async () => {
    const { raw } = await an.visit.open(`${ROOT}/${CODE}/xuat.json`);
    const cases: Array<[Buffer, RegExp]> = [
      [Buffer.from(raw.toString().replace('Thẻ mới', 'Thẻ cũ')), /đã bị sửa sau khi xuất/],
      [Buffer.from('không phải JSON'), /Không đọc được tệp thủ tục/],
      [Buffer.from([0xff, 0xfe, 0x00]), /không phải văn bản UTF-8/],
    ];
    for (const [body, words] of cases) {
      await an.visit.open(`${ROOT}/nap`);
      const answer = await an.visit.upload(`${ROOT}/nap`, 'tep', 'x.json', body);
      assert.equal(answer.status, 422);
      assert.match(answer.html, words);
    }
    assert.deepEqual(s.missing, []);
  });
});
