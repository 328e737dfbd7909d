import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { forms } from '#engines/forms';
import { organisation } from '#engines/organisation';
import { processes } from '#engines/processes';
import { type TestDatabase, testDatabase } from '#test/database';
import { procedures } from '../module.ts';
import { loadDemoProcedures } from '../packs/demo-procedures.ts';
import { createDraft } from '../store/drafts.ts';
import { publishVersion } from '../store/publish.ts';
import { recordingAct } from '../testing/act.ts';
import { libraryCard } from '../testing/content.ts';
import { searchForgiving } from './forgiving.ts';
import { countProcedures, listByLifeEvent, listDrafts, listFields, listLifeEvents } from './lists.ts';
import { searchProcedures } from './search.ts';
import { loadSynonyms } from './synonyms.ts';

describe('procedures: search/search', () => {
  let database: TestDatabase;
  const DAY = '2026-11-22';
  before(async () => {
    database = await testDatabase([organisation, forms, processes, procedures]);
    await loadDemoProcedures(database.db, recordingAct());
    await database.db.tx(async tx => {
      const birth = await createDraft(
        tx,
        '9.000002',
        libraryCard({
          name: 'Đăng ký khai sinh',
          field: 'Hộ tịch',
          lifeEvents: ['birth'],
          keywords: ['làm giấy khai sinh'],
        }),
        recordingAct(),
      );
      await publishVersion(tx, birth.id, '2026-01-01', recordingAct());
      await createDraft(tx, '9.000003', libraryCard({ name: 'Bản thảo về mèo', limits: {} }), recordingAct());
    });
  });
  after(() => database.drop());

  const names = async (text: string, filter = {}) =>
    (await searchProcedures(database.db, text, filter, DAY)).rows.map(r => r.name);

  test('tone marks, case and order of words do not matter; the whole phrase in a name comes first', async () => {
    assert.equal((await names('khai sinh'))[0], 'Đăng ký khai sinh');
    assert.equal((await names('KHAI SINH'))[0], 'Đăng ký khai sinh');
    assert.deepEqual(await names('kinh doanh ho cham dut'), ['Chấm dứt hoạt động hộ kinh doanh']);
    assert.equal((await names('kinh doanh của hộ'))[0], 'Tạm ngừng kinh doanh của hộ kinh doanh');
    assert.deepEqual(await names('1.012784'), ['Tách thửa hoặc hợp thửa đất']);
  });

  test('a will is found as people say it, and not what only begins with its letters', async () => {
    const add = (code: string, name: string) =>
      database.db.tx(async tx => {
        const { id } = await createDraft(tx, code, libraryCard({ name }), recordingAct());
        await publishVersion(tx, id, '2026-01-01', recordingAct());
      });
    await add('9.000021', 'Điều chỉnh diện tích đất của tổ chức');
    assert.deepEqual(await names('di chúc'), []);
    await add('9.000022', 'Chứng thực di chúc');
    await loadSynonyms(database.db, new Date(`${DAY}T00:00:00Z`));
    const said = [
      'di chúc',
      'di chuc',
      'lập di chúc',
      'làm di chúc',
      'công chứng di chúc',
      'lam di chuc cho con',
    ];
    for (const text of said) {
      const { rows } = await searchForgiving(database.db, text, {}, DAY);
      assert.deepEqual(
        rows.map(r => r.name),
        ['Chứng thực di chúc'],
        text,
      );
    }
  });

  test('what communes do for people comes before what investors ask of the province, and what is for officials comes last', async () => {
    const add = (code: string, name: string, more: object) =>
      database.db.tx(async tx => {
        const content = libraryCard({ name, field: 'Hoạt động xây dựng', ...more });
        const { id } = await createDraft(tx, code, content, recordingAct());
        await publishVersion(tx, id, '2026-01-01', recordingAct());
      });
    const investor =
      'Giao chủ đầu tư không qua đấu thầu đối với trường hợp dự án đầu tư xây dựng nhà ở xã hội đã được chấp thuận';
    await add('9.000011', investor, {
      levels: ['province'],
      subjects: ['Doanh nghiệp', 'Công dân Việt Nam'],
    });
    await add('9.000012', 'Kế hoạch xây dựng nhà ở', {
      levels: ['province'],
      subjects: ['Cán bộ', 'công chức', 'viên chức'],
    });
    await add('9.000013', 'Cấp giấy phép xây dựng mới đối với công trình cấp III, cấp IV và nhà ở riêng lẻ', {
      levels: ['commune'],
      subjects: ['Công dân Việt Nam', 'Doanh nghiệp'],
    });
    for (const text of ['xay dung nha o', 'xây dựng nhà ở']) {
      const found = (await names(text)).filter(n => /đầu tư|Kế hoạch|cấp III/.test(n));
      assert.deepEqual(
        found.map(n => n.split(' ')[0]),
        ['Cấp', 'Giao', 'Kế'],
        text,
      );
    }
  });

  test('what people call a thing finds it, also with words too many that other procedures hold', async () => {
    await loadSynonyms(database.db, new Date('2026-01-01T00:00:00Z'));
    const cards = [
      ['9.000033', 'Cấp Giấy xác nhận tình trạng hôn nhân', []],
      ['9.000034', 'Đăng ký biện pháp bảo đảm bằng quyền sử dụng đất', []],
      ['9.000031', 'Cấp thẻ căn cước', []],
      ['9.000032', 'Chứng thực chữ ký', ['mất giấy tờ', 'chứng minh thư']],
    ] as const;
    const add = (code: string, name: string, keywords: readonly string[] = []) =>
      database.db.tx(async tx => {
        const content = libraryCard({ name, keywords: [...keywords] });
        const { id } = await createDraft(tx, code, content, recordingAct());
        await publishVersion(tx, id, '2026-01-01', recordingAct());
      });
    for (const [code, name, keywords] of cards) await add(code, name, keywords);
    const meant = async (text: string) => {
      const { rows, how } = await searchForgiving(database.db, text, {}, DAY);
      return [how, rows[0]?.name];
    };
    assert.deepEqual(await meant('mất chứng minh thư'), ['synonym', 'Cấp thẻ căn cước']);
    assert.deepEqual(await meant('làm giấy tờ cho cháu mới đẻ'), ['synonym', 'Đăng ký khai sinh']);
    for (const text of ['xin giấy chưa vợ', 'chưa có vợ', 'chưa chồng', 'giấy độc thân', 'độc thân'])
      assert.deepEqual(await meant(text), ['synonym', 'Cấp Giấy xác nhận tình trạng hôn nhân'], text);
    for (const text of ['sang tên sổ đỏ', 'chuyển nhượng đất'])
      assert.deepEqual(await meant(text), ['near', 'Đăng ký biện pháp bảo đảm bằng quyền sử dụng đất'], text);
    const abroad = 'kết hôn với người trung quốc';
    assert.deepEqual(await meant(abroad), ['near', 'Đăng ký kết hôn'], 'no procedure for it');
    await add('9.000035', 'Đăng ký kết hôn có yếu tố nước ngoài');
    assert.deepEqual(await meant(abroad), ['synonym', 'Đăng ký kết hôn có yếu tố nước ngoài']);
    await add('9.000036', 'Chuyển nhượng quyền sử dụng đất');
    assert.deepEqual(await meant('sang tên sổ đỏ'), ['synonym', 'Chuyển nhượng quyền sử dụng đất']);
    assert.deepEqual(await meant('mất giấy tờ'), ['as-typed', 'Chứng thực chữ ký']);
  });

  test('who lost a land certificate finds its reissue first, and no mortgage; where nobody reissues it, what gives one is only the likest', async () => {
    await loadSynonyms(database.db, new Date('2026-01-01T00:00:00Z'));
    const add = (code: string, name: string, more: object) =>
      database.db.tx(async tx => {
        const { id } = await createDraft(tx, code, libraryCard({ name, ...more }), recordingAct());
        await publishVersion(tx, id, '2026-01-01', recordingAct());
      });
    const certificate = 'Giấy chứng nhận quyền sử dụng đất';
    const mortgage = 'Đăng ký thế chấp bằng quyền sử dụng đất';
    await add('9.000041', mortgage, { results: ['Chứng nhận đăng ký thế chấp'], keywords: ['sổ đỏ'] });
    await add('9.000042', 'Đăng ký đất đai lần đầu', { results: [certificate], keywords: ['sổ đỏ'] });
    const asked = ['mat so do', 'mất sổ đỏ', 'bị mất bìa đỏ', 'cấp lại sổ hồng', 'mất giấy tờ đất'];
    const said = [...asked, 'mat giay chung nhan quyen su dung dat', 'lam mat so do'];
    const found = async (text: string) => {
      const { rows, how } = await searchForgiving(database.db, text, {}, DAY);
      return { how, names: rows.map(r => r.name) };
    };
    for (const text of said) {
      const { how, names } = await found(text);
      assert.ok(names.includes('Đăng ký đất đai lần đầu') && !names.includes(mortgage), `${text}: ${names}`);
      assert.notEqual(how, 'synonym', `${text}: nothing here does just that`);
    }
    const reissue = 'Cấp lại Giấy chứng nhận quyền sử dụng đất do bị mất';
    await add('9.000043', reissue, {});
    for (const text of said) {
      const { names } = await found(text);
      assert.equal(names[0], reissue, text);
      assert.ok(!names.includes(mortgage), text);
    }
    assert.ok((await found('sổ đỏ')).names.includes(mortgage), 'it is about one, too');
  });

  test('kí and ký are one word', async () => {
    const { how, rows } = await searchForgiving(database.db, 'đăng kí kết hôn', {}, DAY);
    assert.deepEqual([how, rows[0]?.name], ['as-typed', 'Đăng ký kết hôn']);
    assert.deepEqual(await names('dang ki khai sinh'), await names('đăng ký khai sinh'));
  });

  test('signs without a letter find nothing, instead of everything', async () => {
    for (const text of ['😀', '...', ' - '])
      assert.equal((await searchProcedures(database.db, text, {}, DAY)).total, 0, text);
    assert.ok((await searchProcedures(database.db, '  ', {}, DAY)).total > 20);
  });

  test('only moments in life that have a procedure are listed', async () => {
    assert.ok((await listLifeEvents(database.db, DAY)).includes('death'));
    assert.deepEqual(await listLifeEvents(database.db, '2020-01-01'), []);
    for (const event of await listLifeEvents(database.db, DAY))
      assert.ok((await listByLifeEvent(database.db, event, DAY)).length > 0, event);
  });

  test('where nothing is found, what may have been meant is suggested with its marks', async () => {
    const suggestion = async (text: string) =>
      (await searchProcedures(database.db, text, {}, DAY)).suggestion;
    assert.equal(await suggestion('khia sinh'), 'khai sinh');
    assert.equal(await suggestion('ket hom'), 'kết hôn');
    assert.equal(await suggestion('thẻ bảo hiểm y t'), null, 'the beginning of a word is found');
    assert.equal(await suggestion('hộ kinh doang'), 'hộ kinh doanh');
    assert.equal(await suggestion('qwertyuiop'), null);
    assert.equal(await suggestion("'; DROP TABLE x; --"), null);
  });

  test('what is typed cannot break the search', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 300 }), async text => {
        const { rows, total } = await searchProcedures(database.db, text, { limit: 1 }, DAY);
        assert.ok(rows.length <= 1 && total >= rows.length);
      }),
      { numRuns: 40 },
    );
  });

  test('filters by field, level and life event, and pages', async () => {
    assert.ok((await names('', { field: 'dat-dai' })).every(n => /đất/.test(n)));
    assert.equal((await names('', { lifeEvent: 'birth' }))[0], 'Đăng ký khai sinh', 'the shortest name');
    const all = await searchProcedures(database.db, '', { limit: 100 }, DAY);
    assert.equal(all.total, await countProcedures(database.db, DAY));
    assert.ok(all.total >= 20);
    const page = await searchProcedures(database.db, '', { limit: 5, offset: 5 }, DAY);
    assert.deepEqual(page.rows, all.rows.slice(5, 10));
    assert.equal(page.total, all.total);
  });

  test('only what is in force on the day is found; drafts are in a list of their own', async () => {
    assert.equal(await countProcedures(database.db, '2020-01-01'), 0);
    assert.deepEqual(await names('mèo'), []);
    assert.deepEqual(
      (await listDrafts(database.db, { missing: 'limit', text: 'ban thao' })).rows.map(d => d.code),
      ['9.000003'],
    );
    assert.deepEqual(await listDrafts(database.db, { missing: 'fee' }), { rows: [], total: 0 });
    assert.equal((await listDrafts(database.db, { text: 'không có' })).total, 0);
  });

  test('lists by field and by moment in life', async () => {
    const fields = await listFields(database.db, DAY);
    assert.ok(fields.some(f => f.code === 'ho-tich' && f.name === 'Hộ tịch' && f.count >= 7));
    const death = await listByLifeEvent(database.db, 'death', DAY);
    assert.ok(death.some(p => p.name.startsWith('Hỗ trợ chi phí mai táng')));
  });

  test('loading the demonstration set again loads nothing', async () => {
    assert.equal(await loadDemoProcedures(database.db, recordingAct()), 0);
  });
});
