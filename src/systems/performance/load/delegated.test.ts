import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { cases } from '#engines/cases';
import { files } from '#engines/files';
import { delegate, givePost, sharePost } from '#engines/identity';
import { indicators } from '#engines/indicators';
import { messaging } from '#engines/messaging';
import { numbering } from '#engines/numbering';
import { payments } from '#engines/payments';
import { ratings } from '#engines/ratings';
import { trust } from '#engines/trust';
import { endAbsence, noteAbsence, openTask, work } from '#engines/work';
import { newId } from '#platform/db';
import { jobsModule } from '#platform/manifests';
import { type StaffSite, staffSite } from '#test/staff-site';
import { performance } from '../index.ts';

type Official = Awaited<ReturnType<StaffSite['official']>>;
const LOAD = '/can-bo/phan-viec';
const words = (markup: string): string => markup.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

describe('performance: steps of who is away and has delegated a part', () => {
  let s: StaffSite;
  let chair: Official;
  let vice: Official;
  before(async () => {
    s = await staffSite([
      ...[jobsModule, numbering, files, trust, messaging, payments, work, cases, ratings, indicators],
      performance,
    ]);
    chair = await s.official('Vàng Seo Páo', s.agencies.bacHa, ['leader', 'signer'], 'Chủ tịch');
    vice = await s.official('Lù Văn Thắng', s.agencies.bacHa, ['leader', 'signer'], 'Phó Chủ tịch');
    const registrar = await s.official('Sùng A Chứ', s.agencies.bacHa, ['registrar'], 'Văn thư');
    const days = { from: '2026-11-20', to: '2026-12-09' };
    const passed = { fromPostId: chair.postId, toPostId: registrar.postId, roles: ['leader'], ...days };
    const of = { subjectKind: 'report', elementId: 'x', agencyId: s.agencies.bacHa, postId: chair.postId };
    const dueAt = new Date('2026-12-04T17:00:00+07:00');
    const step = (step: string, permission: string) => ({
      ...{ ...of, subjectId: newId(), permission, dueAt, search: '' },
      title: { step, code: 'BC-1', person: 'Giàng A Phử', matter: 'Cấp thẻ' },
    });
    await s.db.tx(async tx => {
      await delegate(tx, { ...passed, reason: 'Đi công tác' }, s.act());
      await noteAbsence(tx, { accountId: chair.accountId, ...days }, s.act(vice.accountId));
      for (const task of [step('Ký thẻ', 'dossier.sign'), step('Xem xét thẻ', 'dossier.decide')])
        await openTask(tx, task, s.clock.now());
    });
    // Given to nobody: two who sign and decide may do them, one of whom is away.
    await s.db.tx(async tx => {
      for (const task of [step('Ký chung', 'dossier.sign'), step('Xem xét chung', 'dossier.decide')])
        await openTask(tx, { ...task, postId: null }, s.clock.now());
      const field = 'THU-VIEN';
      await openTask(tx, { ...step('Ký sách', 'dossier.sign'), postId: null, field }, s.clock.now());
      const late = { ...step('Ký sau', 'dossier.sign'), dueAt: new Date('2026-12-11T17:00:00+07:00') };
      await openTask(tx, { ...late, postId: null }, s.clock.now());
    });
  });
  after(() => s.close());

  test('the forecast names those that nobody may do for him, and not what somebody does', async () => {
    const forecast = words((await vice.visit.open(LOAD)).html.replace(/^[\s\S]*<h2>Bước có thể trễ hạn/, ''));
    assert.match(forecast, /Ký thẻ BC-1 Vàng Seo Páo .* vắng đến hết 08\/12\/2026, không có ai làm thay/);
    assert.doesNotMatch(forecast, /Xem xét thẻ/);
  });

  test('a rule is tried with who may do the step for him: nobody signs, somebody decides', async () => {
    await vice.visit.open(LOAD);
    const tried = async (kind: string) => {
      const rule = { 'loai-buoc': kind, cach: 'fixed', 'vi-tri': chair.postId, 'xem-truoc': '1' };
      return words((await vice.visit.submit(`${LOAD}/quy-tac/moi`, rule)).html);
    };
    assert.match(await tried('dossier.sign'), /Lúc này không có ai nhận được/);
    assert.match(await tried('dossier.decide'), /Vàng Seo Páo – Chủ tịch 1? ?\d* 10 Nhận bước thứ 1, 2/);
  });

  test('steps given from the list to somebody who is away are asked about once, with what was ticked', async () => {
    const pool = `${LOAD}/viec?co-quan=${s.agencies.bacHa}`;
    const { html } = await vice.visit.open(pool);
    const taskOf = (name: string) =>
      new RegExp(`value="([0-9a-f-]{36})" aria-label="[^"]*${name}`).exec(html)?.[1] ?? assert.fail(name);
    const give = (name: string) => ({ buoc: [taskOf(name)], 'giao-cho': chair.postId });
    const asked = await vice.visit.submit(pool, give('Ký chung'));
    assert.equal(asked.status, 422);
    assert.match(asked.html, /Vàng Seo Páo vắng đến hết 08\/12\/2026[^<]*1 bước đã chọn đến hạn trước/);
    assert.match(asked.html, new RegExp(`value="${taskOf('Ký chung')}"[^>]* checked>`));
    const again = await vice.visit.submit(pool, give('Ký chung'));
    assert.doesNotMatch(again.html, /vắng đến hết 08/, 'it is tried: no dossier is there to be given');
    assert.match(again.html, /Chưa giao được hồ sơ/);
    await vice.visit.open(pool);
    const acted = await vice.visit.submit(pool, give('Xem xét chung'));
    assert.doesNotMatch(acted.html, /vắng đến hết 08/, 'somebody acts for him in that');
  });

  test('what was given to nobody is told while all who may do it are away, and not while one is there or somebody acts for one', async () => {
    const shown = async () => words((await vice.visit.open(LOAD)).html);
    assert.doesNotMatch((await shown()).replace(/^[\s\S]*Bước có thể trễ hạn /, ''), /Ký chung/);
    const days = { from: '2026-11-20', to: '2026-12-07' };
    const id = await s.db.tx(tx =>
      noteAbsence(tx, { accountId: vice.accountId, ...days }, s.act(chair.accountId)),
    );
    const page = await shown();
    assert.match(page, /Chưa giao cho ai [^A-Za-z]*2 bước đến hạn khi mọi người làm được đều vắng/);
    const forecast = page.replace(/^[\s\S]*Bước có thể trễ hạn /, '');
    const why = /Mọi người làm được bước này đang vắng[^.]*đến hạn trước ngày 07\/12\/2026/;
    for (const name of ['Ký chung', 'Ký sách'])
      assert.match(forecast, new RegExp(`${name} BC-1 Chưa giao cho ai [^A-Z]*${why.source}`));
    assert.doesNotMatch(
      forecast,
      /Xem xét chung|Ký sau/,
      'somebody acts for the chair; due when she is back',
    );
    await s.db.tx(tx => endAbsence(tx, id, s.act(chair.accountId)));
    assert.doesNotMatch((await shown()).replace(/^[\s\S]*Bước có thể trễ hạn /, ''), /Ký chung/);
  });

  test('what lies at a post that two hold is told while both are away', async () => {
    const chairs = { postId: chair.postId, accountId: vice.accountId, from: '2026-11-20' };
    await s.db.tx(async tx => {
      await sharePost(tx, chair.postId);
      await givePost(tx, chairs, s.act());
    });
    const forecast = async () =>
      words((await vice.visit.open(LOAD)).html.replace(/^[\s\S]*<h2>Bước có thể trễ hạn/, ''));
    assert.doesNotMatch(await forecast(), /Ký thẻ/);
    const days = { from: '2026-11-20', to: '2026-12-07' };
    await s.db.tx(tx => noteAbsence(tx, { accountId: vice.accountId, ...days }, s.act(chair.accountId)));
    const told = await forecast();
    assert.match(told, /Ký thẻ BC-1 [^.]*Mọi người làm được bước này đang vắng/);
    assert.doesNotMatch(told, /Xem xét thẻ/, 'somebody acts for it in that');
  });
});
