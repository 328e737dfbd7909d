import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createTranslations } from '#platform/i18n';
import { type TestDatabase, testDatabase } from '#test/database';
import { agencyByCode, committeeOf } from '../agencies.ts';
import { areaByCode, findAreaByCode, resolveArea } from '../areas.ts';
import en from '../locales/en.json' with { type: 'json' };
import vi from '../locales/vi.json' with { type: 'json' };
import { organisation } from '../module.ts';
import { recordingAct } from '../testing/recording-act.ts';
import { countryUnits } from './country.ts';
import { type ImportReport, importUnits } from './import-units.ts';
import { problemText } from './problem-text.ts';
import { unitText } from './source.ts';

describe('organisation: import/import units', () => {
  let database: TestDatabase;
  before(async () => {
    database = await testDatabase([organisation]);
  });
  after(() => database.drop());

  const t = createTranslations([{ module: 'organisation', texts: { vi, en } }], key => assert.fail(key)).of(
    'vi',
  );
  const jsonl = (...lines: unknown[]) =>
    unitText('units.jsonl', lines.map(l => (typeof l === 'string' ? l : JSON.stringify(l))).join('\n'));
  const counts = ({ created, corrected, unchanged, refused }: ImportReport) => ({
    created,
    corrected,
    unchanged,
    refused,
  });

  const since = { from: '2025-07-01' };
  const province = { type: 'area', level: 'province', code: '98', kind: 'province', name: 'Mẫu', ...since };
  const commune = {
    type: 'area',
    level: 'commune',
    code: '98001',
    kind: 'commune',
    name: 'Một',
    parent: 'province:98',
    ...since,
  };
  const committee = {
    type: 'agency',
    identifier: 'Z98.01',
    legacyIdentifier: '000.00.01.Z98',
    name: 'Ủy ban nhân dân xã Một',
    kind: 'commune-committee',
    level: 'commune',
    area: 'commune:98001',
    ...since,
  };

  test('a file loads line by line: the good lines load, the others are named with the reason', async () => {
    const act = recordingAct();
    const report = await importUnits(
      database.db,
      jsonl(
        province,
        commune,
        committee,
        '{"type": "area", ',
        { ...commune, code: '98002', name: '' },
        { ...commune, code: '98003', kind: 'ward', parent: 'province:97' },
        { ...commune, code: '98004', kind: 'rural-district' },
        { ...commune, code: '98005', colour: 'red' },
        { ...commune, code: '98006', to: '2025-07-01' },
        { ...commune, name: 'Hai', from: '2025-08-01' },
        { ...committee, identifier: 'Z98.02', legacyIdentifier: '000.00.02.Z98' },
        { ...commune, code: '98007', from: '2025-02-31' },
        {
          type: 'succession',
          of: 'area',
          from: 'commune:98001',
          into: 'commune:98001',
          on: '2026-01-01',
          share: 'whole',
        },
        { ...commune, code: '98008', name: 'Tám' },
      ),
      undefined,
      act,
    );
    assert.deepEqual(
      report.problems.map(p => `${p.line}: ${problemText(t, p)}`),
      [
        '4: Dòng này không phải một đối tượng JSON. Tệp CSV phải có tên kết thúc bằng .csv và dòng đầu ghi tên các trường.',
        '5: Trường name không dùng được: "". Xem dạng đúng trong docs/import.md.',
        '6: Không có đơn vị hành chính province:97 vào ngày 01/07/2025. Đặt dòng của đơn vị đó lên trước.',
        '7: Loại rural-district không thuộc cấp commune. Sửa loại hoặc cấp.',
        '8: Không có trường tên colour. Xem danh sách trường trong docs/import.md.',
        '9: Ngày kết thúc 01/07/2025 không sau ngày bắt đầu 01/07/2025. Sửa một trong hai ngày.',
        '10: commune:98001 đã có với nội dung khác, từ 01/07/2025 đến …. Sửa tệp, hoặc đính chính đơn vị đã có.',
        '11: Địa bàn của Ủy ban nhân dân xã Một đã có Ủy ban nhân dân trong thời gian này',
        '12: Trường from không dùng được: "2025-02-31". Xem dạng đúng trong docs/import.md.',
        '13: commune:98001 không thể kế thừa chính mình. Ghi mã của đơn vị kế thừa.',
      ],
    );
    assert.deepEqual(counts(report), { created: 4, corrected: 0, unchanged: 0, refused: 10 });
    assert.equal((await areaByCode(database.db, '98008', 'commune', '2026-01-01')).fullName, 'Xã Tám');
    assert.equal(await findAreaByCode(database.db, '98004', 'commune', '2026-01-01'), undefined);
    const [entry, ...others] = act.entries;
    assert.equal(others.length, 0);
    assert.equal(entry?.kind, 'organisation.units-imported');
    assert.deepEqual(
      { ...entry?.body, sha256: '' },
      { source: 'units.jsonl', sha256: '', lines: 4, created: 4, corrected: 0 },
    );
  });

  test('a second import changes nothing; a file with other facts of the same period corrects them', async () => {
    const act = recordingAct();
    const again = await importUnits(database.db, jsonl(province, commune, committee), undefined, act);
    assert.deepEqual(counts(again), { created: 0, corrected: 0, unchanged: 3, refused: 0 });
    assert.equal(act.entries.length, 0);
    const better = { ...commune, population: 5_120, seat: 'Thôn Giữa' };
    const csv = `type,level,code,kind,name,parent,from,population,seat\narea,commune,98001,commune,Một,province:98,2025-07-01,5120,"Thôn Giữa"`;
    assert.deepEqual(counts(await importUnits(database.db, unitText('units.csv', csv))), {
      created: 0,
      corrected: 1,
      unchanged: 0,
      refused: 0,
    });
    const area = await areaByCode(database.db, '98001', 'commune', '2026-01-01');
    assert.deepEqual([area.population, area.seat], [5_120, 'Thôn Giữa']);
    assert.equal(
      (await importUnits(database.db, jsonl(better))).unchanged,
      1,
      'CSV and JSON Lines say the same',
    );
    assert.equal(
      (await importUnits(database.db, jsonl(commune))).unchanged,
      1,
      'what a line leaves out stays',
    );
  });

  test('a reform as a file: one commune ends and goes into another, one goes on under a new name', async () => {
    const { db } = database;
    const report = await importUnits(
      db,
      jsonl(
        { ...commune, code: '98011', name: 'Cũ', to: '2026-03-01' },
        { ...commune, code: '98012', name: 'Bền', to: '2026-03-01' },
        { ...commune, code: '98011', name: 'Mới', from: '2026-03-01', continues: 'commune:98012' },
        {
          type: 'succession',
          of: 'area',
          from: 'commune:98011',
          into: 'commune:98011',
          on: '2026-03-01',
          share: 'whole',
        },
        { ...commune, code: '98013', name: 'Lạc', from: '2026-03-01', continues: 'commune:98099' },
      ),
    );
    assert.deepEqual(
      report.problems.map(p => problemText(t, p)),
      ['Không có đơn vị commune:98099 vào ngày 28/02/2026 để tiếp nối. Sửa mã, hoặc bỏ trường continues.'],
    );
    const old = await areaByCode(db, '98011', 'commune', '2026-02-28');
    const lasting = await areaByCode(db, '98012', 'commune', '2026-02-28');
    assert.equal((await resolveArea(db, old.id, '2026-03-01')).id, lasting.id);
    assert.equal((await areaByCode(db, '98011', 'commune', '2026-03-01')).name, 'Mới');
  });

  test('a second import is refused while one runs, in whatever process, and runs after it', async () => {
    const line = { ...commune, code: '98020', name: 'Hai mươi' };
    const running = await database.db.connect();
    await running.query("SELECT pg_advisory_lock(hashtext('organisation.import'))");
    await assert.rejects(importUnits(database.db, jsonl(line)), { code: 'IMPORT_UNDER_WAY' });
    await running.query("SELECT pg_advisory_unlock(hashtext('organisation.import'))");
    running.release();
    assert.equal((await importUnits(database.db, jsonl(line))).created, 1);
  });

  test('the whole country loads: 63 provinces, 705 districts, 10,599 communes; again, nothing changes', async () => {
    const { db } = database;
    const shown: number[] = [];
    const report = await importUnits(db, await countryUnits(), ({ lines }) => shown.push(lines));
    assert.deepEqual(report.problems, []);
    const { communes, districts, provinces } = await db.one<Record<string, number>>(
      `SELECT count(*) FILTER (WHERE level = 'commune') AS communes, count(*) FILTER (WHERE level = 'district') AS districts,
       count(*) FILTER (WHERE level = 'province') AS provinces
     FROM organisation.area_version WHERE valid @> '2023-06-01'::date`,
    );
    assert.deepEqual([provinces, districts, communes], [63, 705, 10_599]);
    assert.equal((await areaByCode(db, '46', 'province', '2024-06-01')).fullName, 'Tỉnh Thừa Thiên Huế');
    assert.equal((await areaByCode(db, '46', 'province', '2025-06-01')).fullName, 'Thành phố Huế');
    assert.ok(shown.length > 5 && shown.at(-1) === report.total, 'progress was told');
    assert.equal((await importUnits(db, await countryUnits())).unchanged, report.total);
    assert.equal(
      (await agencyByCode(db, 'Z98.01', '2026-01-01')).id,
      (await committeeOf(db, (await areaByCode(db, '98001', 'commune', '2026-01-01')).id, '2026-01-01')).id,
    );
  });
});
