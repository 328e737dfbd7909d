import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { holdingsOfPost, listScopes } from '#engines/identity';
import { createPost } from '#engines/organisation';
import { type StaffSite, staffSite } from '#test/staff-site';
import { ADMINISTRATION } from '../../testing/modules.ts';

describe('administration: nobody gives himself a right', () => {
  const ROOT = '/can-bo/quan-tri';
  type Official = Awaited<ReturnType<StaffSite['official']>>;
  let s: StaffSite;
  let local: Official;
  let other: Official;
  let province: Official;
  let chairman: Official;

  before(async () => {
    s = await staffSite(ADMINISTRATION);
    province = await s.official('Nguyễn Quang Hưng', s.agencies.province, ['province-admin']);
    local = await s.official('Sùng A Chứ', s.agencies.bacHa, ['agency-admin']);
    other = await s.official('Vàng Thị Mai', s.agencies.bacHa, ['agency-admin']);
    chairman = await s.official('Thào A Sính', s.agencies.bacHa, ['leader', 'signer']);
  });
  after(() => s.close());

  const post = (agencyId: string, roles: string[], titleVi: string) =>
    s.db.tx(tx =>
      createPost(tx, { agencyId, titleVi, titleEn: titleVi, roles, from: '2026-11-01' }, s.act()),
    );
  const give = async (who: Official, postId: string, to: Official, agencyId = s.agencies.bacHa) => {
    const path = `${ROOT}/co-quan/${agencyId}/vi-tri/${postId}/giao`;
    await who.visit.open(path);
    return who.visit.submit(path, { 'nguoi-giu': to.user, 'tu-ngay': '20/11/2026' });
  };

  test('he cannot put himself into a post that signs; another administrator, or the province’s, can', async () => {
    const { id } = await post(s.agencies.bacHa, ['signer', 'leader', 'officer'], 'Trợ lý');
    const refused = await give(local, id, local);
    assert.equal(refused.status, 422);
    assert.match(refused.html, /Không ai tự giao quyền cho mình[\s\S]*quản trị viên khác của cơ quan/);
    assert.deepEqual(await holdingsOfPost(s.db, id), []);
    assert.equal((await give(other, id, local)).status, 303);
    const next = await post(s.agencies.bacHa, ['signer'], 'Phó chủ tịch');
    assert.equal((await give(province, next.id, local)).status, 303);
  });

  test('nor widen a post of his, nor have a post of another delegate to it', async () => {
    const mine = `${ROOT}/co-quan/${s.agencies.bacHa}/vi-tri/${local.postId}`;
    const scope = { 'vai-tro': 'agency-admin', 'co-quan': s.agencies.bacHa, 'cap-duoi': '1' };
    await local.visit.open(`${mine}/pham-vi`);
    assert.match((await local.visit.submit(`${mine}/pham-vi`, scope)).html, /Không ai tự giao quyền/);
    assert.equal((await local.visit.submit(`${mine}/pham-vi/bo`, scope)).status, 403);
    assert.deepEqual(await listScopes(s.db, local.postId), []);
    const from = `${ROOT}/co-quan/${s.agencies.bacHa}/vi-tri/${chairman.postId}/uy-quyen`;
    const wish = {
      'vai-tro': 'signer',
      'tu-ngay': '20/11/2026',
      'den-ngay': '30/11/2026',
      'ly-do': 'Đi công tác',
    };
    await local.visit.open(from);
    const own = await local.visit.submit(from, { ...wish, 'vi-tri-nhan': local.postId });
    assert.match(own.html, /Không ai tự giao quyền/);
    const another = await local.visit.submit(from, { ...wish, 'vi-tri-nhan': other.postId });
    assert.equal(another.status, 303, another.html);
  });

  test('nor add a right to a role of his; who is the only administrator keeps what he has in another post', async () => {
    const role = { ten: 'Theo dõi', 'quyen-dossier.read': 'co-quan' };
    await province.visit.open(`${ROOT}/vai-tro/moi`);
    const made = await province.visit.submit(`${ROOT}/vai-tro/moi`, role);
    const path = made.location?.split('?')[0] ?? '';
    const { id: postId } = await post(s.agencies.province, [path.split('/').at(-1) ?? ''], 'Theo dõi');
    assert.equal((await give(province, postId, province, s.agencies.province)).status, 422);
    await s.db.run(
      `INSERT INTO identity.holding (id, post_id, account_id, valid, shared)
       VALUES (gen_random_uuid(), $1, $2, daterange('2026-11-01', NULL), false)`,
      [postId, province.accountId],
    );
    await province.visit.open(`${path}/sua`);
    const more = await province.visit.submit(`${path}/sua`, { ...role, 'quyen-dossier.sign': 'co-quan' });
    assert.match(more.html, /Không ai tự giao quyền/);
    await province.visit.open(`${path}/sua`);
    const named = await province.visit.submit(`${path}/sua`, { ...role, ten: 'Theo dõi chung' });
    assert.equal(named.status, 303, /class="err[\s\S]{0,600}/.exec(named.html)?.[0]);
    const again = await post(s.agencies.province, ['province-admin'], 'Quản trị viên');
    assert.equal((await give(province, again.id, province, s.agencies.province)).status, 303);
  });
});
