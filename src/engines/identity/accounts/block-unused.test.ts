import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { getAccount, openSession, unblockAccount } from '../index.ts';
import { type IdentityFixture, identityFixture } from '../testing/fixture.ts';
import { blockUnusedAdministrators } from './block-unused.ts';

describe('identity: accounts/block unused', () => {
  const DAY = 86_400_000;
  let f: IdentityFixture;
  before(async () => {
    f = await identityFixture();
  });
  after(() => f.close());

  test('an administrator who has not been there for 45 days is blocked; an officer, and who was there, are not', async () => {
    const away = await f.official('Nguyễn Quang Hưng', f.agencies.province, ['province-admin']);
    const busy = await f.official('Sùng A Chứ', f.agencies.bacHa, ['agency-admin']);
    const officer = await f.official('Lù Thị Sen', f.agencies.bacHa, ['officer']);
    const status = async (o: { accountId: string }) => (await getAccount(f.db, o.accountId)).status;
    f.clock.advance(40 * DAY);
    assert.equal(await blockUnusedAdministrators(f.env), 0);
    const session = { accountId: busy.accountId, kind: 'official' as const, stepped: true, ...f.browser };
    await f.db.tx(tx => openSession(tx, session, f.clock.now()));
    f.clock.advance(6 * DAY);
    assert.equal(await blockUnusedAdministrators(f.env), 1);
    assert.deepEqual(
      [await status(away), await status(busy), await status(officer)],
      ['blocked', 'active', 'active'],
    );
    assert.equal(f.entries.at(-1)?.kind, 'identity.account-blocked');
    await f.db.tx(tx => unblockAccount(tx, away.accountId, 'đã quay lại', f.act()));
    assert.equal(await status(away), 'active');
  });
});
