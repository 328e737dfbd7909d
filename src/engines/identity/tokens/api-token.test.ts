import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { can, listApiTokens, makeApiToken, revokeApiToken, tokenVisitor } from '../index.ts';
import { type IdentityFixture, identityFixture } from '../testing/fixture.ts';

describe('identity: tokens/api token', () => {
  let f: IdentityFixture;
  before(async () => {
    f = await identityFixture();
  });
  after(() => f.close());

  const DAY = 86_400_000;
  const make = (days: number) =>
    f.db.tx(tx =>
      makeApiToken(
        tx,
        {
          name: 'Trục liên thông',
          scopes: ['dossier.read'],
          agencyId: f.agencies.bacHa,
          expiresAt: new Date(f.clock.now().getTime() + days * DAY),
        },
        f.act(),
      ),
    );

  test('a program comes with its token: its scopes, at its agency and below, until it expires or is revoked', async () => {
    const look = tokenVisitor(f.env);
    const { id, token } = await make(30);
    const client = await look(`Bearer ${token}`);
    assert.equal(client?.kind, 'client');
    const may = (permission: string, agency: string) => can(f.db, client, permission, agency, f.clock.now());
    assert.equal(await may('dossier.read', f.agencies.centre), true);
    assert.equal(await may('dossier.read', f.agencies.saPa), false);
    assert.equal(await may('dossier.sign', f.agencies.bacHa), false);
    const [kept] = await f.owner.query('SELECT * FROM identity.api_token');
    assert.equal(JSON.stringify(kept).includes(token), false, 'the token itself is not kept');
    assert.equal((await listApiTokens(f.db))[0]?.usedAt?.getTime(), f.clock.now().getTime());
    await f.db.tx(tx => revokeApiToken(tx, id, f.act()));
    assert.equal(await look(`Bearer ${token}`), null);
    const { token: second } = await make(1);
    f.clock.advance(DAY);
    assert.equal(await look(second), null);
    for (const bad of [undefined, '', 'Bearer ', 'Bearer fsp_x', 'Basic abc'])
      assert.equal(await look(bad), null);
  });

  test('no token lives longer than a year', async () => {
    await assert.rejects(make(400), /violates check constraint/);
  });
});
