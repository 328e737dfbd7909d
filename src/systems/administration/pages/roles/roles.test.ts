import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { can, grantsOf, listRoles } from '#engines/identity';
import { type StaffSite, staffSite } from '#test/staff-site';
import { ADMINISTRATION } from '../../testing/modules.ts';

describe('administration: roles', () => {
  const ROLES = '/can-bo/quan-tri/vai-tro';
  type Official = Awaited<ReturnType<StaffSite['official']>>;
  let s: StaffSite;
  let province: Official;
  let local: Official;
  before(async () => {
    s = await staffSite(ADMINISTRATION);
    province = await s.official('Nguyễn Quang Hưng', s.agencies.province, ['province-admin']);
    local = await s.official('Sùng A Chứ', s.agencies.bacHa, ['agency-admin']);
  });
  after(() => s.close());

  const may = async (who: Official, permission: string, agencyId: string) =>
    can(
      s.db,
      {
        accountId: who.accountId,
        kind: 'official',
        name: '',
        sessionId: '',
        grants: await grantsOf(s.db, who.accountId, s.clock.now()),
        scopes: [],
      },
      permission,
      agencyId,
      s.clock.now(),
    );
  const withRole = (name: string, role: string) => s.official(name, s.agencies.bacHa, [role]);

  test('where there is no accountant, a role of the installation lets the desk pay out refunds, there alone', async () => {
    await province.visit.open(`${ROLES}/moi`);
    const made = await province.visit.submit(`${ROLES}/moi`, {
      ten: 'Thủ quỹ ở xã',
      'quyen-payment.read': 'co-quan',
      'quyen-payment.pay-refund': 'co-quan',
    });
    assert.equal(made.location, `${ROLES}/rieng-thu-quy-o-xa?xong=role-made`);
    const desk = await s.official('Lù Thị Pằng', s.agencies.bacHa, ['receiver', 'rieng-thu-quy-o-xa']);
    assert.equal(await may(desk, 'payment.pay-refund', s.agencies.bacHa), true);
    assert.equal(await may(desk, 'payment.approve-refund', s.agencies.bacHa), false);
    assert.equal(await may(desk, 'payment.pay-refund', s.agencies.province), false);
    // Whoever asked for a refund never pays it, whatever his roles: OWN_PAY_OUT, src/engines/payments/refunds.
    const other = await s.official('Giàng Seo Lử', s.agencies.bacHa, ['receiver']);
    assert.equal(await may(other, 'payment.pay-refund', s.agencies.bacHa), false);
  });

  test('the province makes a role of its own, gives it, widens it, sees who has it, and ends it', async () => {
    await province.visit.open(`${ROLES}/moi`);
    const empty = await province.visit.submit(`${ROLES}/moi`, { ten: '' });
    assert.equal(empty.status, 422);
    assert.match(empty.html, /href="#f-ten"/);
    assert.match(empty.html, /Chọn ít nhất một quyền/);
    const made = await province.visit.submit(`${ROLES}/moi`, {
      ten: 'Cán bộ tiếp công dân',
      'quyen-dossier.read': 'co-quan',
    });
    assert.equal(made.location, `${ROLES}/rieng-can-bo-tiep-cong-dan?xong=role-made`);
    const own = `${ROLES}/rieng-can-bo-tiep-cong-dan`;
    const again = await province.visit.submit(`${ROLES}/moi`, {
      ten: 'cán bộ tiếp công dân',
      'quyen-dossier.read': 'co-quan',
    });
    assert.match(again.html, /Đã có vai trò tên/);

    const reader = await withRole('Vàng Thị Dợ', 'rieng-can-bo-tiep-cong-dan');
    assert.equal(await may(reader, 'dossier.read', s.agencies.bacHa), true);
    assert.equal(await may(reader, 'report.read', s.agencies.bacHa), false);
    await province.visit.open(`${own}/sua`);
    const changed = await province.visit.submit(`${own}/sua`, { 'quyen-report.read': 'cap-duoi' });
    assert.equal(changed.status, 303, changed.html.slice(0, 1500));
    assert.equal(await may(reader, 'report.read', s.agencies.bacHa), true);
    const seen = await province.visit.open(own);
    assert.match(seen.html, /1 vị trí mang vai trò này hôm nay[\s\S]*Vàng Thị Dợ/);

    const asks = await province.visit.open(`${own}/ket-thuc`);
    assert.match(asks.html, /Vàng Thị Dợ/);
    assert.equal((await province.visit.submit(`${own}/ket-thuc`, { 'ly-do': '' })).status, 422);
    const ended = await province.visit.submit(`${own}/ket-thuc`, {
      'ly-do': 'Việc này nay do Văn phòng làm',
    });
    assert.equal(ended.status, 303);
    assert.equal(await may(reader, 'dossier.read', s.agencies.bacHa), false);
    assert.match((await province.visit.open(own)).html, /Đã kết thúc/);
    assert.equal((await province.visit.open(`${own}/sua`)).status, 404);
    assert.ok(!(await listRoles(s.db)).some(r => r.id === 'rieng-can-bo-tiep-cong-dan'));
    assert.deepEqual(await s.story('role:rieng-can-bo-tiep-cong-dan'), [
      'identity.role-made',
      'identity.role-changed',
      'identity.role-ended',
    ]);
    // A post that had only the ended role is still its administrator's to keep.
    const posts = `/can-bo/quan-tri/co-quan/${s.agencies.bacHa}/vi-tri/${reader.postId}`;
    assert.doesNotMatch((await province.visit.open(posts)).html, /not-yours|class="box"/);
    assert.deepEqual(s.missing, []);
  });

  test('roles of the program stay as they are, for people and for the database', async () => {
    for (const path of ['sua', 'ket-thuc'])
      assert.equal((await province.visit.open(`${ROLES}/officer/${path}`)).status, 404, path);
    await assert.rejects(
      s.db.tx(tx =>
        tx.run(`UPDATE identity.role SET permissions = permissions || '{ledger.read}' WHERE id = 'officer'`),
      ),
      { code: '23001' },
    );
    await assert.rejects(s.owner.run(`UPDATE identity.role SET ended_at = now() WHERE id = 'officer'`), {
      constraint: 'role_built_in_stays',
    });
  });

  test('the administrator of Bắc Hà reads roles and makes none; nobody puts more into one than he holds', async () => {
    const { html } = await local.visit.open(ROLES);
    assert.match(html, /Chuyên viên/);
    assert.doesNotMatch(html, /vai-tro\/moi/);
    assert.equal((await local.visit.open(`${ROLES}/moi`)).status, 404);
    await province.visit.open(`${ROLES}/moi`);
    assert.equal(
      (await local.visit.submit(`${ROLES}/moi`, { ten: 'Vua', 'quyen-ledger.read': 'cap-duoi' })).status,
      404,
    );

    // Somebody who keeps accounts for the whole province, but not its procedures.
    await province.visit.submit(`${ROLES}/moi`, {
      ten: 'Quản trị tài khoản',
      'quyen-identity.manage': 'cap-duoi',
    });
    const narrow = await s.official('Lý Văn Tài', s.agencies.province, ['rieng-quan-tri-tai-khoan']);
    const form = await narrow.visit.open(`${ROLES}/moi`);
    assert.match(form.html, /quyen-identity\.manage/);
    assert.doesNotMatch(form.html, /quyen-procedure\.approve|quyen-ledger\.read/);
    const sly = await narrow.visit.submit(`${ROLES}/moi`, {
      ten: 'Tất cả',
      'quyen-ledger.read': 'cap-duoi',
      'quyen-dossier.read': 'co-quan',
    });
    assert.equal(sly.status, 303);
    const all = (await listRoles(s.db)).find(r => r.nameVi === 'Tất cả');
    assert.deepEqual(all?.permissions, ['dossier.read'], 'what he does not hold was not given');
    await province.visit.open(`${ROLES}/moi`);
    await province.visit.submit(`${ROLES}/moi`, { ten: 'Người đọc sổ', 'quyen-ledger.read': 'cap-duoi' });
    assert.equal(
      (await narrow.visit.open(`${ROLES}/rieng-nguoi-doc-so/sua`)).status,
      404,
      'more than he holds',
    );
  });
});
