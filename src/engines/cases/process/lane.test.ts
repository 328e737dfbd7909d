import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Form } from '#engines/forms';
import {
  agenciesBelow,
  areaByCode,
  committeeOf,
  communesWithoutCommittee,
  loadDemoProvince,
  organisation,
  searchAreas,
} from '#engines/organisation';
import type { ProcedureVersion } from '#engines/procedures';
import { localDate } from '#platform/clock';
import { createTranslations } from '#platform/i18n';
import { type TestDatabase, testDatabase } from '#test/database';
import { competenceOf } from '../acts/competence.ts';
import { competentAgencies } from '../acts/competent-agencies.ts';
import { placeFaults } from '../acts/place-fault.ts';
import type { Dossier } from '../types.ts';
import { agencyOfLane, agencyOfStep, type Place } from './lane.ts';

const JUNE = new Date('2025-06-20T09:00:00+07:00');
const JULY = new Date('2025-07-01T09:00:00+07:00');
const NOW = new Date('2026-11-20T09:00:00+07:00');

describe('cases: process/lane, in the real province', () => {
  let database: TestDatabase;
  before(async () => {
    database = await testDatabase([organisation]);
    await loadDemoProvince(database.db);
  });
  after(() => database.drop());

  const version = (facts: Partial<ProcedureVersion>) =>
    ({ code: '9.1', levels: ['commune'], agencyKind: null, decidedBy: null, ...facts }) as ProcedureVersion;

  async function communeOf(name: string, at: Date): Promise<string> {
    const [area] = await searchAreas(database.db, name, localDate(at), { level: 'commune' });
    if (area?.fullName !== name) throw new Error(`${name}: ${area?.fullName}`);
    return area.code;
  }

  /** What a dossier is about, and who has it, when it is handed in for a commune. */
  async function received(procedure: Partial<ProcedureVersion>, commune: string, at: Date) {
    const { areaId, agency, receivedBy } = await competenceOf(database.db, version(procedure), commune, at);
    const dossier = { code: 'X', areaId, agencyId: agency.id, receivedAt: at } as Dossier;
    return { dossier, agency: agency.name, receivedBy: receivedBy.name };
  }

  const lane = (place: Partial<Place>): Place => ({
    role: 'officer',
    level: null,
    agencyKind: null,
    area: null,
    ...place,
  });
  const does = async (dossier: Dossier, place: Partial<Place>, at: Date) =>
    (await agencyOfLane(database.db, dossier, lane(place), at)).name;

  test('a building permit is the district’s before 01/07/2025 and the commune’s since; a running one follows', async () => {
    const permit = { levels: ['district'] as ProcedureVersion['levels'] };
    const before = await received(permit, await communeOf('Xã Bảo Nhai', JUNE), JUNE);
    assert.equal(before.agency, 'Ủy ban nhân dân huyện Bắc Hà');
    assert.equal(before.receivedBy, 'Bộ phận Tiếp nhận và Trả kết quả huyện Bắc Hà');
    assert.equal(await does(before.dossier, {}, JUNE), 'Ủy ban nhân dân huyện Bắc Hà');
    assert.equal(await does(before.dossier, {}, JULY), 'Ủy ban nhân dân xã Bảo Nhai');
    assert.equal(await does(before.dossier, { level: 'district' }, JUNE), 'Ủy ban nhân dân huyện Bắc Hà');
    assert.equal(await does(before.dossier, { level: 'district' }, JULY), 'Ủy ban nhân dân xã Bảo Nhai');
    const since = await received(permit, await communeOf('Xã Bảo Nhai', NOW), NOW);
    assert.equal(since.agency, 'Ủy ban nhân dân xã Bảo Nhai');
    assert.equal(since.receivedBy, 'Trung tâm Phục vụ hành chính công xã Bảo Nhai');
  });

  test('land registration goes from commune to the branch that serves it, to tax, to the province', async () => {
    const land = { levels: ['province'] as ProcedureVersion['levels'], agencyKind: 'land-office' };
    const { dossier, agency, receivedBy } = await received(land, await communeOf('Xã Bắc Hà', NOW), NOW);
    assert.equal(agency, 'Chi nhánh Văn phòng Đăng ký đất đai khu vực Bắc Hà');
    assert.equal(receivedBy, 'Trung tâm Phục vụ hành chính công tỉnh Lào Cai');
    assert.equal(await does(dossier, { level: 'commune' }, NOW), 'Ủy ban nhân dân xã Bắc Hà');
    assert.equal(await does(dossier, {}, NOW), agency);
    assert.equal(await does(dossier, { agencyKind: 'tax' }, NOW), 'Thuế cơ sở khu vực Bắc Hà');
    assert.equal(await does(dossier, { agencyKind: 'tax', level: 'province' }, NOW), 'Thuế tỉnh Lào Cai');
    assert.equal(
      await does(dossier, { role: 'leader', level: 'province' }, NOW),
      'Ủy ban nhân dân tỉnh Lào Cai',
    );
    assert.equal(
      await does(dossier, { agencyKind: 'Sở Nông nghiệp và Môi trường' }, NOW),
      'Sở Nông nghiệp và Môi trường',
    );
    assert.equal(
      await does(dossier, { role: 'receiver', level: 'commune' }, NOW),
      'Trung tâm Phục vụ hành chính công xã Bắc Hà',
    );
  });

  test('another commune that the form names is asked as it is today, under whatever code it had', async () => {
    const { dossier } = await received({}, await communeOf('Xã Bắc Hà', NOW), NOW);
    const [taChai] = await searchAreas(database.db, 'Tà Chải', '2022-05-04', { level: 'commune' });
    const saPa = await areaByCode(database.db, await communeOf('Phường Sa Pa', NOW), 'commune', '2026-11-20');
    assert.equal(await does(dossier, { area: saPa.code }, NOW), 'Ủy ban nhân dân phường Sa Pa');
    assert.equal(await does(dossier, { area: saPa.code, agencyKind: 'police' }, NOW), 'Công an phường Sa Pa');
    // Received in 2022, when Tà Chải was there; it went into Bắc Hà town and with it into Bắc Hà commune.
    const old = { ...dossier, receivedAt: new Date('2022-05-04T09:00:00+07:00') };
    assert.equal(await does(old, { area: taChai?.code ?? '' }, NOW), 'Ủy ban nhân dân xã Bắc Hà');
    await assert.rejects(does(dossier, { area: '99999' }, NOW), { code: 'NO_AGENCY' });
    await assert.rejects(does(dossier, { agencyKind: 'Sở Không Có' }, NOW), { code: 'NO_AGENCY' });
    const step = { lane: lane({ agencyKind: 'Sở Không Có' }), area: null, name: 'Ký', elementId: 'sign' };
    await assert.rejects(
      agencyOfStep(database.db, dossier, { ...step, lane: { ...step.lane, id: 'l', name: 'Sở' } }, NOW),
      { code: 'STEP_WITHOUT_AGENCY', params: { code: dossier.code, step: 'Ký', lane: 'Sở' } },
      'whoever sends a dossier on reads which step nobody does',
    );
  });

  test('a department of the province decides under the committee of the province that the commune lay in', async () => {
    const levels: ProcedureVersion['levels'] = ['province'];
    const inYenBai = await searchAreas(database.db, 'Nghĩa Lộ', '2022-05-04', { level: 'district' });
    const [commune] = await searchAreas(database.db, 'Pú Trạng', '2022-05-04', { level: 'commune' });
    assert.ok(inYenBai.length && commune);
    const old = await received({ levels }, commune.code, new Date('2022-05-04T09:00:00+07:00'));
    assert.equal(old.agency, 'Ủy ban nhân dân tỉnh Yên Bái');
    const now = await received({ levels, decidedBy: 'Sở Tư pháp' }, await communeOf('Xã Bắc Hà', NOW), NOW);
    assert.equal(now.agency, 'Sở Tư pháp');
  });

  test('only agencies to which the law gives the procedure may decide: not the police about a birth', async () => {
    const { areaId } = await competenceOf(database.db, version({}), await communeOf('Xã Bắc Hà', NOW), NOW);
    const today = localDate(NOW);
    const may = async (facts: Partial<ProcedureVersion>) =>
      (await competentAgencies(database.db, version(facts), areaId, today)).map(a => a.name);
    const birth = await may({ agencyKind: 'commune-committee' });
    assert.equal(birth.length, 99);
    assert.ok(birth.every(name => name.startsWith('Ủy ban nhân dân ')));
    const residence = await may({ agencyKind: 'police' });
    assert.equal(residence.length, 99);
    assert.ok(residence.every(name => name.startsWith('Công an ') && !name.includes('tỉnh')));
    assert.deepEqual(await may({ levels: ['province'], decidedBy: 'Sở Tư pháp' }), ['Sở Tư pháp']);
    const provincial = await may({ levels: ['province'] });
    assert.ok(provincial.includes('Ủy ban nhân dân tỉnh Lào Cai') && provincial.includes('Sở Tư pháp'));
    assert.ok(!provincial.some(name => name.startsWith('Công an') || name.includes(' xã ')));
    const { areaId: then } = await competenceOf(
      database.db,
      version({ levels: ['district'] }),
      await communeOf('Xã Bảo Nhai', JUNE),
      JUNE,
    );
    const districts = await competentAgencies(
      database.db,
      version({ levels: ['district'] }),
      then,
      localDate(JUNE),
    );
    assert.ok(districts.length >= 9 && districts.every(a => a.kind === 'district-committee'));
  });

  test('where a commune has lost its committee, who applies is told so by the name of the place', async () => {
    const commune = await communeOf('Xã Bảo Nhai', NOW);
    const { id } = await areaByCode(database.db, commune, 'commune', '2026-11-20');
    const committee = await committeeOf(database.db, id, '2026-11-20');
    const below = await agenciesBelow(database.db, committee.id, '2026-11-20');
    for (const agency of [...below.toReversed(), committee])
      await database.owner.run(
        `UPDATE organisation.agency_version SET valid = daterange(lower(valid), '2026-11-01')
         WHERE agency_id = $1 AND upper_inf(valid)`,
        [agency.id],
      );
    await assert.rejects(received({}, commune, NOW), {
      code: 'NO_OFFICE_THERE',
      params: { area: 'Xã Bảo Nhai' },
    });
    const told = await placeFaults(
      database.db,
      createTranslations([]).of('vi'),
      { form: { fields: { 'place.commune': { use: 'area' } } } as unknown as Form, version: version({}) },
      { place: { commune } },
      NOW,
    );
    assert.deepEqual(
      told.map(f => f.path),
      ['place.commune'],
    );
    const names = (await communesWithoutCommittee(database.db, '2026-11-20')).map(a => a.fullName);
    assert.deepEqual(names, ['Xã Bảo Nhai']);
  });
});
