import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type TestDatabase, testDatabase } from '#test/database';
import {
  agenciesOf,
  agencyByCode,
  childAgencies,
  committeeOf,
  findServiceCentreOf,
  getAgency,
  isBelow,
  listAgencies,
  resolveAgency,
  successorAgenciesOf,
} from '../agencies.ts';
import {
  areaByCode,
  areaPath,
  childrenOf,
  descendantsOf,
  findArea,
  findAreaByCode,
  getArea,
  isInside,
  listAreas,
  listAreaVersions,
  predecessorsOf,
  resolveArea,
  searchAreas,
  successorsOf,
} from '../areas.ts';
import { findAgencyAnswering } from '../jurisdiction.ts';
import { organisation } from '../module.ts';
import { loadDemoProvince } from './province.ts';

describe('organisation: demo/province', () => {
  let database: TestDatabase;
  before(async () => {
    database = await testDatabase([organisation]);
    await loadDemoProvince(database.db);
  });
  after(() => database.drop());

  const names = (list: ReadonlyArray<{ fullName: string }>) => list.map(a => a.fullName);
  const [IN_2022, IN_2026] = ['2022-05-04', '2026-11-20'];

  test('a dossier of 2022 in Kim Tân sees ward, city and province; one of 2026 ward and province', async () => {
    const { db } = database;
    const kimTan = await areaByCode(db, '02647', 'commune', IN_2022);
    assert.deepEqual(names(await areaPath(db, kimTan.id, IN_2022)), [
      'Phường Kim Tân',
      'Thành phố Lào Cai',
      'Tỉnh Lào Cai',
    ]);
    const now = await resolveArea(db, kimTan.id, IN_2026);
    assert.deepEqual(names(await areaPath(db, now.id, IN_2026)), ['Phường Lào Cai', 'Tỉnh Lào Cai']);
    assert.equal(now.code, '02647', 'the same code');
    assert.notEqual(now.id, kimTan.id, 'another thing');
  });

  test('the code 02647 is another ward on another day, and on the day of the reform the new one', async () => {
    const { db } = database;
    const on = async (date: string) => (await areaByCode(db, '02647', 'commune', date)).fullName;
    assert.equal(await on('2025-06-30'), 'Phường Kim Tân');
    assert.equal(await on('2025-07-01'), 'Phường Lào Cai');
    assert.equal(await findAreaByCode(db, '02647', 'commune', '2019-12-31'), undefined, 'before our records');
  });

  test('province 15 was Yên Bái and is Lào Cai; both old provinces went into it', async () => {
    const { db } = database;
    const yenBai = await areaByCode(db, '15', 'province', '2025-06-30');
    const laoCai = await areaByCode(db, '15', 'province', '2025-07-01');
    assert.equal(yenBai.fullName, 'Tỉnh Yên Bái');
    assert.equal(laoCai.fullName, 'Tỉnh Lào Cai');
    assert.deepEqual(names(await predecessorsOf(db, laoCai.id, '2025-06-30')), [
      'Tỉnh Lào Cai',
      'Tỉnh Yên Bái',
    ]);
    assert.equal((await resolveArea(db, yenBai.id, IN_2026)).id, laoCai.id);
    await assert.rejects(getArea(db, yenBai.id, IN_2026), {
      code: 'AREA_NOT_FOUND',
      params: { area: 'Tỉnh Yên Bái', date: '20/11/2026' },
    });
  });

  test('the numbers of units are those of the law on each day', async () => {
    const { db } = database;
    const count = async (code: string, date: string) =>
      (await descendantsOf(db, (await areaByCode(db, code, 'province', date)).id, date, 'commune')).length;
    assert.equal(await count('10', '2024-10-31'), 152);
    assert.equal(await count('10', '2024-12-01'), 151, 'Tà Chải went into Bắc Hà town');
    assert.equal(await count('10', '2025-06-30'), 151);
    assert.equal(await count('15', '2024-10-31'), 173);
    assert.equal(await count('15', '2025-06-30'), 168);
    assert.equal(await count('15', '2025-07-01'), 99);
    const old = await areaByCode(db, '10', 'province', IN_2022);
    assert.equal((await childrenOf(db, old.id, IN_2022)).length, 9, 'districts');
    const now = await childrenOf(db, (await areaByCode(db, '15', 'province', IN_2026)).id, IN_2026);
    assert.equal(now.filter(a => a.kind === 'ward').length, 10);
    assert.equal(now.filter(a => a.kind === 'commune').length, 89);
    assert.equal((await listAreas(db, 'province', IN_2022)).length, 63);
    assert.equal((await listAreas(db, 'province', IN_2026)).length, 34);
    assert.equal((await listAreas(db, 'district', IN_2026)).length, 0);
  });

  test('every commune of the old days leads to exactly one commune of today', async () => {
    const { db } = database;
    for (const date of ['2022-05-04', '2025-06-30']) {
      const old = await listAreas(db, 'commune', date);
      for (const area of old) {
        const now = await resolveArea(db, area.id, IN_2026);
        assert.equal(now.level, 'commune', area.fullName);
      }
    }
  });

  test('Tà Chải went into Bắc Hà town in 2024 and with it into Bắc Hà commune in 2025', async () => {
    const { db } = database;
    const taChai = await areaByCode(db, '02872', 'commune', IN_2022);
    assert.equal((await resolveArea(db, taChai.id, '2025-01-15')).fullName, 'Thị trấn Bắc Hà');
    assert.equal((await resolveArea(db, taChai.id, IN_2026)).fullName, 'Xã Bắc Hà');
    assert.deepEqual(await successorsOf(db, taChai.id, IN_2022), [], 'nothing yet');
  });

  test('Hồng Hà took over the code of the ward that went into it', async () => {
    const { db } = database;
    const hongHa = await areaByCode(db, '04267', 'commune', IN_2022);
    const nguyenPhuc = await areaByCode(db, '04264', 'commune', IN_2022);
    assert.equal(nguyenPhuc.fullName, 'Phường Nguyễn Phúc');
    const later = await areaByCode(db, '04264', 'commune', '2025-03-01');
    assert.equal(later.id, hongHa.id);
    assert.equal((await resolveArea(db, nguyenPhuc.id, '2025-03-01')).id, hongHa.id);
    assert.equal((await listAreaVersions(db, hongHa.id)).length, 2);
    assert.equal((await resolveArea(db, nguyenPhuc.id, IN_2026)).fullName, 'Phường Yên Bái');
  });

  test('a commune that the reform left alone is the same thing under another parent', async () => {
    const { db } = database;
    const before = await areaByCode(db, '03085', 'commune', IN_2022);
    const now = await areaByCode(db, '03085', 'commune', IN_2026);
    assert.equal(now.id, before.id);
    assert.equal((await resolveArea(db, before.id, IN_2026)).parentId, now.parentId);
    assert.notEqual(before.parentId, now.parentId);
    const [was, is] = [await committeeOf(db, now.id, IN_2022), await committeeOf(db, now.id, IN_2026)];
    assert.equal(was.id, is.id, 'its committee goes on under a new identifier');
    assert.notEqual(was.identifier, is.identifier);
  });

  test('a district went in parts into several communes: nobody is guessed to be its successor', async () => {
    const { db } = database;
    const saPa = await areaByCode(db, '088', 'district', IN_2022);
    const parts = await successorsOf(db, saPa.id, IN_2026);
    assert.ok(parts.length > 1 && parts.every(p => p.level === 'commune'));
    await assert.rejects(resolveArea(db, saPa.id, IN_2026), {
      code: 'AREA_SPLIT',
      details: parts.map(p => p.id),
    });
    assert.equal((await resolveArea(db, saPa.id, '2025-06-30')).id, saPa.id, 'still there the day before');
  });

  test('what did not exist yet is not resolved backwards', async () => {
    const { db } = database;
    const now = await areaByCode(db, '02647', 'commune', IN_2026);
    assert.equal(await findArea(db, now.id, IN_2022), undefined);
    await assert.rejects(resolveArea(db, now.id, IN_2022), { code: 'AREA_NOT_FOUND' });
    const then = await predecessorsOf(db, now.id, IN_2022);
    assert.deepEqual(names(then.filter(a => a.level === 'district')), [
      'Thành phố Lào Cai',
      'Huyện Bảo Thắng',
    ]);
    assert.deepEqual(names(then.filter(a => a.level === 'commune')).sort(), [
      'Phường Cốc Lếu',
      'Phường Duyên Hải',
      'Phường Kim Tân',
      'Phường Lào Cai',
      'Xã Bản Phiệt',
      'Xã Vạn Hoà',
    ]);
  });

  test('the officer of a commune of today finds the agencies of his commune, and none of the next', async () => {
    const { db } = database;
    const laoCai = await areaByCode(db, '02647', 'commune', IN_2026);
    const camDuong = await areaByCode(db, '02671', 'commune', IN_2026);
    const own = await agenciesOf(db, laoCai.id, IN_2026);
    assert.deepEqual(
      own.map(a => a.kind),
      ['commune-committee', 'service-centre', 'office', 'division', 'division', 'police'],
    );
    assert.ok(own.some(a => a.name === 'Phòng Kinh tế, Hạ tầng và Đô thị phường Lào Cai'));
    const province = await agencyByCode(db, 'H38', IN_2026);
    const centre = await findServiceCentreOf(db, laoCai.id, IN_2026);
    assert.ok(centre);
    assert.equal(await isBelow(db, province.id, centre.id, IN_2026), true);
    assert.equal(
      await isBelow(db, (await committeeOf(db, camDuong.id, IN_2026)).id, centre.id, IN_2026),
      false,
    );
    assert.equal(await isBelow(db, centre.id, centre.id, IN_2026), false, 'not below itself');
    assert.equal(await isBelow(db, province.id, centre.id, IN_2022), false, 'not yet');
    assert.equal(await isInside(db, laoCai.parentId ?? '', laoCai.id, IN_2026), true);
  });

  test('an agency is found by either form of its identifier; invented ones are marked', async () => {
    const { db } = database;
    const one = await agencyByCode(db, 'H38.60.01', IN_2026);
    const same = await agencyByCode(db, '000.01.60.H38', IN_2026);
    assert.equal(one.id, same.id);
    assert.ok(one.unverified && one.note?.includes('cần kiểm tra'));
    await assert.rejects(agencyByCode(db, 'H38.60.01', IN_2022), { code: 'AGENCY_NOT_FOUND' });
    const all = await listAgencies(db, IN_2026);
    assert.ok(all.every(a => a.unverified));
    assert.equal(all.filter(a => a.kind === 'commune-committee').length, 99);
    assert.equal((await listAgencies(db, IN_2022, ['district-committee'])).length, 18);
    assert.equal(
      (await childAgencies(db, (await agencyByCode(db, 'H38', IN_2026)).id, IN_2026)).length,
      15 + 3 + 99,
    );
  });

  test('work of an old commune’s committee and desk goes to the new committee and centre', async () => {
    const { db } = database;
    const kimTan = await areaByCode(db, '02647', 'commune', IN_2022);
    const committee = await committeeOf(db, kimTan.id, IN_2022);
    assert.equal((await resolveAgency(db, committee.id, IN_2026)).name, 'Ủy ban nhân dân phường Lào Cai');
    const desk = await findServiceCentreOf(db, kimTan.id, IN_2022);
    assert.equal(desk?.kind, 'one-stop-desk');
    const centre = await resolveAgency(db, desk?.id ?? '', IN_2026);
    assert.equal(centre.name, 'Trung tâm Phục vụ hành chính công phường Lào Cai');
    const district = await committeeOf(db, kimTan.parentId ?? '', IN_2022);
    await assert.rejects(resolveAgency(db, district.id, IN_2026), { code: 'AGENCY_SPLIT' });
    const heirs = await successorAgenciesOf(db, district.id, IN_2026);
    assert.ok(heirs.some(a => a.name === 'Ủy ban nhân dân phường Lào Cai'));
  });

  test('every agency of the old days but those of districts has one successor today', async () => {
    const { db } = database;
    for (const agency of await listAgencies(db, IN_2022)) {
      if (agency.level === 'district') continue;
      const now = await resolveAgency(db, agency.id, IN_2026);
      assert.equal((await getAgency(db, now.id, IN_2026)).level, agency.level, agency.name);
    }
  });

  test('a person who types without marks finds the area of that day', async () => {
    const { db } = database;
    assert.deepEqual(names(await searchAreas(db, 'kim tan', IN_2022)), ['Phường Kim Tân']);
    assert.deepEqual(await searchAreas(db, 'kim tan', IN_2026), []);
    assert.deepEqual(names(await searchAreas(db, 'Xã Xuân Hoà', IN_2026)), ['Xã Xuân Hòa']);
    assert.deepEqual(names(await searchAreas(db, '02647', IN_2026)), ['Phường Lào Cai']);
    assert.deepEqual(await searchAreas(db, ' % ', IN_2026), []);
    assert.equal((await searchAreas(db, 'lao cai', IN_2026, { level: 'province' })).length, 1);
  });

  test('loading the demo twice changes nothing', async () => {
    const again = await loadDemoProvince(database.db);
    assert.equal(again.unchanged, again.total);
    assert.equal(again.created + again.corrected + again.refused, 0);
  });

  test('asked for by its work, the office that serves the commune answers, else the province’s; by date', async () => {
    const { db } = database;
    const [found] = await searchAreas(db, 'Bắc Hà', IN_2026, { level: 'commune' });
    assert.equal(found?.fullName, 'Xã Bắc Hà');
    const answering = async (wanted: string, date = IN_2026) =>
      (await findAgencyAnswering(db, wanted, found?.id ?? '', date))?.name;
    assert.equal(await answering('land-office'), 'Chi nhánh Văn phòng Đăng ký đất đai khu vực Bắc Hà');
    assert.equal(await answering('tax'), 'Thuế cơ sở khu vực Bắc Hà');
    assert.equal(await answering('police'), 'Công an xã Bắc Hà');
    assert.equal(await answering('social-insurance'), 'Bảo hiểm xã hội tỉnh Lào Cai');
    assert.equal(await answering('Sở Y tế'), 'Sở Y tế');
    assert.equal(await answering('P. Kinh tế'), 'Phòng Kinh tế xã Bắc Hà');
    assert.equal(await answering('H38.42'), 'Thuế tỉnh Lào Cai');
    assert.equal(await answering('land-office', '2025-06-30'), undefined);
    const province = await areaByCode(db, '15', 'province', IN_2026);
    assert.equal((await findAgencyAnswering(db, 'tax', province.id, IN_2026))?.name, 'Thuế tỉnh Lào Cai');
  });
});
