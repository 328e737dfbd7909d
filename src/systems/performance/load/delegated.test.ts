import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { cases } from '#engines/cases';
import { files } from '#engines/files';
import { delegate } from '#engines/identity';
import { indicators } from '#engines/indicators';
import { messaging } from '#engines/messaging';
import { numbering } from '#engines/numbering';
import { payments } from '#engines/payments';
import { ratings } from '#engines/ratings';
import { trust } from '#engines/trust';
import { noteAbsence, openTask, work } from '#engines/work';
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
});
