import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Tx } from '#platform/db';
import { type TestDatabase, testDatabase } from '#test/database';
import {
  agencyByCode,
  findAgency,
  findCommitteeOf,
  isBelow,
  listAgencySuccessions,
  listAgencyVersions,
  predecessorAgenciesOf,
  resolveAgency,
  searchAgencies,
} from './agencies.ts';
import {
  changeAgency,
  correctAgency,
  createAgency,
  endAgency,
  linkAgencies,
  unlinkAgencies,
  withdrawAgency,
} from './edit-agencies.ts';
import { createArea, endArea } from './edit-areas.ts';
import { organisation } from './module.ts';
import { closePost, correctPost, createPost, getPost, listPosts } from './posts.ts';
import { agencyFacts, areaFacts } from './testing/facts.ts';
import { recordingAct } from './testing/recording-act.ts';

describe('organisation: edit agencies', () => {
  let database: TestDatabase;
  before(async () => {
    database = await testDatabase([organisation]);
  });
  after(() => database.drop());

  const undone = new Error('undone');
  const FROM = { from: '2021-01-01', to: null };
  type Story = { tx: Tx; areaId: string; act: ReturnType<typeof recordingAct> };
  // Every story has one province, and is rolled back.
  const story = (name: string, tell: (story: Story) => Promise<void>) =>
    test(name, async () => {
      const told = database.db.tx(async tx => {
        const act = recordingAct();
        const { id } = await createArea(tx, areaFacts({}), FROM, act);
        await tell({ tx, areaId: id, act });
        throw undone;
      });
      await assert.rejects(told, undone);
    });

  story('an area has one people’s committee at a time', async ({ tx, areaId, act }) => {
    const facts = agencyFacts({
      areaId,
      kind: 'provincial-committee',
      identifier: 'Z01',
      name: 'UBND tỉnh Thử',
    });
    const first = await createAgency(tx, facts, FROM, act);
    const second = createAgency(tx, { ...facts, identifier: 'Z02' }, FROM, act);
    await assert.rejects(second, { code: 'COMMITTEE_EXISTS' });
    await endAgency(tx, first.id, '2025-07-01', act);
    const next = await createAgency(tx, facts, { from: '2025-07-01', to: null }, act);
    assert.equal((await findCommitteeOf(tx, areaId, '2025-06-30'))?.id, first.id);
    assert.equal((await findCommitteeOf(tx, areaId, '2025-07-01'))?.id, next.id, 'under the same identifier');
  });

  story('an identifier of either form names one agency on a day', async ({ tx, areaId, act }) => {
    const facts = agencyFacts({ areaId, identifier: 'Z01.07', legacyIdentifier: '000.00.07.Z01' });
    const one = await createAgency(tx, facts, FROM, act);
    for (const identifier of ['Z01.07', '000.00.07.Z01'])
      assert.equal((await agencyByCode(tx, identifier, '2024-01-01')).id, one.id);
    const double = createAgency(tx, { ...facts, identifier: 'Z01.08' }, FROM, act);
    await assert.rejects(double, { code: 'AGENCY_IDENTIFIER_TAKEN' });
    for (const wrong of [
      { identifier: 'z01' },
      { identifier: 'Z01..7' },
      { legacyIdentifier: 'Z01.00.07.000' },
    ])
      await assert.rejects(createAgency(tx, { ...facts, ...wrong }, FROM, act), { code: 'UNIT_WRONG' });
  });

  story('an agency never stands above itself, on any day', async ({ tx, areaId, act }) => {
    const make = (identifier: string, parentId: string | null) =>
      createAgency(tx, agencyFacts({ areaId, identifier, parentId }), FROM, act);
    const a = await make('Z01', null);
    const b = await make('Z01.01', a.id);
    const c = await make('Z01.01.01', b.id);
    assert.equal(await isBelow(tx, a.id, c.id, '2024-01-01'), true);
    const circle = changeAgency(tx, a.id, '2025-01-01', { parentId: c.id }, act);
    await assert.rejects(circle, { code: 'AGENCY_ABOVE_ITSELF' });
    await changeAgency(tx, c.id, '2024-01-01', { parentId: null }, act);
    await changeAgency(tx, a.id, '2025-01-01', { parentId: c.id }, act);
    assert.equal(await isBelow(tx, a.id, c.id, '2023-06-01'), true);
    assert.equal(await isBelow(tx, c.id, a.id, '2025-06-01'), true, 'the other way round a year later');
  });

  story(
    'an area does not go before its agencies, nor an agency before those below it',
    async ({ tx, areaId, act }) => {
      const parent = await createAgency(tx, agencyFacts({ areaId, identifier: 'Z01' }), FROM, act);
      const desk = agencyFacts({ areaId, identifier: 'Z01.01', name: 'Phòng Một', parentId: parent.id });
      const child = await createAgency(tx, desk, FROM, act);
      await assert.rejects(endArea(tx, areaId, '2025-07-01', act), { code: 'AGENCY_AREA_MISSING' });
      await assert.rejects(endAgency(tx, parent.id, '2025-07-01', act), {
        code: 'AGENCY_PARENT_MISSING',
        params: { agency: 'Phòng Một' },
      });
      for (const id of [child.id, parent.id]) await endAgency(tx, id, '2025-07-01', act);
      await endArea(tx, areaId, '2025-07-01', act);
    },
  );

  story('work split between two departments has no single heir', async ({ tx, areaId, act }) => {
    const [from, a, b] = [
      await createAgency(tx, agencyFacts({ areaId, identifier: 'Z01', name: 'Sở Cũ' }), FROM, act),
      await createAgency(tx, agencyFacts({ areaId, identifier: 'Z02' }), FROM, act),
      await createAgency(tx, agencyFacts({ areaId, identifier: 'Z03' }), FROM, act),
    ];
    await endAgency(tx, from.id, '2025-03-01', act);
    for (const into of [a, b])
      await linkAgencies(tx, { fromId: from.id, intoId: into.id, on: '2025-03-01', share: 'part' }, act);
    assert.equal((await resolveAgency(tx, from.id, '2025-02-28')).name, 'Sở Cũ');
    await assert.rejects(resolveAgency(tx, from.id, '2025-03-01'), {
      code: 'AGENCY_SPLIT',
      params: { agency: 'Sở Cũ', date: '01/03/2025' },
      details: [a.id, b.id],
    });
    assert.equal((await listAgencySuccessions(tx, from.id)).length, 2);
    assert.deepEqual(
      (await predecessorAgenciesOf(tx, b.id, '2025-02-28')).map(v => v.name),
      ['Sở Cũ'],
    );
    await unlinkAgencies(tx, { fromId: from.id, intoId: b.id, on: '2025-03-01' }, act);
    assert.equal((await resolveAgency(tx, from.id, '2025-03-01')).id, a.id);
  });

  story('a post belongs to an agency from a day to a day, whoever holds it', async ({ tx, areaId, act }) => {
    const agency = await createAgency(tx, agencyFacts({ areaId }), FROM, act);
    const input = { agencyId: agency.id, titleVi: 'Chuyên viên', titleEn: 'Officer', roles: ['officer'] };
    const post = await createPost(tx, { ...input, from: '2025-07-01' }, act);
    const leader = await createPost(
      tx,
      { ...input, titleVi: 'Giám đốc', titleEn: 'Director', from: '2024-01-01' },
      act,
    );
    assert.deepEqual(
      (await listPosts(tx, agency.id, '2025-06-30')).map(p => p.titleVi),
      ['Giám đốc'],
    );
    await correctPost(tx, leader.id, { roles: ['leader', 'signer'] }, act);
    await correctPost(tx, leader.id, { titleVi: ' Giám  đốc' }, act);
    assert.deepEqual(act.entries.at(-1)?.body?.changes, { roles: ['leader', 'signer'] }, 'said once');
    assert.deepEqual((await getPost(tx, leader.id, '2026-01-01')).roles, ['leader', 'signer']);
    await closePost(tx, post.id, '2026-01-01', act);
    await closePost(tx, post.id, '2026-01-01', act);
    await assert.rejects(getPost(tx, post.id, '2026-01-01'), { code: 'POST_NOT_FOUND' });
    assert.equal((await getPost(tx, post.id, '2025-12-31')).titleEn, 'Officer');
    const early = createPost(tx, { ...input, from: '2019-01-01' }, act);
    await assert.rejects(early, { code: 'AGENCY_NOT_FOUND' }, 'no post in an agency that is not there');
    await assert.rejects(closePost(tx, post.id, '2025-07-01', act), { code: 'UNIT_PERIOD_WRONG' });
    assert.deepEqual(
      act.entries.filter(e => e.kind.startsWith('organisation.post')).map(e => e.kind.slice(18)),
      ['created', 'created', 'corrected', 'closed'],
    );
  });

  story(
    'a department moves house, its telephone was wrong, and one version was a mistake',
    async ({ tx, areaId, act }) => {
      const facts = agencyFacts({ areaId, identifier: 'Z01.03', name: 'Sở Tư pháp', phone: '0214 000 000' });
      const agency = await createAgency(tx, facts, FROM, act);
      const moved = await changeAgency(tx, agency.id, '2025-07-01', { address: 'Số 1, phố Mới' }, act);
      await correctAgency(tx, agency.id, agency.versionId, { phone: '0214 111 111' }, act);
      assert.deepEqual(
        (await listAgencyVersions(tx, agency.id)).map(v => [v.address, v.phone, v.from]),
        [
          [null, '0214 111 111', '2021-01-01'],
          ['Số 1, phố Mới', '0214 000 000', '2025-07-01'],
        ],
      );
      assert.deepEqual(
        (await searchAgencies(tx, 'tu phap', '2026-01-01')).map(v => v.identifier),
        ['Z01.03'],
      );
      assert.equal((await searchAgencies(tx, 'z01.03', '2026-01-01')).length, 1);
      const committee = { areaId, identifier: 'Z01.04', name: 'Ủy ban nhân dân phường Sa Pa' };
      await createAgency(tx, agencyFacts(committee), FROM, act);
      for (const typed of ['ubnd sa pa', 'UBND P. Sa Pa', 'sa pa', 'uy ban phuong'])
        assert.deepEqual(
          (await searchAgencies(tx, typed, '2026-01-01')).map(v => v.identifier),
          ['Z01.04'],
          typed,
        );
      assert.deepEqual(await searchAgencies(tx, 'ubnd phap', '2026-01-01'), []);
      for (const typed of ['Z01', 'z01.0', ' Z01. '])
        assert.deepEqual(
          (await searchAgencies(tx, typed, '2026-01-01'))
            .map(v => v.identifier)
            .filter(code => code === 'Z01.03' || code === 'Z01.04'),
          ['Z01.03', 'Z01.04'],
          typed,
        );
      assert.deepEqual(await searchAgencies(tx, 'Z01.9', '2026-01-01'), []);
      assert.deepEqual(await searchAgencies(tx, '1.04', '2026-01-01'), [], 'no part from its middle');
      const late = withdrawAgency(tx, agency.id, moved.versionId, act);
      await assert.rejects(late, { code: 'UNIT_BEGUN', params: { unit: 'Sở Tư pháp', from: '01/07/2025' } });
    },
  );

  story('a move is called off before its day, and all is as before', async ({ tx, areaId, act }) => {
    const agency = await createAgency(tx, agencyFacts({ areaId, identifier: 'Z01.03' }), FROM, act);
    const moved = await changeAgency(tx, agency.id, '2027-01-01', { address: 'Số 1, phố Mới' }, act);
    const ended = await changeAgency(tx, agency.id, '2027-07-01', { phone: '0214 111 111' }, act);
    await withdrawAgency(tx, agency.id, moved.versionId, act);
    await withdrawAgency(tx, agency.id, moved.versionId, act);
    assert.deepEqual(
      (await listAgencyVersions(tx, agency.id)).map(v => [v.address, v.from, v.to]),
      [
        [null, '2021-01-01', '2027-07-01'],
        ['Số 1, phố Mới', '2027-07-01', null],
      ],
    );
    assert.deepEqual(
      act.entries.slice(-2).map(e => [e.kind, e.body?.changes]),
      [
        ['organisation.agency-withdrawn', undefined],
        ['organisation.agency-corrected', { to: '2027-07-01' }],
      ],
    );
    await withdrawAgency(tx, agency.id, ended.versionId, act);
    assert.equal((await findAgency(tx, agency.id, '2030-01-01'))?.address, null);
  });

  story(
    'an agency that is to come stays while posts or its predecessor wait for it',
    async ({ tx, areaId, act }) => {
      const old = await createAgency(tx, agencyFacts({ areaId, identifier: 'Z01.03' }), FROM, act);
      const facts = agencyFacts({ areaId, identifier: 'Z01.04', name: 'Sở Mới' });
      const made = await createAgency(tx, facts, { from: '2027-01-01', to: null }, act);
      const link = { fromId: old.id, intoId: made.id, on: '2027-01-01' };
      await linkAgencies(tx, { ...link, share: 'whole' }, act);
      const withdraw = () => withdrawAgency(tx, made.id, made.versionId, act);
      await assert.rejects(withdraw(), { code: 'UNIT_NEEDED', params: { unit: 'Sở Mới' } });
      await unlinkAgencies(tx, link, act);
      const post = { agencyId: made.id, titleVi: 'Giám đốc', titleEn: 'Director', roles: ['leader'] };
      await createPost(tx, { ...post, from: '2027-02-01' }, act);
      await assert.rejects(withdraw(), { code: 'UNIT_NEEDED' });
      const later = correctAgency(tx, made.id, made.versionId, { from: '2027-03-01' }, act);
      await assert.rejects(later, { code: 'UNIT_NEEDED' }, 'nor does it begin after its posts');
      await correctAgency(tx, made.id, made.versionId, { from: '2027-02-01' }, act);
    },
  );
});
