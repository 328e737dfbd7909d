import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { after, before, describe, test } from 'node:test';
import { forms } from '#engines/forms';
import { organisation } from '#engines/organisation';
import { processes } from '#engines/processes';
import { type TestDatabase, testDatabase } from '#test/database';
import { procedures } from '../module.ts';
import { updateDraft } from '../store/drafts.ts';
import { findDraftVersion, findProcedureInForce, listVersions } from '../store/read.ts';
import { recordingAct } from '../testing/act.ts';
import { listLine } from '../testing/line.ts';
import { contentOf } from '../types.ts';
import { importProcedures } from './import-procedures.ts';

describe('procedures: import/import procedures', () => {
  let database: TestDatabase;
  before(async () => {
    database = await testDatabase([organisation, forms, processes, procedures]);
  });
  after(() => database.drop());

  const load = (lines: string[], at?: string) =>
    importProcedures(database.db, Readable.from([lines.join('\n')]), recordingAct(at));

  test('good lines load and are in force; each bad one is refused with its line, code and reason, whole', async () => {
    const report = await load([
      listLine({ code: '9.100001' }),
      '{"code": "9.100002", "na',
      listLine({ code: 'không có mã' }),
      listLine({ code: '9.100003', name: ' ' }),
      listLine({ code: '9.100004', level: 'Cấp làng' }),
      '',
      listLine({ code: '9.100005', channels: [{ channel: 'Bồ câu', n: 1, unit: 'Ngày', fee: null }] }),
      listLine({ code: '9.100006', channels: [{ channel: 'Trực tiếp', n: 1, unit: 'Tuần', fee: null }] }),
      listLine({ code: '9.100007', channels: [{ channel: 'Trực tiếp', n: -3, unit: 'Ngày', fee: null }] }),
      listLine({ code: '9.100008', name: 'a\u0000b' }),
      JSON.stringify({ code: '9.100009' }),
      listLine({ code: '9.100001', name: 'Lần nữa' }),
      listLine({ code: '9.100010' }),
    ]);
    assert.deepEqual(
      report.refused.map(r => `${r.line} ${r.code} ${r.reason}`),
      [
        '2 null not-json',
        '3 null bad-code',
        '4 9.100003 no-name',
        '5 9.100004 unknown-level',
        '7 9.100005 unknown-channel',
        '8 9.100006 unknown-unit',
        '9 9.100007 limit-out-of-range',
        '10 null nul',
        '11 null shape',
        '12 9.100001 double-code',
      ],
    );
    assert.deepEqual([report.lines, report.loaded, report.published], [13, 2, 2]);
    const version = await findProcedureInForce(database.db, '9.100001', '2026-11-22');
    assert.deepEqual(version?.limits, {
      online: { n: 3, unit: 'working-day' },
      counter: { n: 5, unit: 'working-day' },
    });
    assert.deepEqual(
      version?.fees.map(f => [f.channels, f.amount]),
      [
        [['online'], 0],
        [['counter'], 20_000],
      ],
    );
    assert.equal(await findProcedureInForce(database.db, '9.100001', '2026-11-21'), undefined);
    assert.equal(await findProcedureInForce(database.db, '9.100003', '2026-11-22'), undefined);
  });

  test('a line without a usable limit becomes a draft that says what is missing', async () => {
    const without = [{ channel: 'Trực tuyến', n: 120, unit: null, fee: ',000 VNĐ' }];
    const report = await load([
      listLine({ code: '9.200001', channels: [] }),
      listLine({ code: '9.200002', channels: without }),
      listLine({
        code: '9.200003',
        channels: [{ channel: 'Trực tiếp', n: 5, unit: 'Ngày làm việc', fee: ',000 VNĐ' }],
      }),
    ]);
    assert.deepEqual(
      report.drafts.map(d => [d.line, d.code, d.missing]),
      [
        [1, '9.200001', ['limit']],
        [2, '9.200002', ['limit', 'fee']],
        [3, '9.200003', ['fee']],
      ],
    );
    assert.deepEqual(
      report.remarks.map(r => `${r.line} ${r.reason} ${r.detail}`),
      [
        '1 no-channel ',
        '2 unit-missing online: 120 –',
        '2 fee-unreadable online: ,000 VNĐ',
        '3 fee-unreadable counter: ,000 VNĐ',
      ],
    );
    const draft = await findDraftVersion(database.db, '9.200002');
    assert.deepEqual(draft?.source.channels, without, 'what could not be read is kept as it was');
    assert.equal(
      draft?.serviceLevel,
      'partly-online',
      'it is done online: only how long it takes is not known',
    );
  });

  test('a channel without a unit is left out, the others stand; what is doubtful is marked', async () => {
    const report = await load([
      listLine({
        code: '9.300001',
        channels: [
          { channel: 'Trực tuyến', n: 1, unit: null, fee: '50 VNĐ' },
          { channel: 'Trực tiếp', n: 17, unit: 'Ngày', fee: '50 VNĐ' },
          { channel: 'Trực tiếp', n: 30, unit: 'Ngày', fee: '50 VNĐ' },
        ],
        docs: [{ name: 'Đơn theo Mẫu số 18', orig: 181, copy: 1 }],
      }),
    ]);
    assert.equal(report.published, 1);
    const version = await findProcedureInForce(database.db, '9.300001', '2026-11-22');
    assert.deepEqual(version?.limits, { counter: { n: 30, unit: 'calendar-day' } });
    assert.equal(version?.serviceLevel, 'counter');
    assert.equal(version?.papers[0]?.original, null);
    assert.deepEqual(
      version?.fees.map(f => [f.amount, f.text]),
      [[null, '50 VNĐ']],
    );
    assert.deepEqual(version?.unverified, [
      'serviceLevel',
      'limits.counter.unit',
      'limits.counter.n',
      'fees',
      'papers',
    ]);
    assert.deepEqual(
      report.remarks.map(r => r.reason),
      [
        'unit-missing',
        'unit-ambiguous',
        'several-limits',
        'fee-implausible',
        'fee-implausible',
        'fee-implausible',
        'paper-count',
      ],
    );
  });

  test('the same file again changes nothing, also after staff have worked on a draft', async () => {
    const lines = [listLine({ code: '9.400001' }), listLine({ code: '9.400002', channels: [] })];
    await load(lines);
    const draft = await findDraftVersion(database.db, '9.400002');
    assert.ok(draft);
    const edited = { ...contentOf(draft), limits: { counter: { n: 2, unit: 'working-day' as const } } };
    await database.db.tx(tx => updateDraft(tx, draft.id, edited, draft.contentSha256, recordingAct()));
    const again = await load(lines, '2026-11-23T03:00:00Z');
    assert.deepEqual([again.unchanged, again.published, again.drafts], [2, 0, []]);
    assert.equal((await listVersions(database.db, '9.400001')).length, 1);
    assert.deepEqual((await findDraftVersion(database.db, '9.400002'))?.limits.counter, {
      n: 2,
      unit: 'working-day',
    });
  });

  test('a changed line is a new version from the day it is loaded; on the same day it is refused', async () => {
    await load([listLine({ code: '9.500001' })], '2026-11-22T03:00:00Z');
    const changed = [listLine({ code: '9.500001', name: 'Cấp thẻ bạn đọc mới' })];
    const sameDay = await load(changed, '2026-11-22T09:00:00Z');
    assert.deepEqual(
      sameDay.refused.map(r => r.reason),
      ['from-too-early'],
    );
    assert.equal(
      (await listVersions(database.db, '9.500001')).length,
      1,
      'nothing of a refused line is kept',
    );
    await load(changed, '2026-12-01T03:00:00Z');
    assert.equal(
      (await findProcedureInForce(database.db, '9.500001', '2026-11-30'))?.name,
      'Cấp thẻ bạn đọc',
    );
    assert.equal(
      (await findProcedureInForce(database.db, '9.500001', '2026-12-01'))?.name,
      'Cấp thẻ bạn đọc mới',
    );
  });
});
