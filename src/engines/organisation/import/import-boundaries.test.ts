import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { type TestDatabase, testDatabase } from '#test/database';
import { areaByCode } from '../areas.ts';
import { listBoundaries } from '../boundaries.ts';
import { organisation } from '../module.ts';
import { recordingAct } from '../testing/recording-act.ts';
import { importBoundaries } from './import-boundaries.ts';
import { importUnits } from './import-units.ts';
import { unitText } from './source.ts';

describe('organisation: import/import boundaries', () => {
  let database: TestDatabase;
  let folder: string;
  before(async () => {
    database = await testDatabase([organisation]);
    folder = await mkdtemp(path.join(tmpdir(), 'fansipan-boundaries-'));
    const province = { type: 'area', level: 'province', code: '97', kind: 'province', name: 'Mẫu' };
    const lines = [
      { ...province, from: '2021-01-01', to: '2025-07-01' },
      { ...province, from: '2025-07-01' },
    ];
    await importUnits(database.db, unitText('units.jsonl', lines.map(l => JSON.stringify(l)).join('\n')));
  });
  after(async () => {
    await database.drop();
    await rm(folder, { recursive: true });
  });

  const square = (lon: number, lat: number) => ({
    type: 'Polygon',
    coordinates: [
      [
        [lon, lat],
        [lon + 1, lat],
        [lon + 1, lat + 1],
        [lon, lat],
      ],
    ],
  });
  const feature = (code: string, geometry: unknown) => ({ type: 'Feature', properties: { code }, geometry });
  const file = async (...features: unknown[]) => {
    const name = path.join(folder, 'map.geojson');
    await writeFile(name, JSON.stringify({ type: 'FeatureCollection', features }));
    return name;
  };

  test('a boundary holds for the area that has the code on the day of the file, and for no other', async () => {
    const { db } = database;
    const act = recordingAct();
    const map = await file(feature('97', square(104, 22)));
    const options = { date: '2026-01-01', source: 'Bản đồ mẫu', act };
    assert.equal((await importBoundaries(db, map, options)).created, 1);
    assert.equal((await importBoundaries(db, map, options)).unchanged, 1);
    const now = await areaByCode(db, '97', 'province', '2026-01-01');
    const old = await areaByCode(db, '97', 'province', '2022-01-01');
    const [boundary] = await listBoundaries(db, [now.id, old.id], '2026-01-01');
    assert.deepEqual(boundary, {
      areaId: now.id,
      geometry: square(104, 22),
      source: 'Bản đồ mẫu',
      from: '2025-07-01',
      to: null,
    });
    assert.deepEqual(await listBoundaries(db, [now.id, old.id], '2022-01-01'), []);
    const corrected = await importBoundaries(db, await file(feature('97', square(104, 21))), options);
    assert.equal(corrected.corrected, 1);
    assert.deepEqual(
      act.entries.map(e => e.body?.corrected),
      [0, 1],
    );
  });

  test('features that cannot be placed are named; the others load', async () => {
    const open = {
      type: 'Polygon',
      coordinates: [
        [
          [104, 22],
          [105, 22],
          [105, 23],
        ],
      ],
    };
    const map = await file(
      feature('96', square(104, 22)),
      feature('97', square(22, 104)),
      feature('97', { type: 'Point', coordinates: [104, 22] }),
      feature('97', open),
      { type: 'Feature', properties: null, geometry: square(104, 22) },
      { type: 'Feature', properties: { code: 97 }, geometry: square(104, 22) },
      feature('9700', square(104, 22)),
    );
    const report = await importBoundaries(database.db, map, { date: '2026-01-01' });
    assert.deepEqual(
      report.problems.map(p => [p.line, p.reason]),
      [
        [1, 'boundary-area-missing'],
        [2, 'position-outside'],
        [3, 'geometry-type'],
        [4, 'ring-open'],
        [5, 'code-missing'],
        [6, 'code-not-text'],
        [7, 'level-missing'],
      ],
    );
  });

  test('a file that is none is refused as a whole', async () => {
    const name = path.join(folder, 'broken.geojson');
    await writeFile(name, 'not json');
    const options = { date: '2026-01-01' };
    await assert.rejects(importBoundaries(database.db, name, options), { code: 'BOUNDARY_FILE_BROKEN' });
    await assert.rejects(importBoundaries(database.db, `${name}.no`, options), {
      code: 'ENOENT',
      path: `${name}.no`,
    });
    await writeFile(name, Buffer.from([0x7b, 0xff, 0xfe]));
    await assert.rejects(importBoundaries(database.db, name, options), {
      code: 'IMPORT_FILE_UNREADABLE',
      params: { file: name, why: 'UTF-8' },
    });
  });
});
