import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { StaffSite } from '#test/staff-site';
import {
  INCIDENT_DESK,
  type IncidentDesk,
  type Official,
  openIncidentDesk,
} from './testing/incident-desk.ts';

describe('administration: what the program cannot decide by itself', () => {
  const SYSTEM = `${INCIDENT_DESK}/he-thong`;
  let s: StaffSite;
  let province: Official;
  let local: Official;
  let desk: IncidentDesk;

  before(async () => {
    desk = await openIncidentDesk();
    ({ s, province, local } = desk);
  });
  after(() => desk.close());

  test('the province sees whether the parts are well, the worst first; nobody else does', async () => {
    assert.equal((await local.visit.open(SYSTEM)).status, 404);
    const { html } = await province.visit.open(SYSTEM);
    assert.match(html, /Không có việc nào đang chờ/);
    assert.match(
      html,
      /Chưa thiết lập.*Chưa cài máy quét mã độc.*Cài máy quét mã độc ClamAV rồi ghi địa chỉ của nó vào thiết lập.*CLAMAV/,
    );
    assert.match(html, /Mọi bộ phận đọc sổ ghi đều theo kịp/);
    assert.match(html, /bằng lệnh <code>fansipan ledger followers<\/code>\./, 'what is typed stands out');
    assert.match(html, /<code>docs\/operations\/install\.md<\/code>\)/);
    const parts = [...html.matchAll(/<tr><td[^>]*>.*?<\/td><th[^>]*>(.*?)<\/th>/g)].map(m => m[1]);
    assert.ok(parts.length > 5);
    assert.equal(new Set(parts).size, parts.length, 'each part has a name of its own');
    const states = [...html.matchAll(/>(Tốt|Chưa thiết lập|Lưu ý|Hỏng)</g)].map(m => m[1]);
    const order = ['Hỏng', 'Lưu ý', 'Chưa thiết lập', 'Tốt'];
    assert.ok(states.length > 5);
    assert.deepEqual(
      states,
      states.toSorted((a, b) => order.indexOf(a ?? '') - order.indexOf(b ?? '')),
    );
  });

  test('money that nobody knows the purpose of, a statement that cannot be read, and a paper with a virus are named', async () => {
    const dossier = await desk.submitted();
    await s.owner.run(
      `INSERT INTO payments.bank_account (id, agency_id, bin, bank_name, number, holder, valid, created_at, created_by)
       VALUES ('00000000-0000-7000-8000-00000000000a', $1, '970436', 'Ngân hàng thử', '0011', 'UBND xã', '[2026-01-01,)', now(), 'system')`,
      [s.agencies.bacHa],
    );
    await s.owner.tx(async tx => {
      const money = '00000000-0000-7000-8000-00000000000b';
      await tx.run(
        `INSERT INTO payments.money (id, bank_account_id, bank_ref, amount, purpose, booked_at, heard, heard_at, state)
         VALUES ($1, '00000000-0000-7000-8000-00000000000a', 'FT1', 8000, 'nop phi', '2026-11-19T03:00:00Z', 'notice', '2026-11-19T03:00:00Z', 'unmatched')`,
        [money],
      );
    });
    await s.owner.run(
      `INSERT INTO payments.reconciliation (id, bank_account_id, since, until, ran_at, seen, found, error)
       VALUES (gen_random_uuid(), '00000000-0000-7000-8000-00000000000a', now(), now(), '2026-11-19T04:00:00Z', 0, 0, 'status 503')`,
    );
    const sha256 = 'ab'.repeat(32);
    await s.owner.run(
      `INSERT INTO files.file (sha256, size, media_type, scanned_at, scan_result, scan_found, created_at, wanted_at)
       VALUES ($1, 9, 'application/pdf', now(), 'infected', 'Eicar', now(), now())`,
      [sha256],
    );
    await s.owner.run(
      `INSERT INTO cases.paper (id, dossier_id, field, name, sha256, filename, media_type, size, received_at)
       VALUES (gen_random_uuid(), $1, 'giay', 'Giấy', $2, 'a.pdf', 'application/pdf', 9, now())`,
      [dossier.id, sha256],
    );
    const { html: before } = await province.visit.open(INCIDENT_DESK);
    assert.match(before, /Sự cố <span>3<\/span>/);
    const { html } = await province.visit.open(SYSTEM);
    assert.match(html, /1 khoản chuyển khoản không ghi mã hồ sơ nào.*19\/11\/2026 10:00/);
    assert.match(html, /Tiền đã vào tài khoản của cơ quan và đã ghi sổ, không mất/, 'what it means');
    assert.doesNotMatch(html, /thu-phi\/tien-vao/, 'no way where he may not go');
    assert.match(
      html,
      /đối chiếu gần nhất của 1 tài khoản bị lỗi.*báo lỗi từ bên trong.*<summary>Nội dung kỹ thuật<\/summary>\n<code>status 503/,
    );
    assert.match(html, /mã độc trong giấy tờ của 1 hồ sơ/);
    assert.ok(html.includes(dossier.code));
    assert.match(before, /Hệ thống \(3\)/, 'what is to be done there is counted before anybody opens it');
    assert.match(html, /Hệ thống \(3\)/);
    assert.match(html, /Sự cố <span>3<\/span>/, 'in the menu too');
    assert.doesNotMatch((await local.visit.open('/can-bo/quan-tri')).html, /Sự cố <span>/);
    assert.deepEqual(s.missing, []);
  });
});
