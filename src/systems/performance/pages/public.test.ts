import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { apologise, cases, casesService, loadProcedure, submit, transfer } from '#engines/cases';
import { files } from '#engines/files';
import { increase, indicators } from '#engines/indicators';
import { messaging } from '#engines/messaging';
import { numbering } from '#engines/numbering';
import { payments } from '#engines/payments';
import { findProcedureInForce } from '#engines/procedures';
import { RATED, ratings, SATISFIED } from '#engines/ratings';
import { trust } from '#engines/trust';
import { work } from '#engines/work';
import { localDate } from '#platform/clock';
import { jobsModule } from '#platform/manifests';
import { type StaffSite, staffSite } from '#test/staff-site';
import { loadLibrary } from '../../../engines/cases/testing/load-library.ts';
import { library } from '../../../engines/cases/testing/modules.ts';
import { performance } from '../index.ts';

describe('performance: what anybody reads of agencies', () => {
  let s: StaffSite;
  let anybody: Awaited<ReturnType<StaffSite['citizen']>>;
  let leader: Awaited<ReturnType<StaffSite['official']>>;
  before(async () => {
    s = await staffSite([
      ...[jobsModule, numbering, files, trust, messaging, payments, work, cases, ratings, indicators],
      ...[library, performance],
    ]);
    await loadLibrary(s.db, s.act());
    leader = await s.official('Lý Văn Chủ', s.agencies.bacHa, ['leader', 'signer'], 'Chủ tịch');
    anybody = await s.citizen('Giàng Thị Mỷ');
  });
  after(() => s.close());

  const main = async (path: string) => {
    const { status, html } = await anybody.visit.open(path);
    assert.equal(status, 200, html);
    return (
      /<main[\s\S]*<\/main>/
        .exec(html)?.[0]
        .replace(/<[^>]+>/g, ' ')
        .replace(/\s+/g, ' ') ?? ''
    );
  };

  test('an agency that was only rated has its line, and is in what is said of all', async () => {
    const day = '2026-11-19';
    const counted = { agencyId: s.agencies.saPa, day };
    await s.db.tx(tx =>
      increase(tx, [
        { ...counted, indicator: RATED, by: 4 },
        { ...counted, indicator: SATISFIED, by: 3 },
      ]),
    );
    const text = await main('/ket-qua-giai-quyet?ky=2026-11');
    assert.match(text, /Người đã nộp hồ sơ hài lòng: 75% của 4 đánh giá/);
    assert.match(text, /UBND xã Sa Pa 0 0 chưa có 0 Hài lòng 75% của 4 đánh giá/);
    assert.doesNotMatch(text, /xã Bắc Hà/, 'of whom nothing is counted there is no line');
    assert.match(await main('/ket-qua-giai-quyet?ky=2026-10'), /tháng 10\/2026/);
    assert.doesNotMatch(await main('/ket-qua-giai-quyet?ky=2026-10'), /xã Sa Pa/, 'nor in another month');
  });

  test('apologies are read by anybody; past the last page it is said so, with the way to the first', async () => {
    assert.match(await main('/xin-loi'), /Không có hồ sơ nào đã quá ngày hẹn/);
    const version = await findProcedureInForce(s.db, '9.700001', localDate(s.clock.now()));
    const procedure = await loadProcedure(s.db, { procedureVersionId: version?.id ?? '' });
    const applicant = { accountId: anybody.accountId, name: 'Giàng Thị Mỷ', phone: null, email: null };
    const order = {
      procedure,
      channel: 'online' as const,
      data: {
        reader: { name: 'Giàng A Phử', phone: '0912345678' },
        place: { commune: '99001' },
        result: { way: 'counter' },
      },
      papers: [],
      applicant: { ...applicant, lang: 'vi' as const },
    };
    const by = { accountId: anybody.accountId, postId: null, agencyId: null, at: s.clock.now() };
    const dossier = await s.db.tx(tx => submit(tx, s.env.get(casesService), order, by));
    s.clock.set('2026-12-14T09:00:00+07:00');
    const chief = {
      accountId: leader.accountId,
      postId: leader.postId,
      agencyId: s.agencies.bacHa,
      at: s.clock.now(),
    };
    const sorry = {
      dossierId: dossier.id,
      newDate: '2026-12-18',
      reason: 'Cán bộ nghỉ ốm, chưa có người thay',
    };
    await s.db.tx(tx => apologise(tx, s.env.get(casesService), sorry, chief));
    const first = await main('/xin-loi');
    assert.match(first, /Phiếu số 1\/2026, UBND xã Bắc Hà [^.]+\. Đã hẹn [\d/]+, hẹn lại 18\/12\/2026\./);
    assert.doesNotMatch(first, /Giàng/, 'without anybody’s name');
    assert.doesNotMatch(first, /Hồ sơ nay do/);
    // It goes on to another commune: who apologised stays named, and who has it now is named too.
    const moved = { dossierId: dossier.id, agencyId: s.agencies.saPa, reason: 'Nơi nhận sách ở Sa Pa' };
    await s.db.tx(tx => transfer(tx, s.env.get(casesService), moved, chief));
    assert.match(await main('/xin-loi'), /1\/2026, UBND xã Bắc Hà .*Hồ sơ nay do UBND xã Sa Pa giải quyết\./);
    const past = await anybody.visit.open('/xin-loi?trang=2');
    assert.equal(past.status, 200);
    assert.doesNotMatch(past.html, /18\/12\/2026/);
    assert.match(
      past.html,
      /Danh sách không có trang này[\s\S]*<a[^>]* href="\/xin-loi"[^>]*>Xem từ trang đầu/,
    );
    assert.deepEqual(s.missing, []);
  });
});
