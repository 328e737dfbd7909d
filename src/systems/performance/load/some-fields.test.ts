import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { cases } from '#engines/cases';
import { files } from '#engines/files';
import { givePost, scopeRole } from '#engines/identity';
import { indicators } from '#engines/indicators';
import { messaging } from '#engines/messaging';
import { numbering } from '#engines/numbering';
import { createPost } from '#engines/organisation';
import { payments } from '#engines/payments';
import { ratings } from '#engines/ratings';
import { trust } from '#engines/trust';
import { openTask, work } from '#engines/work';
import { newId } from '#platform/db';
import { jobsModule } from '#platform/manifests';
import { type StaffSite, staffSite } from '#test/staff-site';
import { loadLibrary } from '../../../engines/cases/testing/load-library.ts';
import { library } from '../../../engines/cases/testing/modules.ts';
import { SINCE } from '../../../engines/identity/testing/agencies.ts';
import { performance } from '../index.ts';

type Official = Awaited<ReturnType<StaffSite['official']>>;
const LOAD = '/can-bo/phan-viec';
const RULE = `${LOAD}/quy-tac/moi`;
const FIELD = 'thu-vien';
const words = (markup: string): string => markup.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

describe('performance: an official whose role is for some fields only', () => {
  let s: StaffSite;
  let chair: Official;
  let sen: Official;
  let quy: Official;
  let chu: Official;
  before(async () => {
    s = await staffSite([
      ...[jobsModule, numbering, files, trust, messaging, payments, work, cases, ratings, indicators],
      ...[library, performance],
    ]);
    await loadLibrary(s.db, s.act());
    chair = await s.official('Vàng Seo Páo', s.agencies.bacHa, ['leader', 'signer'], 'Chủ tịch');
    sen = await s.official('Lù Thị Sen', s.agencies.bacHa, ['officer'], 'Công chức tư pháp');
    quy = await s.official('Vàng Văn Quý', s.agencies.bacHa, ['officer'], 'Chuyên viên Phòng Kinh tế');
    chu = await s.official('Sùng A Chứ', s.agencies.bacHa, ['registrar'], 'Văn thư');
    const accountant = await s.official('Lý Thị Mẩy', s.agencies.bacHa, ['accountant'], 'Kế toán');
    await s.db.run(
      `INSERT INTO procedures.field (code, name, folded) VALUES ('dat-dai', 'Đất đai', 'dat dai')`,
    );
    const scope = {
      postId: quy.postId,
      roleId: 'officer',
      agencyId: s.agencies.bacHa,
      below: false,
      fields: [FIELD],
    };
    const of = {
      subjectKind: 'report',
      elementId: 'check',
      title: { step: 'Thẩm định', code: 'BC-1', person: 'Giàng A Phử', matter: 'Cấp thẻ' },
      agencyId: s.agencies.bacHa,
      permission: 'dossier.process',
      field: FIELD,
      dueAt: new Date('2026-11-24T17:00:00+07:00'),
      search: '',
    };
    const at = s.clock.now();
    await s.db.tx(async tx => {
      await scopeRole(tx, scope, s.act());
      await openTask(tx, { ...of, subjectId: newId(), postId: quy.postId }, at);
      await openTask(tx, { ...of, subjectId: newId(), postId: accountant.postId }, at);
    });
  });
  after(() => s.close());

  const rule = (more: Record<string, string>) =>
    chair.visit.submit(RULE, {
      'loai-buoc': 'dossier.process',
      cach: 'fixed',
      'vi-tri': quy.postId,
      ...more,
    });

  test('stands before his leader with what he has, and only what nobody can do lies with nobody', async () => {
    const load = words((await chair.visit.open(LOAD)).html);
    assert.match(load, /Vàng Văn Quý Chuyên viên Phòng Kinh tế \S+( \S+)* 1 0 0 /);
    assert.match(load, /Ở vị trí không có người giữ 1 /);
    const now = words((await chair.visit.open('/can-bo/tinh-hinh?xem=can-bo')).html);
    assert.match(now, /Vàng Văn Quý Chuyên viên Phòng Kinh tế 0 0 – 1 0 0/);
    assert.match(now, /Ở vị trí không có người giữ – – – 1 0 0/, 'no step is missing from the table');
  });

  test('is noted as away', async () => {
    const today = '20/11/2026';
    const noted = await chair.visit.submit(`${LOAD}/vang`, {
      'can-bo': quy.accountId,
      tu: today,
      den: today,
    });
    assert.equal(noted.status, 303);
    assert.match(words((await chair.visit.open(LOAD)).html), /Vàng Văn Quý Chuyên viên Phòng Kinh tế Vắng/);
  });

  test('may be the one to whom steps of his field are always given', async () => {
    const form = (await chair.visit.open(RULE)).html;
    assert.match(form, new RegExp(`<option value="${quy.postId}"`));
    assert.equal((await rule({})).status, 303);
    const turns = words((await rule({ cach: 'round-robin', 'xem-truoc': '1' })).html);
    assert.match(
      turns,
      /Vàng Văn Quý – Chuyên viên Phòng Kinh tế – 0 Chỉ nhận bước thuộc lĩnh vực được giao/,
    );
  });

  test('a rule that names who can do none of its steps is not made', async () => {
    const none = await rule({ 'vi-tri': chu.postId });
    assert.equal(none.status, 422);
    assert.match(
      words(none.html),
      /Vị trí này không làm được bước nào của quy tắc \(Bước thụ lý, mọi lĩnh vực\)/,
    );
    const other = await rule({ 'linh-vuc': 'dat-dai' });
    assert.equal(other.status, 422, 'not his field');
    assert.equal((await rule({ 'linh-vuc': FIELD, 'xem-truoc': '1' })).status, 200);
  });

  test('is marked with the steps that are not of his field, and not offered for these alone', async () => {
    const kinds = [
      ['Thẩm định thẻ', FIELD],
      ['Đo đạc', 'dat-dai'],
    ] as const;
    await s.db.tx(async tx => {
      for (const [step, field] of kinds)
        await openTask(
          tx,
          {
            ...{
              subjectKind: 'report',
              subjectId: newId(),
              elementId: 'check',
              permission: 'dossier.process',
            },
            title: { step, code: 'BC-2', person: 'Giàng A Phử', matter: 'Cấp thẻ' },
            ...{ agencyId: s.agencies.bacHa, field, dueAt: null, search: '' },
          },
          s.clock.now(),
        );
    });
    const pool = `${LOAD}/viec?co-quan=${s.agencies.bacHa}`;
    const { html } = await chair.visit.open(pool);
    const choices = (page: string) =>
      [...page.matchAll(/<option value="[^"]+"[^>]*>([^<]+)/g)].map(m => m[1]);
    const of = (name: string, page: string) => choices(page).filter(c => c?.startsWith(name));
    assert.match(of('Vàng Văn Quý', html)[0] ?? '', /; không làm được: Đo đạc – Đất đai$/);
    assert.match(of('Lù Thị Sen', html)[0] ?? '', /Công chức tư pháp$/, 'she may do both');
    const land = /value="([0-9a-f-]{36})" aria-label="Đo đạc/.exec(html)?.[1] ?? '';
    const again = await chair.visit.submit(pool, { buoc: [land], 'giao-cho': quy.postId });
    assert.equal(again.status, 422);
    assert.deepEqual(of('Vàng Văn Quý', again.html), []);
    assert.equal(of('Lù Thị Sen', again.html).length, 1);
  });

  test('who holds another post besides stands in the preview with what lies open there too', async () => {
    const desk = {
      agencyId: s.agencies.province,
      titleVi: 'Thủ quỹ',
      titleEn: 'Cashier',
      roles: ['accountant'],
    };
    await s.db.tx(async tx => {
      const { id } = await createPost(tx, { ...desk, from: SINCE }, s.act());
      await givePost(tx, { postId: id, accountId: sen.accountId, from: SINCE }, s.act());
      const task = {
        subjectKind: 'report',
        elementId: 'count',
        title: { step: 'Kiểm quỹ', code: 'BC-2', person: 'Giàng A Phử', matter: 'Báo cáo quỹ' },
        agencyId: s.agencies.province,
        permission: 'fee.collect',
        field: FIELD,
        dueAt: null,
        search: '',
      };
      for (let n = 0; n < 2; n++)
        await openTask(tx, { ...task, subjectId: newId(), postId: id }, s.clock.now());
    });
    const tried = words((await rule({ cach: 'least-loaded', 'xem-truoc': '1' })).html);
    assert.match(tried, /Lù Thị Sen – Công chức tư pháp 2 /);
  });
});
