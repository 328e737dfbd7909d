import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createAccount } from '#engines/identity';
import { readHead, type Signed } from '#platform/ledger';
import { type StaffSite, staffSite } from '#test/staff-site';
import { ADMINISTRATION } from './testing/modules.ts';

describe('administration: ledger', () => {
  const ROOT = '/can-bo/quan-tri/so-ghi';
  let s: StaffSite;

  before(async () => {
    s = await staffSite(ADMINISTRATION);
  });
  after(() => s.close());

  async function sealed(): Promise<void> {
    for (let i = 0; i < 200; i++) {
      if ((await s.ledger.head(s.db)) && (await s.ledger.lag(s.db)).unsealed === 0) return;
      await new Promise(done => setTimeout(done, 25));
    }
    throw new Error('not sealed');
  }

  test('an auditor reads what was done, by which official and to what, and of citizens no name; an agency’s administrator does not', async () => {
    const auditor = await s.official('Hoàng Thị Yên', s.agencies.province, ['auditor']);
    const local = await s.official('Sùng A Chứ', s.agencies.bacHa, ['agency-admin']);
    const communal = await s.official('Lục Văn Toàn', s.agencies.saPa, ['auditor']);
    assert.match((await auditor.visit.open(ROOT)).html, /Chưa có đầu sổ nào được ký/);
    assert.equal((await auditor.visit.open(`${ROOT}/dau-so`)).status, 404);
    await s.db.tx(tx =>
      createAccount(tx, { kind: 'citizen', name: 'Thào A Sính', phone: '+84987654321' }, s.act()),
    );
    await s.ledger.sealer.start();
    await sealed();
    const { status, html } = await auditor.visit.open(ROOT);
    assert.equal(status, 200);
    assert.match(html, /Tạo tài khoản/);
    assert.match(html, /Thêm cơ quan/);
    const rows = html.split('<tr>');
    const made = rows.find(row => row.includes('Tạo tài khoản') && row.includes('Sùng A Chứ'));
    assert.match(made ?? '', /<small>Tài khoản<\/small>.*<summary>Xem mã<\/summary>/s);
    assert.ok(rows.some(row => /Giao vị trí.*Việc giữ vị trí.*<code/s.test(row)));
    const [plain = ''] = (made ?? '').split('<details');
    assert.doesNotMatch(plain, /account:|identity\./, 'codes are under their fold');
    assert.match(html, /Người dân<small>Tài khoản/);
    assert.doesNotMatch(html, /Thào A Sính/);
    assert.ok(html.includes((await s.ledger.fingerprint(s.db))?.slice(0, 8) ?? 'no fingerprint'));
    assert.equal((await local.visit.open(ROOT)).status, 403);
    assert.equal((await communal.visit.open(ROOT)).status, 404, 'the ledger is the province’s');
    assert.match((await auditor.visit.open('/can-bo/quan-tri')).html, /bản ghi đã niêm phong/);

    const line = JSON.parse((await auditor.visit.open(`${ROOT}/dau-so`)).html) as Signed;
    const head = await s.ledger.head(s.db);
    assert.deepEqual(line, { signed: head?.signed, signature: head?.signature });
    assert.ok((readHead(line)?.size ?? 0) > 5);
    assert.deepEqual(s.missing, []);
  });

  test('the entries are paged from the newest to the first', async () => {
    const auditor = await s.official('Hoàng Thị Yên', s.agencies.province, ['auditor']);
    for (let i = 0; i < 20; i++)
      await s.official(`Người ${'ABCDEFGHIJKLMNOPQRSTU'[i]}`, s.agencies.saPa, ['officer']);
    await sealed();
    const first = await auditor.visit.open(ROOT);
    const next = /href="([^"]*trang=2[^"]*)"/.exec(first.html)?.[1];
    assert.ok(next);
    const second = await auditor.visit.open(next.replaceAll('&amp;', '&'));
    assert.match(second.html, /Mở sổ ghi/);
    assert.match(second.html, /rel="prev"/);
  });
});
