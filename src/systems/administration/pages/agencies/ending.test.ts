import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createAgency, findAgency, listAgencyVersions } from '#engines/organisation';
import type { Ctx } from '#platform/http';
import { type StaffSite, staffSite } from '#test/staff-site';
import { agencyFacts } from '../../../../engines/organisation/testing/facts.ts';
import { agencyEnds } from '../../agency-ends.ts';
import { ADMINISTRATION } from '../../testing/modules.ts';

describe('administration: who ends an agency, and who is told', () => {
  const ROOT = '/can-bo/quan-tri/co-quan';
  type Official = Awaited<ReturnType<StaffSite['official']>>;
  let s: StaffSite;
  let province: Official;
  let local: Official;
  let chairman: Official;

  before(async () => {
    s = await staffSite(ADMINISTRATION);
    province = await s.official('Nguyễn Quang Hưng', s.agencies.province, ['province-admin']);
    local = await s.official('Sùng A Chứ', s.agencies.bacHa, ['agency-admin']);
    chairman = await s.official('Vàng Seo Páo', s.agencies.bacHa, ['leader', 'signer']);
    await s.owner.run('UPDATE identity.account SET email = $2 WHERE id = $1', [
      chairman.accountId,
      'chutich@bacha.test',
    ]);
  });
  after(() => s.close());

  const letters = async () =>
    (
      await s.owner.query<{ key: string }>(
        "SELECT split_part(dedupe, ':', 1) AS key FROM messaging.message WHERE dedupe LIKE 'agency-%' ORDER BY 1",
      )
    ).map(m => m.key.replace('agency-', ''));
  /** Who asks for his inbox. */
  const of = (who: Official) => {
    const permission = who === chairman ? 'dossier.decide' : 'organisation.manage';
    const grants = [{ permission, agencyId: s.agencies.bacHa, below: false }];
    return {
      ...s.env,
      t: s.env.texts.of('vi'),
      visitor: { accountId: who.accountId, grants },
    } as unknown as Ctx;
  };
  const committee = () => `${ROOT}/${s.agencies.bacHa}`;
  const centre = () => `${ROOT}/${s.agencies.centre}`;

  test('the administrator of a commune neither ends its committee nor names its heir, nor by a correction: the page says who does', async () => {
    const { html } = await local.visit.open(committee());
    assert.doesNotMatch(html, /\/ket-thuc|\/ke-thua/);
    assert.match(html, /do người quản trị [^<]+ hoặc người quản trị toàn tỉnh thực hiện/);
    for (const way of ['ket-thuc', 'ke-thua']) {
      const shown = await local.visit.open(`${committee()}/${way}`);
      assert.match(shown.html, /hoặc người quản trị toàn tỉnh thực hiện/);
      assert.doesNotMatch(shown.html, /name="ngay-cuoi"|name="vao"/);
    }
    const end = { 'ngay-cuoi': '31/12/2026', 'ly-do': 'Sắp xếp', 'da-xem': '1' };
    const refused = await local.visit.submit(`${committee()}/ket-thuc`, end);
    assert.equal(refused.status, 403);
    assert.match(refused.html, /do người quản trị cấp trên/);
    const heir = { vao: 'Z99.60.02', ngay: '01/01/2027', phan: 'whole' };
    assert.equal((await local.visit.submit(`${committee()}/ke-thua`, heir)).status, 403);
    const [version] = await listAgencyVersions(s.db, s.agencies.bacHa);
    const correction = `${committee()}/dinh-chinh/${version?.versionId}`;
    const offered = (await local.visit.open(correction)).html;
    assert.doesNotMatch(offered, /name="den-ngay"/, 'no field for what would be refused');
    assert.match(offered, /hoặc người quản trị toàn tỉnh thực hiện/);
    assert.equal((await local.visit.submit(correction, { 'den-ngay': '31/12/2026' })).status, 403);
    assert.deepEqual(await s.story(`agency:${s.agencies.bacHa}`), ['organisation.agency-created']);
  });

  test('of a centre of his he names an heir that he administers, no other', async () => {
    await local.visit.open(`${centre()}/ke-thua`);
    const beyond = await local.visit.submit(`${centre()}/ke-thua`, {
      vao: 'Z99.60.02',
      ngay: '01/01/2027',
      phan: 'whole',
    });
    assert.equal(beyond.status, 422);
    assert.match(beyond.html, /Tài khoản này không quản trị [^<]*Sa Pa/);
    const own = await local.visit.submit(`${centre()}/ke-thua`, { vao: 'Z99.60.01' });
    assert.equal(own.status, 303);
    assert.deepEqual(await letters(), ['linked'], 'once, though he leads both');
  });

  test('the end is asked about first; the chairman is told, and until its day it is withdrawn', async () => {
    await local.visit.open(`${centre()}/ket-thuc`);
    const asked = await local.visit.follow(`${centre()}/ket-thuc`, { 'ngay-cuoi': '31/12/2026' });
    assert.match(asked.html, /Từ hôm sau, hồ sơ và việc đang mở chuyển cho UBND xã Bắc Hà/);
    assert.match(asked.html, /Người lãnh đạo được báo: Vàng Seo Páo/);
    assert.match(asked.html, /Đến hết ngày 31\/12\/2026 vẫn rút được/);
    assert.equal((await listAgencyVersions(s.db, s.agencies.centre)).at(-1)?.to, null, 'only asked');
    const back = await local.visit.follow(`${centre()}/ket-thuc`, { 'sua-lai': '1' });
    assert.match(back.html, /value="31\/12\/2026"/, 'typed again');
    await local.visit.follow(`${centre()}/ket-thuc`);
    assert.equal((await local.visit.submit(`${centre()}/ket-thuc`)).status, 303);
    assert.deepEqual(await letters(), ['ended', 'linked'].toSorted());

    const { html } = await local.visit.open(centre());
    assert.match(html, /Cơ quan này kết thúc hoạt động sau ngày 31\/12\/2026/);
    assert.match(html, /rut-ket-thuc/);
    assert.doesNotMatch(html, /\/ket-thuc"/, 'what is to end is not ended again');
    // Whose inbox it is that ends reads it there, too.
    const clerk = (agencyId: string) => {
      const grants = [{ permission: 'dossier.receive', agencyId, below: false }];
      return agencyEnds({ ...of(local), visitor: { accountId: local.accountId, grants } } as unknown as Ctx);
    };
    assert.match((await clerk(s.agencies.centre))?.text ?? '', /kết thúc hoạt động sau ngày 31\/12\/2026/);
    assert.equal(await clerk(s.agencies.saPa), null);
    const told = await agencyEnds(of(chairman));
    assert.match(told?.text ?? '', /^\S.*kết thúc hoạt động sau ngày 31\/12\/2026; sau đó .* UBND xã Bắc Hà/);
    await local.visit.open(`${centre()}/rut-ket-thuc`);
    assert.equal((await chairman.visit.open(`${centre()}/rut-ket-thuc`)).status, 403);
    assert.equal((await local.visit.submit(`${centre()}/rut-ket-thuc`)).status, 303);
    assert.ok(await findAgency(s.db, s.agencies.centre, '2027-06-01'), 'it goes on');
    assert.deepEqual(await letters(), ['end-withdrawn', 'ended', 'linked'].toSorted());
    assert.equal(await agencyEnds(of(chairman)), null, 'what he leads goes on');
    for (const again of [
      await local.visit.open(`${centre()}/rut-ket-thuc`),
      await local.visit.send(`${centre()}/rut-ket-thuc`, { 'ngay-cuoi': '2026-12-31' }),
    ]) {
      assert.equal(again.status, 200);
      assert.match(
        again.html,
        /Sùng A Chứ đã rút việc kết thúc lúc \d\d\/\d\d\/\d{4} \d\d:\d\d/,
        'who was first',
      );
      assert.doesNotMatch(again.html, /name="ngay-cuoi"/);
    }
    assert.equal(
      (await province.visit.open(`${committee()}/rut-ket-thuc`)).status,
      404,
      'nothing ever ended',
    );
  });

  test('the province names the heir of a commune and ends it after what stands under it: its chairman finds that in his inbox', async () => {
    await province.visit.open(`${committee()}/ke-thua`);
    const heir = { vao: 'Z99.60.02', ngay: '01/01/2027', phan: 'whole' };
    assert.equal((await province.visit.submit(`${committee()}/ke-thua`, heir)).status, 303);
    const undo = { vao: s.agencies.saPa, ngay: '01/01/2027' };
    assert.equal((await local.visit.submit(`${committee()}/ke-thua/bo`, undo)).status, 403);
    const inTheCommune = { vao: s.agencies.bacHa, ngay: '01/01/2027' };
    assert.equal((await local.visit.submit(`${centre()}/ke-thua/bo`, inTheCommune)).status, 303);
    await province.visit.open(`${centre()}/ke-thua`);
    assert.equal((await province.visit.submit(`${centre()}/ke-thua`, heir)).status, 303);
    const early = (await province.visit.open(`${committee()}/ket-thuc`)).html;
    assert.match(early, /còn 1 cơ quan trực thuộc/);
    assert.doesNotMatch(early, /name="ngay-cuoi"|name="ly-do"/, 'nothing that is typed would help');
    await province.visit.open(`${centre()}/ket-thuc`);
    await province.visit.follow(`${centre()}/ket-thuc`, { 'ngay-cuoi': '31/12/2026' });
    assert.equal((await province.visit.submit(`${centre()}/ket-thuc`)).status, 303);
    await province.visit.open(`${committee()}/ket-thuc`);
    const asked = await province.visit.follow(`${committee()}/ket-thuc`, { 'ngay-cuoi': '31/12/2026' });
    assert.match(asked.html, /2 vị trí còn hiệu lực[\s\S]*chuyển cho UBND xã Sa Pa/);
    assert.equal((await province.visit.submit(`${committee()}/ket-thuc`)).status, 303);
    assert.equal(await findAgency(s.db, s.agencies.bacHa, '2027-01-01'), undefined);
    assert.match(
      (await agencyEnds(of(chairman)))?.text ?? '',
      /UBND xã Bắc Hà kết thúc hoạt động sau ngày 31\/12\/2026; sau đó hồ sơ đang mở chuyển cho UBND xã Sa Pa/,
    );
    assert.equal(await agencyEnds(of(province)), null, 'who leads nothing');
    assert.deepEqual(s.missing, []);
  });

  test('one that ends without an heir: letter and inbox say why, that none is settled yet, and what is to be done until then', async () => {
    const leader = await s.official('Lù Seo Dìn', s.agencies.saPa, ['leader', 'signer']);
    await s.owner.run('UPDATE identity.account SET email = $2 WHERE id = $1', [
      leader.accountId,
      'dl@sapa.test',
    ]);
    const page = `${ROOT}/${s.agencies.saPa}`;
    await s.owner.run('DELETE FROM organisation.agency_succession WHERE into_id = $1', [s.agencies.saPa]);
    await province.visit.open(`${page}/ket-thuc`);
    const first = await province.visit.follow(`${page}/ket-thuc`, { 'ngay-cuoi': '30/11/2026' });
    assert.equal(first.status, 422, 'the reason is asked for');
    const typed = { 'ngay-cuoi': '30/11/2026', 'ly-do': 'Sáp nhập theo Nghị quyết số 12/NQ' };
    assert.equal((await province.visit.follow(`${page}/ket-thuc`, typed)).status, 200);
    assert.equal((await province.visit.submit(`${page}/ket-thuc`)).status, 303);
    const { key, params } = await s.owner.one<{ key: string; params: Record<string, string> }>(
      "SELECT text_key AS key, params FROM messaging.message WHERE address = 'dl@sapa.test'",
    );
    assert.equal(key, 'administration.message.agency-ended-empty');
    const letter = s.env.texts.of('vi')(`${key}.body`, { ...params, base: 'https://x.test' });
    assert.match(letter, /Cơ quan kế thừa: chưa xác định\n- Lý do: Sáp nhập theo Nghị quyết số 12\/NQ/);
    assert.match(letter, /Xem việc đang chờ: https:\/\/x\.test\/can-bo/);
    const grants = [{ permission: 'dossier.receive', agencyId: s.agencies.saPa, below: false }];
    const visitor = { accountId: leader.accountId, grants };
    const told = await agencyEnds({ ...of(local), visitor } as unknown as Ctx);
    assert.match(
      told?.text ?? '',
      /\(lý do: Sáp nhập theo Nghị quyết số 12\/NQ\); chưa xác định cơ quan kế thừa/,
    );
    assert.deepEqual(s.missing, []);
  });

  test('whoever led one whose last day is past reads that it has ended, who has what is left, and nothing of what to do until then', async () => {
    const { id } = await s.db.tx(async tx => {
      const areaId = (await findAgency(tx, s.agencies.province, '2026-11-20'))?.areaId ?? assert.fail();
      const facts = {
        identifier: 'Z99.60.78',
        name: 'Trạm Khuyến nông',
        parentId: s.agencies.province,
        areaId,
      };
      return createAgency(tx, agencyFacts(facts), { from: '2025-07-01', to: null }, s.act());
    });
    const head = await s.official('Tẩn Láo Tả', id, ['leader']);
    await s.owner.run('UPDATE identity.account SET email = $2 WHERE id = $1', [head.accountId, 'tt@kn.test']);
    await s.owner.run(
      `INSERT INTO work.task (id, subject_kind, subject_id, element_id, title, agency_id, permission, created_at)
       VALUES (gen_random_uuid(), 'report', gen_random_uuid(), 'e', '{}', $1, 'dossier.process', '2026-11-18T09:00:00+07:00')`,
      [id],
    );
    const page = `${ROOT}/${id}/ket-thuc`;
    await province.visit.open(page);
    const typed = { 'ngay-cuoi': '18/11/2026', 'ly-do': 'Giải thể' };
    assert.equal((await province.visit.follow(page, { ...typed, 'ly-do': '' })).status, 422);
    const asked = await province.visit.follow(page, typed);
    assert.match(
      asked.html,
      /Chưa ghi cơ quan kế thừa\.[\s\S]*Không có cơ quan nào nhận[^<]*0 hồ sơ[^<]*1 việc/,
    );
    assert.equal((await province.visit.submit(page)).status, 303);
    const { key, params } = await s.owner.one<{ key: string; params: Record<string, string> }>(
      "SELECT text_key AS key, params FROM messaging.message WHERE address = 'tt@kn.test'",
    );
    const letter = s.env.texts.of('vi')(`${key}.body`, { ...params, base: 'https://x.test' });
    assert.match(letter, /đã kết thúc hoạt động[\s\S]*Ngày hoạt động cuối cùng: 18\/11\/2026 \(đã qua\)/);
    assert.match(letter, /\n- Không có cơ quan nào nhận, [^\n]*1 việc đang chờ/);
    assert.doesNotMatch(letter, /đến hết ngày 18|còn rút được|\/can-bo/);
    assert.deepEqual(s.missing, []);
  });
});
