import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Dossier } from '#engines/cases';
import { delegate } from '#engines/identity';
import { endAbsence, noteAbsence } from '#engines/work';
import { type Official, type OneStopSite, oneStopSite } from '../../testing/site.ts';

describe('one-stop: who examined a dossier reads that somebody else signs it', () => {
  let s: OneStopSite;
  let both: Official;
  before(async () => {
    s = await oneStopSite();
    both = await s.official('Lù Thị Mai', s.agencies.bacHa, ['officer', 'signer']);
  });
  after(() => s.close());

  async function examinedBy(officer: Official, owner: string): Promise<Dossier> {
    const dossier = await s.apply({ owner });
    for (const [who, outcome] of [
      [s.clerk, 'forward'],
      [officer, 'propose'],
    ] as const) {
      await who.visit.open(s.pageOf(dossier));
      const step = `${s.pageOf(dossier)}/buoc/${await s.taskOf(dossier)}`;
      assert.equal((await who.visit.submit(step, { outcome })).status, 303);
    }
    return dossier;
  }

  test('in her list, on its page with who can sign it, and among what is not signed with the others', async () => {
    const own = await examinedBy(both, 'Lò Thị Mai');
    const other = await examinedBy(s.officer, 'Tẩn Mý Chạn');
    const { html } = await both.visit.open(s.pageOf(own));
    assert.match(html, /Người đã thẩm định hồ sơ [^<]+ không ký hồ sơ này/);
    assert.match(html, /Ký được hồ sơ này: Thào A Sính\./);
    assert.doesNotMatch(html, /value="signed"/);
    assert.match((await both.visit.open(s.pageOf(other))).html, /value="signed"/);
    const head = (await s.signer.visit.open(s.pageOf(own))).html;
    assert.match(head, /value="signed"/);
    assert.match(head, /Người đã thẩm định: Lù Thị Mai/);

    const inbox = (await both.visit.open('/can-bo')).html;
    const row = (list: string, { code }: Dossier) =>
      list.split('<tr').find(line => line.includes(code.split('-').slice(1).join('-'))) ?? assert.fail(code);
    assert.match(row(inbox, own), /Đã thẩm định – người khác ký/);
    assert.doesNotMatch(row(inbox, other), /người khác ký/);
    assert.match(inbox, /Trong danh sách này có 1 việc để người khác ký/);
    assert.doesNotMatch((await s.signer.visit.open('/can-bo')).html, /người khác ký/);

    const chon = await Promise.all([own, other].map(s.taskOf));
    const chosen = await both.visit.submit('/can-bo/hang-loat', { viec: 'ky', chon });
    const review = (await both.visit.open(chosen.location ?? '')).html;
    const boxes = [...review.matchAll(/type="checkbox" name="chon" value="([^"]+)"[^>]*>/g)];
    assert.deepEqual(
      boxes.map(([box, task]) => [task, box.endsWith(' checked>')]),
      [[chon[1], true]],
    );
    assert.match(
      review,
      /1 hồ sơ không làm cùng được[\s\S]*Người đã thẩm định hồ sơ không ký[\s\S]*Lò Thị Mai/,
    );
    assert.deepEqual(s.missing, []);
  });

  test('where she is the only one who can, she signs, and reads that nobody else is there', async () => {
    const own = await examinedBy(both, 'Giàng Thị Sáo');
    const leave = { accountId: s.signer.accountId, from: '2026-01-01', to: '2027-01-01' };
    const by = { ...s.act(), actor: s.signer.accountId };
    const id = await s.db.tx(tx => noteAbsence(tx, leave, by));
    const { html } = await both.visit.open(s.pageOf(own));
    assert.match(html, /Hiện không có người nào khác ký được nên người đã thẩm định ký/);
    assert.match(html, /value="signed"/);
    assert.doesNotMatch((await both.visit.open('/can-bo')).html, /người khác ký/);
    await s.db.tx(tx => endAbsence(tx, id, by));
    assert.doesNotMatch((await both.visit.open(s.pageOf(own))).html, /value="signed"/);
  });

  test('who stands in reads who can sign, or that nobody is there', async () => {
    const stranger = await s.official('Sùng A Chứ', s.agencies.bacHa, ['officer']);
    const given = { fromPostId: s.signer.postId, toPostId: stranger.postId, roles: ['signer'] };
    const days = { from: '2026-01-01', to: '2027-01-01', reason: 'Đi công tác' };
    await s.db.tx(tx => delegate(tx, { ...given, ...days }, s.act()));
    const dossier = await examinedBy(stranger, 'Lý Thị Phương');
    const page = async () => (await stranger.visit.open(s.pageOf(dossier))).html;
    assert.match(await page(), /Ký được hồ sơ này: (?=[^.]*Lù Thị Mai)[^.]*Thào A Sính/);
    for (const { accountId } of [both, s.signer])
      await s.db.tx(tx =>
        noteAbsence(
          tx,
          { accountId, from: '2026-01-01', to: '2027-01-01' },
          { ...s.act(), actor: accountId },
        ),
      );
    assert.match(await page(), /Hiện không có người nào khác ký được; hồ sơ chờ người ủy quyền/);
    assert.doesNotMatch(await page(), /value="signed"/);
  });
});
