import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  beginCitizenSignIn,
  beginContact,
  blockAccount,
  enterCode,
  findCitizen,
  finishRegistration,
  proveContact,
  type SignedIn,
  sendAgain,
  visitorOf,
} from '../index.ts';
import { type IdentityFixture, identityFixture } from '../testing/fixture.ts';

const ownOf = ({ session }: SignedIn) => ({
  accountId: session.accountId,
  sessionId: session.id,
  ip: '203.0.113.7',
});

describe('identity: sign in/citizen', () => {
  let f: IdentityFixture;
  before(async () => {
    f = await identityFixture();
  });
  after(() => f.close());

  const sms = (to: string) => ({
    contact: { channel: 'sms' as const, to },
    next: null,
    lang: 'vi' as const,
    ip: f.browser.ip,
  });
  const lastCode = () => f.sent.at(-1)?.code ?? '';
  const wrong = () => (lastCode() === '000000' ? '000001' : '000000');
  const begin = (to: string, more: { name?: string; email?: string; next?: string } = {}) =>
    beginCitizenSignIn(f.env, { ...sms(to), ...more });
  const register = async (to: string, name: string): Promise<SignedIn> =>
    (await enterCode(f.env, await begin(to, { name }), lastCode(), f.browser)) as SignedIn;

  describe('a citizen', () => {
    test('registers with a phone number and a code, and comes back to the page asked for', async () => {
      const token = await begin('+84912000001', { name: 'Giàng Thị Mỷ', next: '/nop/1.001193' });
      assert.deepEqual(f.sent.at(-1)?.purpose, 'register');
      const signed = (await enterCode(f.env, token, lastCode(), f.browser)) as SignedIn;
      assert.equal(signed.next, '/nop/1.001193');
      const visitor = await visitorOf(f.db, signed.session.token, f.clock.now());
      assert.equal(visitor?.name, 'Giàng Thị Mỷ');
      assert.equal(visitor?.kind, 'citizen');
      assert.deepEqual(visitor?.grants, []);
      assert.equal(f.entries.at(-1)?.kind, 'identity.account-created');
      assert.equal(f.entries.at(-1)?.actor, signed.session.accountId);
      await assert.rejects(
        enterCode(f.env, token, lastCode(), f.browser),
        { code: 'SIGN_IN_LOST' },
        'a code works once',
      );
    });

    test('who is not known yet proves the number first and says the name then', async () => {
      const token = await begin('+84912000002');
      assert.equal(await enterCode(f.env, token, lastCode(), f.browser), 'name-needed');
      assert.equal(await findCitizen(f.db, '+84912000002'), undefined);
      const signed = await finishRegistration(f.env, token, 'Thào A Sính', f.browser);
      assert.equal((await findCitizen(f.db, '+84912000002'))?.id, signed.session.accountId);
    });

    test('who registers twice comes into the account that is there', async () => {
      const first = await register('+84912000003', 'Lý Thị Mẩy');
      f.clock.advance(61_000);
      const second = await register('+84912000003', 'Tên khác');
      assert.equal(second.session.accountId, first.session.accountId);
      assert.equal((await findCitizen(f.db, '+84912000003'))?.name, 'Lý Thị Mẩy');
    });

    test('five wrong codes spend it; the right one is refused then, and its neighbour’s browser cannot use it', async () => {
      const token = await begin('+84912000004', { name: 'Sùng Thị Dí' });
      const right = lastCode();
      for (const left of [4, 3, 2, 1])
        await assert.rejects(enterCode(f.env, token, wrong(), f.browser), {
          code: 'CODE_WRONG',
          params: { left },
        });
      await assert.rejects(enterCode(f.env, token, wrong(), f.browser), { code: 'CODE_SPENT' });
      await assert.rejects(enterCode(f.env, token, right, f.browser), { code: 'CODE_SPENT' });
      await assert.rejects(enterCode(f.env, 'cookie of another browser', right, f.browser), {
        code: 'SIGN_IN_LOST',
      });
    });

    test('a code is good for ten minutes', async () => {
      const token = await begin('+84912000005', { name: 'Vàng Thị Sua' });
      const code = lastCode();
      f.clock.advance(10 * 60_000);
      await assert.rejects(enterCode(f.env, token, code, f.browser), { code: 'SIGN_IN_LOST' });
    });

    test('one code a minute and five an hour go to a number, known or not, in the same words', async () => {
      for (const to of ['+84912000001', '+84999999999']) {
        f.clock.advance(24 * 3_600_000);
        for (let i = 0; i < 5; i++) {
          const token = await begin(to);
          await assert.rejects(sendAgain(f.env, token, f.browser.ip), { code: 'CODE_WAIT' });
          f.clock.advance(60_000);
        }
        f.clock.advance(10 * 60_000);
        await assert.rejects(begin(to), { code: 'CODE_WAIT', params: { seconds: 2700, minutes: 45 } });
      }
    });

    test('a hundred guesses at once are a hundred tries', async () => {
      const token = await begin('+84912000006', { name: 'Cư Thị Mo' });
      const guesses = Array.from({ length: 30 }, () => enterCode(f.env, token, wrong(), f.browser));
      const ends = await Promise.allSettled(guesses);
      const codes = ends.map(e => (e.status === 'rejected' ? (e.reason as { code: string }).code : 'in'));
      assert.equal(codes.filter(c => c === 'CODE_WRONG').length, 4);
      assert.equal(codes.filter(c => c === 'CODE_SPENT').length, 26);
    });

    test('a blocked account is refused, and its sessions are over', async () => {
      const signed = await register('+84912000007', 'Hạng A Páo');
      await f.db.tx(tx =>
        blockAccount(tx, signed.session.accountId, 'theo đề nghị của chủ tài khoản', f.act()),
      );
      assert.equal(await visitorOf(f.db, signed.session.token, f.clock.now()), null);
      f.clock.advance(61_000);
      const token = await begin('+84912000007');
      await assert.rejects(enterCode(f.env, token, lastCode(), f.browser), { code: 'SIGN_IN_REFUSED' });
    });

    test('an e-mail address that nobody has proven signs nobody in; proven, it does; and it is nobody else’s', async () => {
      const email = { channel: 'email' as const, to: 'my@example.vn' };
      const signed = (await enterCode(
        f.env,
        await begin('+84912000008', { name: 'Má Thị Chứ', email: 'my@example.vn' }),
        lastCode(),
        f.browser,
      )) as SignedIn;
      assert.equal(await findCitizen(f.db, 'my@example.vn'), undefined);
      const own = ownOf(signed);
      const { accountId } = own;
      const token = await beginContact(f.env, { ...own, contact: email, lang: 'vi' });
      const stranger = ownOf(await register('+84912000009', 'Người Lạ'));
      const code = f.sent.find(m => m.to === 'my@example.vn')?.code ?? '';
      await assert.rejects(proveContact(f.env, token, stranger, code), {
        code: 'CODE_SPENT',
      });
      await proveContact(f.env, token, own, code);
      assert.equal((await findCitizen(f.db, 'my@example.vn'))?.id, accountId);
      f.clock.advance(61_000);
      const taken = await beginContact(f.env, { ...stranger, contact: email, lang: 'vi' });
      await assert.rejects(proveContact(f.env, taken, stranger, lastCode()), {
        code: 'ACCOUNT_TAKEN',
      });
    });

    test('who signed in a while ago proves an address of the account before another takes its place', async () => {
      const own = ownOf(await register('+84912000010', 'Sùng A Páo'));
      f.clock.advance(11 * 60_000);
      const contact = { channel: 'sms' as const, to: '+84912000011' };
      const token = await beginContact(f.env, { ...own, contact, lang: 'vi' });
      assert.equal(f.sent.at(-1)?.to, '+84912000010');
      const wrong = lastCode() === '000000' ? '000001' : '000000';
      await assert.rejects(proveContact(f.env, token, own, wrong), { code: 'CODE_WRONG' });
      const first = await proveContact(f.env, token, own, lastCode());
      assert.equal(first.kind, 'confirmed');
      assert.equal(f.sent.at(-1)?.to, '+84912000011');
      assert.equal(await findCitizen(f.db, '+84912000011'), undefined);
      assert.deepEqual(await proveContact(f.env, token, own, lastCode()), { kind: 'added' });
      assert.equal((await findCitizen(f.db, '+84912000011'))?.id, own.accountId);
    });
  });
});
