import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import ExcelJS from 'exceljs';
import { cases, casesService, type Dossier, loadProcedure, submit } from '#engines/cases';
import { files } from '#engines/files';
import { indicators } from '#engines/indicators';
import { messaging } from '#engines/messaging';
import { numbering } from '#engines/numbering';
import { payments } from '#engines/payments';
import { findProcedureInForce } from '#engines/procedures';
import { ratings } from '#engines/ratings';
import { trust } from '#engines/trust';
import { work } from '#engines/work';
import { localDate } from '#platform/clock';
import { jobsModule } from '#platform/manifests';
import { type StaffSite, staffSite } from '#test/staff-site';
import { loadLibrary } from '../../../engines/cases/testing/load-library.ts';
import { library } from '../../../engines/cases/testing/modules.ts';
import { performance } from '../index.ts';

type Official = Awaited<ReturnType<StaffSite['official']>>;
const PAGE = '/can-bo/tinh-hinh';

describe('performance: what a leader looks at as a workbook', () => {
  let s: StaffSite;
  let leader: Official;
  let clerk: Official;
  let other: Official;
  let dossier: Dossier;
  before(async () => {
    s = await staffSite([
      ...[jobsModule, numbering, files, trust, messaging, payments, work, cases, ratings, indicators],
      ...[library, performance],
    ]);
    await loadLibrary(s.db, s.act());
    const { accountId } = await s.official('Thào A Sính', s.agencies.bacHa, ['signer']);
    const version = await findProcedureInForce(s.db, '9.700001', localDate(s.clock.now()));
    const procedure = await loadProcedure(s.db, { procedureVersionId: version?.id ?? '' });
    const data = {
      reader: { name: '=HYPERLINK("http://x")', phone: '0912345678' },
      place: { commune: '99001' },
      result: { way: 'counter' },
    };
    const applicant = {
      ...{ accountId, name: 'Giàng Thị Mỷ', phone: null, email: null, lang: 'vi' as const },
    };
    const by = { accountId, postId: null, agencyId: null, at: s.clock.now() };
    const order = { procedure, channel: 'online' as const, data, papers: [], applicant };
    dossier = await s.db.tx(tx => submit(tx, s.env.get(casesService), order, by));
    s.clock.set('2026-11-30T09:00:00+07:00');
    // Late by now; and sessions are of that day.
    leader = await s.official('Lý Văn Chủ', s.agencies.bacHa, ['leader', 'signer'], 'Chủ tịch');
    clerk = await s.official('Vi Thị Hà', s.agencies.centre, ['receiver']);
    other = await s.official('Sùng A Lử', s.agencies.saPa, ['leader', 'signer']);
  });
  after(() => s.close());

  /** The cells of the workbook that a page links to, line by line. */
  async function linesAt(who: Official, page: string): Promise<ExcelJS.Row[]> {
    const { html } = await who.visit.open(page);
    const href = /href="([^"]*tai\.xlsx[^"]*)"/.exec(html)?.[1] ?? assert.fail(html);
    const { raw, status } = await who.visit.open(href.replaceAll('&amp;', '&'));
    assert.equal(status, 200, raw.toString());
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load(raw as unknown as Parameters<typeof workbook.xlsx.load>[0]);
    const sheet = workbook.worksheets[0] ?? assert.fail();
    return sheet.getRows(1, sheet.rowCount) ?? [];
  }
  const texts = (row: ExcelJS.Row | undefined): unknown[] =>
    Array.from((row?.values ?? []) as ArrayLike<unknown>).slice(1);

  test('the dossiers behind a number, with where each lies; what somebody called himself is no formula', async () => {
    const [title, about, , line, ...more] = await linesAt(leader, `${PAGE}/ho-so?so=late-now`);
    assert.deepEqual(texts(title), ['Hồ sơ đang quá hạn']);
    assert.match(String(texts(about)[0]), /lúc 30\/11\/2026 09:00/);
    assert.equal(more.length, 0);
    const [code, owner, procedure, place, received, due, stands, apology] = texts(line);
    assert.deepEqual([code, owner], [dossier.code, `'=HYPERLINK("http://x")`]);
    assert.equal(line?.getCell(2).formula, undefined);
    assert.match(String(procedure), /thẻ/);
    assert.match(String(place), /Bắc Hà \(.+\)/);
    assert.ok(received instanceof Date && due instanceof Date, 'moments, not texts');
    assert.match(String(stands), /[Qq]uá hạn/);
    assert.equal(apology, 'chưa có Phiếu xin lỗi');
  });

  test('the table by agency, by field and by person has numbers that can be added', async () => {
    const agencies = await linesAt(leader, PAGE);
    const head = texts(agencies[2]);
    const column = head.indexOf('Đang quá hạn');
    assert.equal(texts(agencies[3])[column], 1);
    assert.equal(texts(agencies.at(-1))[0], 'Tất cả');
    assert.deepEqual(texts((await linesAt(leader, `${PAGE}?xem=linh-vuc`))[3])[0], 'Thư viện');
    const people = await linesAt(leader, `${PAGE}?xem=can-bo`);
    const mine = people.map(texts).find(cells => cells[0] === 'Lý Văn Chủ');
    assert.deepEqual(mine?.slice(1), ['Chủ tịch', 0, 0, undefined, 0, 0, 0]);
  });

  test('the steps behind a number of somebody, and those that a centre does for its commune', async () => {
    const steps = `${PAGE}/buoc?co-quan=${s.agencies.centre}`;
    const [title, about, head, line, ...more] = await linesAt(
      leader,
      `${steps}&so=late-now&can-bo=chua-giao`,
    );
    assert.deepEqual(texts(title), ['Bước đang quá hạn: Chưa giao cho ai']);
    assert.match(String(texts(about)[0]), /^Trung tâm .+ · lúc 30\/11\/2026 09:00$/);
    assert.deepEqual(texts(head), ['Bước', 'Mã hồ sơ', 'Chủ hồ sơ', 'Thủ tục', 'Hạn của bước', 'Làm xong']);
    assert.equal(more.length, 0);
    const [, code, owner, , due, done] = texts(line);
    assert.deepEqual([code, owner, done], [dossier.code, `'=HYPERLINK("http://x")`, undefined]);
    assert.equal(line?.getCell(3).formula, undefined);
    assert.ok(due instanceof Date, 'a moment, no text');
    const others = await linesAt(leader, `${steps}&so=cho-noi-khac-open`);
    assert.match(String(texts(others[3])[4]), /xã Bắc Hà$/, 'who decides is named');
  });

  test('another commune reads that there is no such page, and who leads nothing no file at all', async () => {
    const asked = `${PAGE}/ho-so/tai.xlsx?so=late-now&co-quan=${s.agencies.bacHa}`;
    const steps = `${PAGE}/buoc/tai.xlsx?so=open&can-bo=chua-giao&co-quan=${s.agencies.centre}`;
    // Zeros under “Tất cả cơ quan” would be read as numbers of all.
    const foreign = ['', '/tai.xlsx', '/song', '/ho-so'].map(
      part => `${PAGE}${part}?so=late-now&co-quan=${s.agencies.bacHa}`,
    );
    for (const path of [asked, steps, ...foreign, `${PAGE}?co-quan=khong-co`])
      assert.equal((await other.visit.open(path)).status, 404, path);
    for (const path of [asked, steps, `${PAGE}/tai.xlsx`])
      assert.equal((await clerk.visit.open(path)).status, 403);
    assert.equal((await leader.visit.open(`${PAGE}/ho-so/tai.xlsx?so=nothing`)).status, 404);
    const wrong = await leader.visit.open(`${PAGE}/tai.xlsx?tu=32/13/2026`);
    assert.equal(wrong.location, `${PAGE}?tu=32%2F13%2F2026`);
    const days = await leader.visit.open(`${steps}&tu=32/13/2026`);
    assert.match(days.location ?? '', /buoc\?.*tu=32%2F13%2F2026/);
  });
});
