import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { beginCitizenSignIn, enterCode, finishRegistration, type SignedIn, sendAgain } from '../index.ts';
import { type IdentityFixture, identityFixture } from '../testing/fixture.ts';

const MINUTE = 60_000;

describe('identity: codes that others ask for', () => {
  let f: IdentityFixture;
  before(async () => {
    f = await identityFixture();
  });
  after(() => f.close());

  const from = (ip: string) => ({ ...f.browser, ip });
  const HOME = '198.51.100.20';
  const STRANGER = '203.0.113.66';
  const ask = (to: string, ip: string) =>
    beginCitizenSignIn(f.env, { contact: { channel: 'sms', to }, next: null, lang: 'vi', ip });
  const codes = (to: string) => f.sent.filter(m => m.to === to).map(m => m.code);
  const last = (to: string) => codes(to).at(-1) ?? '';
  const wrongFor = (to: string) =>
    ['000000', '000001', '000002', '000003'].find(code => !codes(to).slice(-3).includes(code)) ?? '';
  /** Everything that may be guessed from there is guessed wrong. */
  const guessAll = async (to: string, ip: string) => {
    const token = await ask(to, ip);
    for (let i = 0; i < 7; i++) await assert.rejects(enterCode(f.env, token, wrongFor(to), from(ip)));
  };
  const register = async (to: string, ip: string) => {
    const token = await ask(to, ip);
    assert.equal(await enterCode(f.env, token, last(to), from(ip)), 'name-needed');
    return finishRegistration(f.env, token, 'Giàng Thị Mỷ', from(ip));
  };

  test('who asks a minute after a stranger did, or in a second browser, types the code that came', async () => {
    const to = '+84987000001';
    const { session } = await register(to, HOME);
    f.clock.advance(61 * MINUTE);
    await ask(to, STRANGER);
    const mine = await ask(to, HOME);
    assert.equal(codes(to).length, 3, 'the stranger’s network does not count against the owner’s');
    const second = await ask(to, HOME);
    assert.equal(codes(to).length, 3, 'one a minute from one network');
    const signed = (await enterCode(f.env, second, last(to), from(HOME))) as SignedIn;
    assert.equal(signed.session.accountId, session.accountId);
    await assert.rejects(
      enterCode(f.env, mine, last(to), from(HOME)),
      { code: 'CODE_SPENT' },
      'a code works once, in whichever browser',
    );
  });

  test('a stranger uses up neither the sendings nor the guesses of the owner, in an hour or a day', async () => {
    const to = '+84987000002';
    const { session } = await register(to, HOME);
    f.clock.advance(61 * MINUTE);
    for (let i = 0; i < 10; i++) {
      await guessAll(to, STRANGER);
      f.clock.advance(13 * MINUTE);
    }
    await assert.rejects(ask(to, STRANGER), { code: 'CODE_WAIT' }, 'ten a day from there');
    const mine = await ask(to, HOME);
    const spy = await ask(to, STRANGER);
    for (let i = 0; i < 5; i++)
      await assert.rejects(enterCode(f.env, spy, wrongFor(to), from(STRANGER)), /CODE/);
    await assert.rejects(
      enterCode(f.env, spy, last(to), from(STRANGER)),
      { code: 'CODE_SPENT' },
      'five guesses at the owner’s code',
    );
    const signed = (await enterCode(f.env, mine, last(to), from(HOME))) as SignedIn;
    assert.equal(signed.session.accountId, session.accountId);
  });

  test('a number gets twenty codes a day from strangers, however many; its owner gets his own beside them', async () => {
    const to = '+84987000003';
    await register(to, HOME);
    f.clock.advance(25 * 60 * MINUTE);
    for (let i = 0; i < 60; i++) {
      await ask(to, `203.0.113.${100 + i}`).catch(error => assert.equal(error.code, 'CODE_WAIT'));
      f.clock.advance(11 * MINUTE);
    }
    assert.equal(codes(to).length, 21);
    await ask(to, HOME);
    assert.equal(codes(to).length, 22);
    // Nor do many guess more than five times together at a code that none of them asked for.
    const tokens = await Promise.all(
      [1, 2, 3, 4].map(async i => [i, await ask(to, `192.0.2.${i}`)] as const),
    );
    const ends: string[] = [];
    for (const [i, token] of [...tokens, ...tokens])
      await enterCode(f.env, token, wrongFor(to), from(`192.0.2.${i}`)).catch(e => ends.push(e.code));
    assert.deepEqual(ends, [
      'CODE_WRONG',
      'CODE_WRONG',
      'CODE_WRONG',
      'CODE_WRONG',
      'CODE_SPENT',
      'CODE_SPENT',
      'CODE_SPENT',
      'CODE_SPENT',
    ]);
    const [, stranger] = tokens[0] ?? assert.fail();
    await assert.rejects(sendAgain(f.env, stranger, '192.0.2.1'), { code: 'CODE_WAIT' });
  });
});
