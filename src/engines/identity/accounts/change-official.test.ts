import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { newId } from '#platform/db';
import { type IdentityFixture, identityFixture } from '../testing/fixture.ts';
import { findAccount, getAccount } from './account.ts';
import { changeOfficial, type OfficialDetails } from './change-official.ts';
import { createAccount } from './create-account.ts';

describe('identity: accounts/change official', () => {
  let f: IdentityFixture;
  let id: string;
  const FIRST = { name: 'Giàng Seo Vần', staffId: 'van.bacha', email: 'van@bacha.vn', phone: '+84912000111' };
  const THEN = { ...FIRST, name: 'Giàng Seo Vàng', email: 'vang@bacha.vn' };

  before(async () => {
    f = await identityFixture();
    const proven = { emailProven: true, phoneProven: true };
    id = await f.db.tx(tx => createAccount(tx, { kind: 'official', ...FIRST, ...proven }, f.act()));
  });
  after(() => f.close());

  const change = (details: OfficialDetails, accountId = id) =>
    f.db.tx(tx => changeOfficial(tx, accountId, details, f.act('admin')));

  test('a wrong name and an old address are put right, with one entry that names no values in the open', async () => {
    await change(THEN);
    const account = await getAccount(f.db, id);
    assert.equal(account.name, 'Giàng Seo Vàng');
    assert.equal(account.email, 'vang@bacha.vn');
    assert.equal(account.emailProven, false, 'nobody has shown that the new address is his');
    assert.equal(account.phoneProven, true);
    const entry = f.entries.at(-1);
    assert.equal(entry?.kind, 'identity.account-changed');
    assert.equal(entry?.actor, 'admin');
    assert.deepEqual(entry?.body, { fields: ['name', 'email'] });
    assert.deepEqual(entry?.personal, { name: 'Giàng Seo Vàng', email: 'vang@bacha.vn' });
  });

  test('what is already so leaves no entry', async () => {
    const { length } = f.entries;
    await change(THEN);
    assert.equal(f.entries.length, length);
  });

  test('nobody gets the user name or the address of another, and a citizen’s account is not one of these', async () => {
    const other = { ...FIRST, staffId: 'mai.bacha', email: 'mai@bacha.vn' };
    await f.db.tx(tx => createAccount(tx, { kind: 'official', ...other }, f.act()));
    for (const taken of [{ staffId: 'mai.bacha' }, { email: 'mai@bacha.vn' }])
      await assert.rejects(change({ ...THEN, ...taken }), { code: 'ACCOUNT_TAKEN' });
    assert.equal((await findAccount(f.db, id))?.staffId, 'van.bacha');
    const citizen = await f.db.tx(tx => createAccount(tx, { kind: 'citizen', name: 'Lù A Páo' }, f.act()));
    for (const none of [citizen, newId()]) await assert.rejects(change(THEN, none), { code: 'NOT_FOUND' });
  });

  test('the database keeps an official a name to sign in with', async () => {
    await assert.rejects(change({ ...THEN, staffId: null, email: null }), { code: '23514' });
  });
});
