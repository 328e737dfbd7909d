import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import ExcelJS from 'exceljs';
import { createTranslations, type Texts } from '#platform/i18n';
import {
  beginOfficialSignIn,
  findOfficial,
  grantsOf,
  importOfficials,
  listRoles,
  officialsTemplate,
} from '../index.ts';
import { type IdentityFixture, identityFixture } from '../testing/fixture.ts';
import { readDay, readListedPhone, readRoles } from './check-line.ts';

describe('identity: imports/import officials', () => {
  let f: IdentityFixture;
  let options: Parameters<typeof importOfficials>[2];
  before(async () => {
    f = await identityFixture();
    const read = async (lang: string) =>
      JSON.parse(await readFile(path.join(import.meta.dirname, `../locales/${lang}.json`), 'utf8')) as Texts;
    const texts = { vi: await read('vi'), en: await read('en') };
    options = { t: createTranslations([{ module: 'identity', texts }]).of('vi'), act: f.act() };
  });
  after(() => f.close());

  type Cell = string | Date | number | null;
  const filled = async (rows: readonly Cell[][]): Promise<Buffer> => {
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load((await officialsTemplate(f.db, 'vi')) as unknown as ArrayBuffer);
    for (const row of rows) workbook.worksheets[0]?.addRow(row);
    return Buffer.from(await workbook.xlsx.writeBuffer());
  };
  const officer = (name: string, user: string, title: string): Cell[] => [
    name,
    user,
    null,
    '0912 345 678',
    'Z99.60.01',
    title,
    null,
    'Chuyên viên, công chức thụ lý',
    '01/07/2025',
  ];

  describe('officials from Excel', () => {
    test('good lines come in with account, post and initial password; bad ones are told line by line, and nothing of them is left', async () => {
      const report = await importOfficials(
        f.db,
        await filled([
          officer('Lù Thị Sen', 'hotich.bacha', 'Công chức tư pháp - hộ tịch'),
          ['<b>', 'x', 'không phải thư', '12', '', '', null, 'vua', '31/02/2025'],
          officer('Thào A Sính', 'HOTICH.BACHA', 'Công chức khác'),
          [
            ...officer('Lý Thị Mẩy', 'dia.chinh', 'Công chức địa chính').slice(0, 4),
            'Z99.99',
            'Địa chính',
            null,
            'officer',
            new Date('2025-07-01'),
          ],
        ]),
        options,
      );
      assert.equal(report.added, 1);
      const at = (line: number) => report.errors.filter(e => e.line === line);
      assert.deepEqual(
        at(3).map(e => e.column),
        [
          'Họ và tên',
          'Tên đăng nhập',
          'Thư điện tử',
          'Điện thoại',
          'Mã định danh cơ quan',
          'Chức danh',
          'Vai trò',
          'Từ ngày',
        ],
      );
      assert.match(at(3)[3]?.what ?? '', /10 chữ số, ví dụ 0912 345 678/);
      assert.deepEqual(
        at(4).map(e => e.column),
        ['Tên đăng nhập'],
      );
      assert.match(at(4)[0]?.what ?? '', /trùng với dòng 2/);
      assert.match(at(5)[0]?.what ?? '', /Không có cơ quan mang mã “Z99.99”/);
      assert.equal(await findOfficial(f.db, 'dia.chinh'), undefined);
      const [posts] = await f.db.query<{ n: number }>(`SELECT count(*) AS n FROM organisation.post`);
      assert.equal(posts?.n, 1);
      const added = report.accounts[0];
      assert.deepEqual([added?.line, added?.user], [2, 'hotich.bacha']);
      const begun = await beginOfficialSignIn(f.env, {
        user: 'hotich.bacha',
        password: added?.initialPassword ?? '',
        ip: f.browser.ip,
        next: null,
        lang: 'vi',
      });
      assert.equal(begun.stage, 'new-password');
      const account = await findOfficial(f.db, 'hotich.bacha');
      const grants = await grantsOf(f.db, account?.id ?? '', f.clock.now());
      assert.ok(grants.some(g => g.permission === 'dossier.process' && g.agencyId === f.agencies.bacHa));
    });

    test('a wrong line is told all that is wrong with it at once; without a first day it begins today', async () => {
      const wrong = officer('<b>', 'hotich.bacha', 'Công chức');
      const twice = officer('Vàng A Tủa', 'van.thu', 'Văn thư');
      const report = await importOfficials(
        f.db,
        await filled([
          [...wrong.slice(0, 4), 'Z99.99', ...wrong.slice(5)],
          [...twice.slice(0, 8), null],
          ['1', 'van.thu', ...twice.slice(2)],
        ]),
        options,
      );
      const at = (line: number) => report.errors.filter(e => e.line === line).map(e => e.column);
      assert.deepEqual(at(2), ['Họ và tên', 'Mã định danh cơ quan', 'Tên đăng nhập']);
      assert.deepEqual(at(3), []);
      assert.deepEqual(at(4), ['Họ và tên', 'Tên đăng nhập']);
      assert.equal(report.added, 1);
    });

    test('the same file again adds nobody', async () => {
      const report = await importOfficials(
        f.db,
        await filled([officer('Lù Thị Sen', 'hotich.bacha', 'Công chức tư pháp - hộ tịch')]),
        options,
      );
      assert.equal(report.added, 0);
      assert.match(report.errors[0]?.what ?? '', /đã có tài khoản/);
    });

    test('a free post of the same title and roles is filled before another is made', async () => {
      const free = await f.post(f.agencies.bacHa, ['officer'], 'Công chức văn hóa');
      const [name = null, user = null, email = null, , ...rest] = officer(
        'Vàng Seo Páo',
        'van.hoa',
        'Công chức văn hóa',
      );
      await importOfficials(f.db, await filled([[name, user, email, 912_000_002, ...rest]]), options);
      const account = await findOfficial(f.db, 'van.hoa');
      assert.equal(account?.phone, '+84912000002', 'a number cell has lost its 0');
      const held = await f.db.one<{ postId: string }>(
        'SELECT post_id AS "postId" FROM identity.holding WHERE account_id = $1',
        [account?.id],
      );
      assert.equal(held.postId, free.id);
    });

    test('who manages one agency cannot place people in another, nor learn that it is there', async () => {
      const file = await filled([officer('Sùng Thị Dí', 'nguoi.moi', 'Công chức')]);
      const mayPlace = (agencyId: string) => agencyId === f.agencies.saPa;
      const report = await importOfficials(f.db, file, { ...options, mayPlace });
      assert.match(report.errors[0]?.what ?? '', /Không có cơ quan mang mã “Z99.60.01”/);
    });

    test('what is no Excel file, or has other headings, is refused', async () => {
      await assert.rejects(importOfficials(f.db, Buffer.from('Họ và tên;…'), options), {
        code: 'LIST_UNREADABLE',
      });
      const workbook = new ExcelJS.Workbook();
      workbook.addWorksheet('x').addRow(['Tên', 'Tuổi']);
      const file = Buffer.from(await workbook.xlsx.writeBuffer());
      await assert.rejects(importOfficials(f.db, file, options), { code: 'LIST_UNREADABLE' });
    });
  });

  test('a telephone number that Excel took for a number is read with its 0', () => {
    assert.equal(readListedPhone('912000002'), '+84912000002');
    assert.equal(readListedPhone('0912 000 002'), '+84912000002');
    assert.equal(readListedPhone('84912000002'), '+84912000002');
    for (const bad of ['012000002', '112000002', '91200000', '9120000020'])
      assert.equal(readListedPhone(bad), undefined);
  });

  test('days of the list', () => {
    assert.equal(readDay('1/7/2025'), '2025-07-01');
    assert.equal(readDay('45839'), '2025-07-01', 'as Excel counts');
    for (const bad of ['31/02/2025', '2025-02-31', '07/2025', '']) assert.equal(readDay(bad), undefined);
  });

  test('roles are read by id or name, in either language, also where a name holds a comma', async () => {
    const roles = await listRoles(f.db);
    const ids = (text: string) => readRoles(text, roles).map(([, id]) => id);
    assert.deepEqual(ids('officer'), ['officer']);
    assert.deepEqual(ids('Chuyên viên, công chức thụ lý, Người ký; LEADER'), ['officer', 'signer', 'leader']);
    assert.deepEqual(ids('kiem tra, thanh tra,, Văn thư,'), ['auditor', 'registrar']);
    assert.deepEqual(readRoles('vua, Người ký', roles), [
      ['vua', undefined],
      ['Người ký', 'signer'],
    ]);
    assert.deepEqual(ids(''), []);
  });
});
