import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { makeApiToken, revokeApiToken } from '#engines/identity';
import { type StaffSite, staffSite } from '#test/staff-site';
import { ADMINISTRATION } from '../testing/modules.ts';
import { TOKENS } from './revoke-token.ts';

describe('administration: who revoked a key of a program', () => {
  let s: StaffSite;
  before(async () => {
    s = await staffSite(ADMINISTRATION);
  });
  after(() => s.close());

  const token = (name: string) =>
    s.db.tx(tx =>
      makeApiToken(
        tx,
        {
          name,
          scopes: ['dossiers.read'],
          agencyId: s.agencies.bacHa,
          expiresAt: new Date(s.clock.now().getTime() + 30 * 86_400_000),
        },
        s.act(),
      ),
    );

  test('whoever comes later reads who did it and when; who comes second is told, and revokes nothing', async () => {
    const local = await s.official('Sùng A Chứ', s.agencies.bacHa, ['agency-admin']);
    const province = await s.official('Nguyễn Quang Hưng', s.agencies.province, ['province-admin']);
    const { id } = await token('Phần mềm kế toán');
    const path = `${TOKENS}/${id}/thu-hoi`;
    // Both have its form before them.
    await province.visit.open(path);
    await local.visit.open(path);
    assert.equal((await local.visit.submit(path)).location, `${TOKENS}?xong=token-revoked`);
    assert.equal((await province.visit.submit(path)).location, path);
    for (const address of [path, TOKENS]) {
      const { html } = await province.visit.open(address);
      assert.match(html, /Sùng A Chứ đã thu hồi lúc [\d/]+ [\d:]+/, address);
      assert.doesNotMatch(html, new RegExp(`(?:href|action)="${path}"`), address);
    }
    assert.deepEqual(await s.story(`api-token:${id}`), ['identity.token-made', 'identity.token-revoked']);
    const elsewhere = await s.official('Lục Văn Toàn', s.agencies.saPa, ['agency-admin']);
    assert.equal((await elsewhere.visit.open(path)).status, 404);
  });

  test('what a command on the server revoked names nobody', async () => {
    const province = await s.official('Hoàng Thị Yên', s.agencies.province, ['province-admin']);
    const { id } = await token('Cổng quốc gia');
    await s.db.tx(tx => revokeApiToken(tx, id, { ...s.act(), actor: 'system' }));
    const { html } = await province.visit.open(`${TOKENS}/${id}/thu-hoi`);
    assert.match(html, /Đã thu hồi bằng lệnh trên máy chủ lúc [\d/]+ [\d:]+/);
  });
});
