import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createDraft, propose } from '#engines/procedures';
import { type StaffSite, staffSite } from '#test/staff-site';
import { libraryCard } from '../../src/engines/procedures/testing/content.ts';
import { oneStop } from '../../src/systems/one-stop/index.ts';
import { DESIGN } from '../../src/systems/procedure-design/testing/modules.ts';

let s: StaffSite;
before(async () => {
  s = await staffSite([...DESIGN, oneStop]);
});
after(() => s.close());

test('whoever may approve a draft reads in the inbox that it waits; who has written it, or may not, does not', async () => {
  const an = await s.official('Phạm Minh Tuệ', s.agencies.province, ['procedure-editor']);
  const author = await s.official('Hoàng Thị Yên', s.agencies.province, ['procedure-approver']);
  const chi = await s.official('Lê Thị Phương', s.agencies.province, ['procedure-approver']);
  const line = /<a href="\/can-bo\/thu-tuc\/cho-duyet">Có 1 bản thảo thủ tục hoặc đề nghị chuyển hồ sơ chờ/;
  assert.doesNotMatch((await chi.visit.open('/can-bo')).html, line);
  await s.db.tx(async tx => {
    const draft = await createDraft(tx, '9.000008', libraryCard(), s.act(author.accountId));
    await propose(tx, draft.id, { from: '2026-12-01' }, s.act(an.accountId));
  });
  assert.match((await chi.visit.open('/can-bo')).html, line);
  for (const other of [an, author]) assert.doesNotMatch((await other.visit.open('/can-bo')).html, line);
  assert.deepEqual(s.missing, []);
});
