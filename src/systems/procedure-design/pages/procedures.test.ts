import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { findDraftVersion, findProcedureInForce, listVersions } from '#engines/procedures';
import { type StaffSite, staffSite } from '#test/staff-site';
import { DESIGN } from '../testing/modules.ts';

describe('procedure design: from a draft to what is in force', () => {
  const ROOT = '/can-bo/thu-tuc';
  const CODE = '9.000001';
  type Official = Awaited<ReturnType<StaffSite['official']>>;
  let s: StaffSite;
  let province: Official;
  let local: Official;
  let approver: Official;

  before(async () => {
    s = await staffSite(DESIGN);
    province = await s.official('Nguyễn Quang Hưng', s.agencies.province, ['province-admin']);
    approver = await s.official('Lê Thị Phương', s.agencies.province, ['procedure-approver']);
    local = await s.official('Sùng A Chứ', s.agencies.bacHa, ['agency-admin']);
  });
  after(() => s.close());

  const page = `${ROOT}/${CODE}`;

  /** One asks for a day, the other approves. */
  async function release(day: string, status = 303): Promise<void> {
    await province.visit.open(`${page}/phat-hanh`);
    assert.equal((await province.visit.submit(`${page}/phat-hanh`, { 'tu-ngay': day })).status, status);
    if (status !== 303) return;
    await approver.visit.open(`${page}/phat-hanh`);
    assert.equal((await approver.visit.submit(`${page}/phat-hanh/duyet`)).status, 303);
  }

  test('procedures are the province’s: an agency’s administrator does not come to them', async () => {
    assert.equal((await local.visit.open(ROOT)).status, 403);
    assert.match((await province.visit.open(ROOT)).html, /Chưa có thủ tục nào đang áp dụng/);
    assert.equal((await province.visit.open(page)).status, 404);
  });

  test('a new procedure is a draft that says what it lacks; wrong entries come back with all that was typed', async () => {
    await province.visit.open(`${ROOT}/moi`);
    const typed = { ma: CODE, ten: 'Cấp thẻ thư viện', 'linh-vuc': 'Thư viện' };
    assert.match(
      (await province.visit.submit(`${ROOT}/moi`, { ...typed, ma: 'mã lạ' })).html,
      /value="MÃ LẠ"|value="mã lạ"/,
    );
    const made = await province.visit.submit(`${ROOT}/moi`, typed);
    assert.equal(made.location, `${page}/phap-ly?xong=draft-created`);
    const list = await province.visit.open(`${ROOT}/ban-thao?thieu=limit`);
    assert.match(list.html, /Cấp thẻ thư viện/);
    assert.match(list.html, /Thời hạn/);
    assert.equal((await province.visit.open(`${page}/phat-hanh`)).status, 200);

    await province.visit.open(`${page}/phap-ly`);
    const wrong = await province.visit.submit(`${page}/phap-ly`, {
      ten: '',
      'han-counter-so': 'ba',
      'phi-0-ten': 'Lệ phí',
      'phi-0-tien': ',000 VNĐ',
      'giay-0-ten': 'Tờ khai',
      'giay-0-chinh': 'ba',
    });
    assert.equal(wrong.status, 422);
    for (const field of ['ten', 'han-counter-so', 'phi-0-tien', 'giay-0-chinh'])
      assert.match(wrong.html, new RegExp(`href="#f-${field}"`), field);
    assert.match(wrong.html, /value=",000 VNĐ"/);
    assert.equal((await findDraftVersion(s.db, CODE))?.papers.length, 0);
  });

  test('the draft is filled in and published from a day; a paper keeps its id in the next version', async () => {
    await province.visit.open(`${page}/phap-ly`);
    const saved = await province.visit.submit(`${page}/phap-ly`, {
      cap: ['commune'],
      'ket-qua': 'Thẻ thư viện',
      'su-kien': ['study', 'no-such-event'],
      'muc-do': 'full-online',
      'can-cu': '46/2019/QH14\n93/2020/NĐ-CP',
      'han-online-so': '0',
      'han-online-gio-cuoi': '15:00',
      'han-counter-so': '3',
      'phi-0-ten': 'Lệ phí',
      'phi-0-tien': '20.000',
      'phi-0-cach': ['counter'],
      'phi-0-mien': 'Trẻ em; 0',
      'giay-0-ten': 'Tờ khai',
      'giay-0-chinh': '1',
      'giay-1-ten': 'Ảnh 3×4',
    });
    assert.equal(saved.status, 303);
    const draft = await findDraftVersion(s.db, CODE);
    assert.deepEqual(draft?.missing, []);
    assert.deepEqual(draft?.lifeEvents, ['study']);
    assert.deepEqual(draft?.limits.online, { n: 0, unit: 'working-day', cutOff: '15:00' });
    assert.deepEqual(draft?.fees[0], {
      name: 'Lệ phí',
      channels: ['counter'],
      amount: 20_000,
      exemptions: [{ who: 'Trẻ em', share: 0 }],
    });
    await release('01/01/2026', 422);
    await release('20/11/2026');
    assert.equal((await findProcedureInForce(s.db, CODE, '2026-11-20'))?.number, 1);
    assert.match((await province.visit.open(`${ROOT}?q=the thu vien`)).html, /Cấp thẻ thư viện/);

    const { html } = await province.visit.open(page);
    const id = /name="ban" value="([^"]+)"/.exec(html)?.[1] ?? '';
    assert.equal((await province.visit.submit(`${page}/ban-thao`, { ban: id })).status, 303);
    await province.visit.open(`${page}/phap-ly`);
    assert.equal((await province.visit.submit(`${page}/phap-ly`, { 'giay-0-ten': '' })).status, 303);
    assert.deepEqual(
      (await findDraftVersion(s.db, CODE))?.papers.map(p => [p.id, p.name]),
      [['paper2', 'Ảnh 3×4']],
    );
  });

  test('the level of districts, of which there are none, is offered only to a procedure that has it, and is not lost by being looked at', async () => {
    const district = /name="cap"[^>]* value="district"/;
    const { html } = await province.visit.open(`${page}/phap-ly`);
    assert.match(html, /name="cap"[^>]* value="commune"/);
    assert.doesNotMatch(html, district);
    const sent = { cap: ['commune', 'district'] };
    assert.equal((await province.visit.submit(`${page}/phap-ly`, sent)).status, 303);
    assert.deepEqual((await findDraftVersion(s.db, CODE))?.levels, ['commune']);
    const drawn = (await province.visit.open(`${page}/quy-trinh`)).html;
    assert.match(drawn, /levels&quot;:\[&quot;commune&quot;,&quot;province&quot;\]/);

    const levels = (list: string) =>
      s.owner.run(
        `UPDATE procedures.procedure_version SET levels = $1::text[] WHERE id = (SELECT v.id FROM procedures.procedure_version v
         JOIN procedures.procedure p ON p.id = v.procedure_id WHERE p.code = $2 AND v.status = 'draft')`,
        [list, CODE],
      );
    await levels('{district,commune}');
    assert.match((await province.visit.open(`${page}/phap-ly`)).html, district);
    assert.equal((await province.visit.submit(`${page}/phap-ly`, {})).status, 303);
    assert.deepEqual((await findDraftVersion(s.db, CODE))?.levels, ['district', 'commune']);
    await levels('{commune}');
  });

  test('two who edit the same draft: the second is told, and loses nothing typed', async () => {
    await province.visit.open(`${page}/phap-ly`);
    const colleague = await s.official('Hoàng Thị Yên', s.agencies.province, ['province-admin']);
    await colleague.visit.open(`${page}/phap-ly`);
    assert.equal((await colleague.visit.submit(`${page}/phap-ly`, { 'ket-qua': 'Thẻ điện tử' })).status, 303);
    const late = await province.visit.submit(`${page}/phap-ly`, { 'ket-qua': 'Thẻ bạn đọc' });
    assert.equal(late.status, 422);
    assert.match(late.html, /Người khác vừa sửa/);
    assert.match(late.html, /Thẻ bạn đọc/);
  });

  test('what was published for later is withdrawn before its day, and the version before goes on', async () => {
    await release('01/01/2027');
    const second = (await listVersions(s.db, CODE)).find(v => v.number === 2);
    assert.match((await province.visit.open(`${page}?ban=2`)).html, /Rút bản 2, áp dụng từ/);
    const first = (await province.visit.open(page)).html;
    assert.match(first, /Rút bản 2, áp dụng từ/, 'where one looks first');
    assert.match(
      first,
      /Biểu mẫu, quy trình và kết quả của bản này[\s\S]*<svg[\s\S]*Bước “[^”]+”/,
      'no draft is needed to read it',
    );
    assert.match(first, /Ô “Họ và tên”/);
    assert.equal((await province.visit.submit(`${page}/rut`, { ban: second?.id ?? '' })).status, 303);
    assert.equal((await findProcedureInForce(s.db, CODE, '2027-06-01'))?.number, 1);
    assert.deepEqual((await s.story(`procedure:${second?.procedureId}`)).slice(-2), [
      'procedure.published',
      'procedure.withdrawn',
    ]);
  });

  test('a file of procedures is loaded line by line, and each refused line is named', async () => {
    await province.visit.open(`${ROOT}/nhap`);
    const file = Buffer.from('{"không":"phải thủ tục"}\nkhông phải JSON\n');
    const { status, html } = await province.visit.upload(`${ROOT}/nhap`, 'tep', 'thu-tuc.jsonl', file);
    assert.equal(status, 200);
    assert.match(html, /Dòng bị từ chối \(2\)/);
    assert.match(html, /Dòng không đúng dạng JSON/);
    assert.deepEqual(s.missing, []);
  });
});
