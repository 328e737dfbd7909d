import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createAgency, createPost, findAgency, listAgencyVersions } from '#engines/organisation';
import { type StaffSite, staffSite } from '#test/staff-site';
import { agencyFacts } from '../../../../engines/organisation/testing/facts.ts';
import { ADMINISTRATION } from '../../testing/modules.ts';

describe('administration: agencies', () => {
  const ROOT = '/can-bo/quan-tri/co-quan';
  let s: StaffSite;
  let province: Awaited<ReturnType<StaffSite['official']>>;
  let local: typeof province;
  let clerk: typeof province;

  before(async () => {
    s = await staffSite(ADMINISTRATION);
    province = await s.official('Nguyễn Quang Hưng', s.agencies.province, ['province-admin']);
    local = await s.official('Sùng A Chứ', s.agencies.bacHa, ['agency-admin']);
    clerk = await s.official('Lù Thị Sen', s.agencies.bacHa, ['officer']);
  });
  after(() => s.close());

  const DIVISION = {
    ten: 'Phòng Kinh tế xã Bắc Hà',
    ma: 'Z99.60.01.02',
    loai: 'division',
    cap: 'commune',
    'dia-ban': '99001',
    'cap-tren': 'Z99.60.01',
    'tu-ngay': '01/12/2025',
  };

  test('an agency’s administrator sees his agency and those below, a clerk sees nothing, and both are told nothing of others', async () => {
    const { html } = await local.visit.open(ROOT);
    assert.match(html, /UBND xã Bắc Hà/);
    assert.match(html, /Trung tâm PVHCC xã Bắc Hà/);
    assert.doesNotMatch(html, /UBND xã Sa Pa/);
    assert.equal((await local.visit.open(`${ROOT}/${s.agencies.bacHa}`)).status, 200);
    for (const path of [`${ROOT}/${s.agencies.saPa}`, `${ROOT}/${s.agencies.province}`, `${ROOT}/nothing`])
      assert.equal((await local.visit.open(path)).status, 404, path);
    assert.equal((await clerk.visit.open(ROOT)).status, 403);
    assert.equal((await clerk.visit.open('/can-bo/quan-tri')).status, 403);
    assert.match((await province.visit.open(`${ROOT}?q=sa pa`)).html, /UBND xã Sa Pa/);
    const byArea = (await province.visit.open(`${ROOT}?q=99001`)).html;
    assert.match(byArea, /UBND xã Bắc Hà/, 'found by the code of its area');
    assert.doesNotMatch(byArea, /UBND xã Sa Pa/);
    assert.match((await province.visit.open(`${ROOT}?ngay=01/01/2020`)).html, /Không có cơ quan nào/);
    const none = (await province.visit.open(`${ROOT}?ngay=31/02/2020`)).html;
    assert.match(none, /01\/07\/2025/, 'an example of a day');
    assert.doesNotMatch(none, /cơ quan vào ngày|<table/, 'and nothing is listed for a day that is none');
    assert.equal(
      (await province.visit.open(`${ROOT}?ngay=2020-01-01`)).html.includes('Không có cơ quan nào'),
      true,
      'a day as programs write it',
    );
  });

  test('the administrator of Bắc Hà adds a division, once however often the button is pressed; what is wrong keeps what was typed', async () => {
    await local.visit.open(`${ROOT}/moi`);
    const wrong = await local.visit.submit(`${ROOT}/moi`, {
      ...DIVISION,
      ma: 'không phải mã',
      'tu-ngay': '31/02/2026',
    });
    assert.equal(wrong.status, 422);
    assert.match(wrong.html, /<title>Lỗi:/);
    assert.match(wrong.html, /value="không phải mã"/);
    assert.match(wrong.html, /Phòng Kinh tế xã Bắc Hà/);
    assert.match(wrong.html, /href="#f-tu-ngay"/);
    const done = await local.visit.submit(`${ROOT}/moi`, DIVISION);
    assert.equal(done.status, 303);
    const again = await local.visit.submit(`${ROOT}/moi`, DIVISION);
    assert.equal(again.location, done.location, 'the same form is done once');
    const id = /co-quan\/([0-9a-f-]{36})/.exec(done.location ?? '')?.[1] ?? '';
    assert.deepEqual(await s.story(`agency:${id}`), ['organisation.agency-created']);
    const [entry] = await s.ledger.history(s.db, `agency:${id}`);
    assert.equal(entry?.actor, local.accountId);
    assert.equal(entry?.post, local.postId);
    assert.match((await local.visit.open(done.location ?? '')).html, /Đã thêm cơ quan/);

    await local.visit.open(`${ROOT}/moi`);
    const taken = await local.visit.submit(`${ROOT}/moi`, DIVISION);
    assert.equal(taken.status, 422);
    assert.match(taken.html, /Mã định danh Z99\.60\.01\.02 đang thuộc về cơ quan khác/);
    const elsewhere = { ...DIVISION, ma: 'Z99.60.02.02', 'cap-tren': 'Z99.60.02' };
    assert.match(
      (await local.visit.submit(`${ROOT}/moi`, elsewhere)).html,
      /Không có cơ quan mang mã hoặc tên này trong phạm vi/,
    );
    const top = { ...DIVISION, ma: 'Z98', 'cap-tren': '' };
    assert.equal(
      (await local.visit.submit(`${ROOT}/moi`, top)).status,
      422,
      'nobody puts an agency beside the province',
    );
  });

  test('a change begins on its day, a correction was always so, and an end names the last day', async () => {
    const { centre } = s.agencies;
    const path = `${ROOT}/${centre}`;
    await local.visit.open(`${path}/thay-doi`);
    const same = await local.visit.submit(`${path}/thay-doi`);
    assert.match(same.html, /Chưa có gì thay đổi/);
    const changed = await local.visit.submit(`${path}/thay-doi`, {
      'dia-chi': 'Tổ dân phố 1',
      'tu-ngay': '01/01/2026',
    });
    assert.equal(changed.status, 303);
    assert.equal((await findAgency(s.db, centre, '2025-12-31'))?.address, null);
    assert.equal((await findAgency(s.db, centre, '2026-01-01'))?.address, 'Tổ dân phố 1');

    const [first] = await listAgencyVersions(s.db, centre);
    assert.match(
      (await local.visit.open(path)).html,
      /<dt>Cấp<\/dt><dd>Xã, phường, đặc khu</,
      'no townships now',
    );
    const correction = `${path}/dinh-chinh/${first?.versionId}`;
    assert.match((await local.visit.open(correction)).html, /<h1>Đính chính: Trung tâm /);
    assert.equal(
      (await local.visit.submit(correction, { ten: 'Trung tâm Phục vụ hành chính công xã Bắc Hà' })).status,
      303,
    );
    assert.equal(
      (await findAgency(s.db, centre, '2025-07-01'))?.name,
      'Trung tâm Phục vụ hành chính công xã Bắc Hà',
    );
    assert.equal((await findAgency(s.db, centre, '2026-01-01'))?.name, 'Trung tâm PVHCC xã Bắc Hà');

    await local.visit.open(`${path}/ke-thua`);
    const link = { vao: 'Z99.60.01', ngay: '01/01/2027', phan: 'whole' };
    assert.equal((await local.visit.submit(`${path}/ke-thua`, link)).status, 303);
    const alone = (await local.visit.open(`${path}/ket-thuc`)).html;
    assert.match(alone, /<h1>Kết thúc hoạt động: Trung tâm /);
    assert.doesNotMatch(alone, /cơ quan trực thuộc/, 'none is below it');
    const asked = await local.visit.follow(`${path}/ket-thuc`, { 'ngay-cuoi': '31/12/2026' });
    assert.match(asked.html, /<h1>Kết thúc Trung tâm [^<]+ sau ngày 31\/12\/2026\?/);
    assert.equal((await local.visit.submit(`${path}/ket-thuc`)).status, 303);
    assert.equal(await findAgency(s.db, centre, '2027-01-01'), undefined);
    assert.match((await local.visit.open(path)).html, /chuyển vào <a href="[^"]+">UBND xã Bắc Hà<\/a>/);
    assert.deepEqual(await s.story(`agency:${centre}`), [
      'organisation.agency-created',
      'organisation.agency-changed',
      'organisation.agency-corrected',
      'organisation.agency-succeeded',
      'organisation.agency-ended',
    ]);
    assert.equal((await local.visit.open(`${ROOT}/${s.agencies.saPa}/ket-thuc`)).status, 404);
    const above = (await province.visit.open(`${ROOT}/${s.agencies.bacHa}/ket-thuc`)).html;
    assert.match(above, /còn \d+ cơ quan trực thuộc: kết thúc hoặc chuyển các cơ quan đó trước/);
    assert.doesNotMatch(above, /name="ngay-cuoi"/, 'no day that is typed would help');
    const reasoned = await province.visit.follow(`${ROOT}/${s.agencies.bacHa}/ket-thuc`, {
      'ngay-cuoi': '31/12/2026',
      'ly-do': 'Giải thể',
    });
    assert.equal(reasoned.status, 422, 'an agency does not end while others stand below it');
  });

  test('an agency whose work and people nobody takes over ends with a reason only, and not before what it did last', async () => {
    const { id } = await s.db.tx(async tx => {
      const areaId = (await findAgency(tx, s.agencies.province, '2026-11-20'))?.areaId ?? assert.fail();
      const about = {
        identifier: 'Z99.60.77',
        name: 'Trạm Khuyến nông',
        parentId: s.agencies.province,
        areaId,
      };
      const station = agencyFacts(about);
      const agency = await createAgency(tx, station, { from: '2026-01-01', to: null }, s.act());
      const post = { agencyId: agency.id, titleVi: 'Trạm trưởng', titleEn: 'Head', roles: ['officer'] };
      await createPost(tx, { ...post, from: '2026-01-01' }, s.act());
      return agency;
    });
    await s.owner.run(
      `INSERT INTO work.task (id, subject_kind, subject_id, element_id, title, agency_id, permission, created_at)
       VALUES (gen_random_uuid(), 'report', gen_random_uuid(), 'e', '{}', $1, 'dossier.process', '2026-11-18T09:00:00+07:00')`,
      [id],
    );
    const path = `${ROOT}/${id}/ket-thuc`;
    const shown = await province.visit.open(path);
    assert.match(shown.html, /1 việc đang chờ[\s\S]*1 vị trí/);
    const early = await province.visit.follow(path, { 'ngay-cuoi': '17/11/2026', 'ly-do': 'Giải thể' });
    assert.match(early.html, /hồ sơ ngày 18\/11\/2026/);
    const once = await province.visit.follow(path, { 'ngay-cuoi': '18/11/2026', 'ly-do': '' });
    assert.equal(once.status, 422);
    assert.match(once.html, /name="ly-do"/);
    assert.ok(await findAgency(s.db, id, '2026-11-20'));
    const twice = await province.visit.follow(path, { 'ngay-cuoi': '18/11/2026', 'ly-do': 'Giải thể' });
    assert.match(twice.html, /1 việc đang chờ[\s\S]*Không có cơ quan nào nhận[\s\S]*không rút được/);
    assert.equal((await province.visit.submit(path)).status, 303);
    assert.equal(await findAgency(s.db, id, '2026-11-20'), undefined);
  });

  test('what is called by the words that were typed comes before what only holds them somewhere', async () => {
    await s.db.tx(async tx => {
      const areaId = (await findAgency(tx, s.agencies.province, '2026-11-20'))?.areaId ?? assert.fail();
      for (const [identifier, name] of [
        ['Z99.10.01', 'Văn phòng Ủy ban và Hội đồng'],
        ['Z99.10.02', 'Trung tâm xã Lùng Phình'],
        ['Z99.88.01', 'Trạm xã Tả Phìn'],
        ['Z99.88.02', 'Trạm xã Bản Hồ'],
      ] as const)
        await createAgency(
          tx,
          agencyFacts({ identifier, name, parentId: s.agencies.province, areaId }),
          { from: '2026-01-01', to: null },
          s.act(),
        );
    });
    const found = async (typed: string) =>
      [
        ...(await province.visit.open(`${ROOT}?q=${typed}`)).html.matchAll(
          /<a href="[^"]*co-quan\/[0-9a-f-]{36}[^"]*">([^<]+)</g,
        ),
      ].map(m => m[1]);
    assert.deepEqual(await found('ban ho'), ['Trạm xã Bản Hồ', 'Văn phòng Ủy ban và Hội đồng']);
    assert.deepEqual(await found('ta phin'), ['Trạm xã Tả Phìn', 'Trung tâm xã Lùng Phình']);
    assert.doesNotMatch((await local.visit.open(`${ROOT}?q=ta phin`)).html, /Tả Phìn</);
  });

  test('a change that has not begun is called off; one whose day has come is not, nor one of another commune', async () => {
    const { bacHa, saPa } = s.agencies;
    const path = `${ROOT}/${bacHa}`;
    await local.visit.open(`${path}/thay-doi`);
    const move = { 'dia-chi': 'Thôn Na Hối', 'tu-ngay': '01/03/2027' };
    assert.equal((await local.visit.submit(`${path}/thay-doi`, move)).status, 303);
    const later = (await listAgencyVersions(s.db, bacHa)).find(v => v.from === '2027-03-01');
    const off = `${path}/huy/${later?.versionId}`;
    assert.ok((await local.visit.open(path)).html.includes(`href="${off}"`));
    assert.match((await local.visit.open(off)).html, /tiếp tục như không có thay đổi/);
    assert.equal((await clerk.visit.open(off)).status, 403);
    const elsewhere = `${ROOT}/${saPa}/huy/${later?.versionId}`;
    assert.equal((await local.visit.open(elsewhere)).status, 404);
    assert.equal((await local.visit.submit(elsewhere)).status, 404);
    await local.visit.open(off);
    const done = await local.visit.submit(off);
    assert.match((await local.visit.open(done.location ?? '')).html, /Đã hủy thay đổi chưa có hiệu lực/);
    assert.equal((await findAgency(s.db, bacHa, '2027-03-01'))?.address, null);
    const entries = (await s.ledger.history(s.db, `agency:${bacHa}`)).slice(-2);
    assert.deepEqual(
      entries.map(e => [e.kind, e.actor]),
      [
        ['organisation.agency-withdrawn', local.accountId],
        ['organisation.agency-corrected', local.accountId],
      ],
    );

    const [now] = await listAgencyVersions(s.db, bacHa);
    const begun = `${path}/huy/${now?.versionId}`;
    await local.visit.open(begun);
    const refused = await local.visit.submit(begun);
    assert.equal(refused.status, 422);
    assert.match(refused.html, /đã có hiệu lực từ/);
    assert.ok(await findAgency(s.db, bacHa, '2026-11-20'));
  });

  test('an agency that was only to come is gone once it is called off', async () => {
    await local.visit.open(`${ROOT}/moi`);
    const wish = { ...DIVISION, ma: 'Z99.60.01.09', ten: 'Phòng Sẽ Lập', 'tu-ngay': '01/05/2027' };
    const made = await local.visit.submit(`${ROOT}/moi`, wish);
    const id = /co-quan\/([0-9a-f-]{36})/.exec(made.location ?? '')?.[1] ?? '';
    const [version] = await listAgencyVersions(s.db, id);
    const off = `${ROOT}/${id}/huy/${version?.versionId}`;
    await local.visit.open(off);
    const done = await local.visit.submit(off);
    assert.equal(done.location, `${ROOT}?xong=agency-withdrawn`);
    assert.equal((await local.visit.open(`${ROOT}/${id}`)).status, 404);
  });

  test('every page speaks one language, and no text is missing', async () => {
    for (const path of ['/can-bo/quan-tri', ROOT, `${ROOT}/${s.agencies.bacHa}`, `${ROOT}/moi`]) {
      const { status, html } = await province.visit.open(`${path}?lang=en`);
      assert.equal(status, 200, path);
      assert.match(html, /<html lang="en">/);
    }
    await province.visit.open(`${ROOT}?lang=vi`);
    assert.deepEqual(s.missing, []);
  });
});
