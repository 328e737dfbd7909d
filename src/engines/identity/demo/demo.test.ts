import assert from 'node:assert/strict';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { loadDemoProvince } from '#engines/organisation';
import type { Env } from '#platform/env';
import { createLog } from '#platform/log';
import {
  beginOfficialSignIn,
  demoCode,
  findCitizen,
  profileOf,
  readDemoAccounts,
  showSecondFactor,
  vaultService,
  visitorOf,
} from '../index.ts';
import { type IdentityFixture, identityFixture } from '../testing/fixture.ts';
import { DEMO_CITIZENS } from './citizens.ts';
import { loadDemoAccounts } from './load-demo-accounts.ts';
import { DEMO_OFFICIALS } from './officials.ts';

describe('identity: demo/demo', () => {
  let f: IdentityFixture;
  let folder: string;
  let env: Env;
  before(async () => {
    f = await identityFixture(undefined, { agencies: false });
    folder = await mkdtemp(path.join(tmpdir(), 'demo-'));
    await loadDemoProvince(f.db);
    env = { ...f.env, log: createLog('silent'), config: { DATA_DIR: folder } } as unknown as Env;
    await loadDemoAccounts(env);
  });
  after(async () => {
    await f.close();
    await rm(folder, { recursive: true });
  });

  test('a newcomer signs in as the chairman of xã Bắc Hà with what the file says and the code that the page shows', async () => {
    const accounts = await readDemoAccounts(folder);
    assert.equal((await stat(path.join(folder, 'demo-accounts.json'))).mode & 0o777, 0o600);
    assert.equal(accounts?.officials.length, 35);
    const chairman = accounts?.officials.find(o => o.user === 'chutich.bacha');
    const begin = () =>
      beginOfficialSignIn(f.env, {
        user: 'chutich.bacha',
        password: chairman?.password ?? '',
        ip: '127.0.0.1',
        next: null,
        lang: 'vi',
      });
    // Three times within half a minute: the second takes the next code, the third has to wait.
    for (const outcome of ['in', 'in', 'wait']) {
      const { token, stage } = await begin();
      assert.equal(stage, 'second-factor');
      const code = await demoCode(f.env, { signIn: token });
      if (outcome === 'wait') assert.equal(code, null);
      else {
        const signed = await showSecondFactor(f.env, token, { kind: 'totp', code: code ?? '' }, f.browser);
        const visitor = await visitorOf(f.db, signed.session.token, f.clock.now());
        assert.ok(visitor?.grants.some(g => g.permission === 'dossier.sign'));
      }
    }
    const real = { ...f.env, site: { ...f.env.site, demo: false } };
    const { token } = await begin();
    f.clock.advance(60_000);
    assert.ok(await demoCode(f.env, { signIn: token }));
    assert.equal(await demoCode(real, { signIn: token }), null, 'never where it is no demo');
  });

  test('where a citizen of the demo lives, somebody does every step of a bundle that goes through committee and police', () => {
    for (const commune of new Set(
      DEMO_CITIZENS.map(c => c.commune.charAt(0).toLowerCase() + c.commune.slice(1)),
    )) {
      const rolesAt = (agency: string) =>
        DEMO_OFFICIALS.filter(o => o.agency === agency).flatMap(o => o.roles);
      for (const agency of [`Ủy ban nhân dân ${commune}`, `Công an ${commune}`])
        for (const role of ['officer', 'signer'])
          assert.ok(rolesAt(agency).includes(role), `${agency} has no ${role}`);
    }
  });

  test('the demo’s citizens have a profile; loading again changes nothing', async () => {
    const my = await findCitizen(f.db, '+84912345678');
    const profile = await profileOf(f.db, f.env.get(vaultService), my?.id ?? '');
    assert.equal(profile.name, 'Giàng Thị Mỷ');
    assert.equal(profile.personalNumber, '010191000172');
    assert.ok(profile.areaId);
    const before = await readDemoAccounts(folder);
    await loadDemoAccounts(env);
    assert.deepEqual(await readDemoAccounts(folder), before);
  });
});
