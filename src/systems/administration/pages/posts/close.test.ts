import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { delegate } from '#engines/identity';
import { findPostOfAnyDay } from '#engines/organisation';
import { makeRule, openTask } from '#engines/work';
import { newId } from '#platform/db';
import { type StaffSite, staffSite } from '#test/staff-site';
import { ADMINISTRATION } from '../../testing/modules.ts';

describe('administration: a post is closed', () => {
  let s: StaffSite;
  before(async () => {
    s = await staffSite(ADMINISTRATION);
  });
  after(() => s.close());

  const closing = (agencyId: string, postId: string) =>
    `/can-bo/quan-tri/co-quan/${agencyId}/vi-tri/${postId}/dong`;

  test('what lies with it and rests on it is said first; nothing is said of a post with which nothing lies', async () => {
    const { bacHa } = s.agencies;
    const clerk = await s.official('Lù Thị Sen', bacHa, ['officer']);
    const other = await s.official('Vi Thị Hà', bacHa, ['officer']);
    const admin = await s.official('Sùng A Chứ', bacHa, ['agency-admin']);
    const task = {
      ...{ subjectKind: 'dossier', elementId: 'x', agencyId: bacHa, permission: 'dossier.process' },
      title: { step: 'Kiểm tra thực địa', code: 'HS-1', person: 'Giàng A Phử', matter: 'Tách thửa' },
      ...{ postId: clerk.postId, dueAt: s.clock.now(), search: '' },
    };
    const rule = { agencyId: bacHa, field: null, procedure: null, permission: null, way: 'fixed' as const };
    const days = { from: '2026-11-20', to: '2026-12-01', reason: 'Đi học' };
    await s.db.tx(async tx => {
      await openTask(tx, { ...task, subjectId: newId() }, s.clock.now());
      await openTask(tx, { ...task, subjectId: newId(), ref: 'escalation:1' }, s.clock.now());
      await makeRule(tx, { ...rule, postId: clerk.postId }, s.act());
      const passed = { fromPostId: clerk.postId, toPostId: admin.postId, roles: ['officer'], ...days };
      await delegate(tx, passed, s.act());
    });
    const page = (await admin.visit.open(closing(bacHa, clerk.postId))).html;
    assert.match(page, /1 bước hồ sơ đang giao cho vị trí này/);
    assert.match(page, /1 quy tắc giao việc nêu vị trí này/);
    assert.match(page, /1 ủy quyền do vị trí này giao hoặc nhận/);
    const nothing = (await admin.visit.open(closing(bacHa, other.postId))).html;
    assert.doesNotMatch(nothing, /Chưa có ai nhận sau khi đóng/);
    const stranger = await s.official('Lục Văn Toàn', s.agencies.saPa, ['agency-admin']);
    assert.equal((await stranger.visit.open(closing(bacHa, clerk.postId))).status, 404);
  });

  test('its last day is none before its first, nor after the last that it has; both are named beside the field', async () => {
    const { bacHa } = s.agencies;
    const clerk = await s.official('Lù Thị Mai', bacHa, ['officer']);
    const admin = await s.official('Sùng A Páo', bacHa, ['agency-admin']);
    const at = closing(bacHa, clerk.postId);
    const post = await findPostOfAnyDay(s.db, clerk.postId);
    const [year, month, day] = (post?.from ?? '').split('-');
    await admin.visit.open(at);
    const closes = (last: string) => admin.visit.submit(at, { 'ngay-cuoi': last });
    const early = await closes('30/11/2020');
    assert.equal(early.status, 422);
    assert.match(early.html, new RegExp(`href="#f-ngay-cuoi"[^>]*>Vị trí có từ ${day}/${month}/${year}`));
    assert.match(early.html, /<input[^>]*value="30\/11\/2020"/);
    assert.equal((await closes('30/11/2026')).status, 303);
    assert.match((await closes('01/12/2026')).html, /Vị trí đã có ngày cuối cùng là 30\/11\/2026/);
    assert.equal((await closes('30/11/2026')).status, 303, 'again is once');
  });
});
