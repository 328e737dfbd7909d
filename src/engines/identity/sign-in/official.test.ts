import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { totpNow } from '../factors/totp.ts';
import {
  addOfficial,
  beginOfficialSignIn,
  changePassword,
  chooseFirstPassword,
  enrolment,
  enrolTotp,
  listSessions,
  type Proof,
  requireFresh,
  resetPassword,
  type SignedIn,
  showSecondFactor,
  stepUpWith,
  visitorOf,
} from '../index.ts';
import { type IdentityFixture, identityFixture } from '../testing/fixture.ts';

describe('identity: sign in/official', () => {
  let f: IdentityFixture;
  before(async () => {
    f = await identityFixture();
  });
  after(() => f.close());

  type Official = Awaited<ReturnType<IdentityFixture['official']>>;
  const begin = (user: string, password: string, ip = f.browser.ip) =>
    beginOfficialSignIn(f.env, { user, password, ip, next: null, lang: 'vi' });
  const totp = (code: string): Proof => ({ kind: 'totp', code });
  const signIn = async (o: Official): Promise<SignedIn> => {
    f.clock.advance(30_000);
    const { token } = await begin(o.user, o.password);
    return showSecondFactor(f.env, token, totp(o.code()), f.browser);
  };
  const failTimes = async (times: number, user: string, ip?: string) => {
    for (let i = 0; i < times; i++)
      await assert.rejects(begin(user, 'sai mật khẩu', ip), { code: 'SIGN_IN_REFUSED' });
  };

  describe('an official', () => {
    test('signs in with password and code; the password alone opens nothing', async () => {
      const o = await f.official('Lù Thị Sen', f.agencies.bacHa, ['officer']);
      const { token, stage } = await begin(o.user.toUpperCase(), o.password);
      assert.equal(stage, 'second-factor');
      assert.equal(await visitorOf(f.db, token, f.clock.now()), null);
      const signed = await showSecondFactor(f.env, token, totp(o.code()), f.browser);
      const visitor = await visitorOf(f.db, signed.session.token, f.clock.now());
      assert.equal(visitor?.kind, 'official');
      assert.ok(
        visitor?.grants.some(g => g.permission === 'dossier.process' && g.agencyId === f.agencies.bacHa),
      );
    });

    test('a code is accepted once, on any server', async () => {
      const o = await f.official('Vàng Seo Páo', f.agencies.bacHa, ['leader']);
      const tokens = await Promise.all([begin(o.user, o.password), begin(o.user, o.password)]);
      const code = o.code();
      const ends = await Promise.allSettled(
        tokens.map(t => showSecondFactor(f.env, t.token, totp(code), f.browser)),
      );
      assert.deepEqual(ends.map(e => e.status).sort(), ['fulfilled', 'rejected']);
    });

    test('first sign-in: a new password, an authenticator app, recovery codes, each of which works once', async () => {
      const { accountId, initialPassword } = await f.db.tx(tx =>
        addOfficial(tx, { name: 'Tẩn Láo Lở', staffId: 'tan.lao.lo', email: null, phone: null }, f.act()),
      );
      const { token, stage } = await begin('tan.lao.lo', initialPassword);
      assert.equal(stage, 'new-password');
      const weak = chooseFirstPassword(f.env, token, 'matkhau123456');
      await assert.rejects(weak, { code: 'PASSWORD_WEAK' });
      assert.equal(await chooseFirstPassword(f.env, token, 'ngựa ăn cỏ bên suối'), 'enrol');
      const shown = await enrolment(f.env, token);
      assert.match(shown.uri, /^otpauth:\/\/totp\//);
      const secret = shown.secret.replaceAll(' ', '');
      assert.equal((await enrolment(f.env, token)).secret, shown.secret, 'reloading shows the same');
      await assert.rejects(enrolTotp(f.env, token, '12345', f.browser), { code: 'SIGN_IN_REFUSED' });
      const signed = await enrolTotp(f.env, token, totpNow(secret, f.clock.now()), f.browser);
      assert.equal(signed.recoveryCodes?.length, 10);
      assert.equal((await visitorOf(f.db, signed.session.token, f.clock.now()))?.accountId, accountId);
      await assert.rejects(begin('tan.lao.lo', initialPassword), { code: 'SIGN_IN_REFUSED' });
      const recovery = { kind: 'recovery', code: signed.recoveryCodes?.[0]?.toLowerCase() ?? '' } as const;
      for (const outcome of ['in', 'refused']) {
        const again = await begin('tan.lao.lo', 'ngựa ăn cỏ bên suối');
        assert.equal(again.stage, 'second-factor');
        const shownAgain = showSecondFactor(f.env, again.token, recovery, f.browser);
        if (outcome === 'in') await shownAgain;
        else await assert.rejects(shownAgain, { code: 'FACTOR_WRONG' });
      }
    });

    test('of two who enrol with the same initial password the second is refused', async () => {
      const { initialPassword } = await f.db.tx(tx =>
        addOfficial(tx, { name: 'Phàn Thị Hai', staffId: 'phan.hai', email: null, phone: null }, f.act()),
      );
      const thief = await begin('phan.hai', initialPassword);
      await chooseFirstPassword(f.env, thief.token, 'một hai ba bốn con hổ');
      await assert.rejects(begin('phan.hai', initialPassword), { code: 'SIGN_IN_REFUSED' });
      const owner = await begin('phan.hai', 'một hai ba bốn con hổ');
      const [a, b] = [await enrolment(f.env, thief.token), await enrolment(f.env, owner.token)];
      const code = (e: { secret: string }) => totpNow(e.secret.replaceAll(' ', ''), f.clock.now());
      await enrolTotp(f.env, owner.token, code(b), f.browser);
      await assert.rejects(enrolTotp(f.env, thief.token, code(a), f.browser), { code: 'SIGN_IN_LOST' });
    });

    test('an initial password is over after seven days', async () => {
      const { initialPassword } = await f.db.tx(tx =>
        addOfficial(tx, { name: 'Chảo Ba', staffId: 'chao.ba', email: null, phone: null }, f.act()),
      );
      f.clock.advance(7 * 86_400_000);
      await assert.rejects(begin('chao.ba', initialPassword), { code: 'SIGN_IN_REFUSED' });
    });
  });

  describe('guessing', () => {
    test('after five wrong passwords there is a growing pause, for an unknown name as for a known one', async () => {
      const o = await f.official('Hầu Thị Năm', f.agencies.bacHa, ['officer']);
      for (const user of [o.user, 'khong.co.ai']) {
        await failTimes(5, user);
        await assert.rejects(begin(user, o.password), {
          code: 'SIGN_IN_WAIT',
          params: { seconds: 30, minutes: 1 },
        });
        f.clock.advance(30_000);
        await failTimes(1, user);
        await assert.rejects(begin(user, 'x'), { code: 'SIGN_IN_WAIT', params: { seconds: 60, minutes: 1 } });
      }
      f.clock.advance(60_000);
      assert.equal((await begin(o.user, o.password)).stage, 'second-factor', 'the right one after the pause');
    });

    test('a right password does not wash away wrong codes: the second factor is not to be guessed either', async () => {
      const o = await f.official('Lồ Văn Sáu', f.agencies.bacHa, ['officer']);
      for (let i = 0; i < 5; i++) {
        const { token } = await begin(o.user, o.password);
        await assert.rejects(showSecondFactor(f.env, token, totp('000000'), f.browser), {
          code: 'FACTOR_WRONG',
        });
      }
      await assert.rejects(begin(o.user, o.password), { code: 'SIGN_IN_WAIT' });
    });

    test('forty at once are counted as forty', async () => {
      const ends = await Promise.allSettled(Array.from({ length: 40 }, () => begin('nhieu.lan', 'x')));
      const codes = ends.map(e => (e as PromiseRejectedResult).reason.code as string);
      assert.equal(codes.filter(c => c === 'SIGN_IN_REFUSED').length, 5);
      assert.equal(codes.filter(c => c === 'SIGN_IN_WAIT').length, 35);
    });

    test('one who tries many names from an office’s address stops himself, not the office', async () => {
      const office = '198.51.100.4';
      const browser = { ...f.browser, ip: office };
      const colleague = await f.official('Mùa A Bảy', f.agencies.bacHa, ['officer']);
      const first = await begin(colleague.user, colleague.password, office);
      await showSecondFactor(f.env, first.token, totp(colleague.code()), browser);
      for (let i = 0; i < 25; i++) await failTimes(1, `nguoi.thu.${i}`, office);
      await assert.rejects(begin('nguoi.thu.26', 'x', office), { code: 'SIGN_IN_WAIT' });
      assert.equal((await begin(colleague.user, colleague.password, office)).stage, 'second-factor');
      const elsewhere = await f.official('Lùng Thị Tám', f.agencies.bacHa, ['officer']);
      assert.equal((await begin(elsewhere.user, elsewhere.password, '192.0.2.9')).stage, 'second-factor');
    });

    test('thirty who mistype once and then sign in do not count against their office', async () => {
      const office = '198.51.100.9';
      const people = await Promise.all(
        Array.from({ length: 27 }, (_, i) =>
          f.official(`Người ${'ABCDEFGHIJKLMNOPQRSTUVWXYZĐ'[i]}`, f.agencies.saPa, ['officer']),
        ),
      );
      for (const o of people) {
        await failTimes(1, o.user, office);
        const { token } = await begin(o.user, o.password, office);
        await showSecondFactor(f.env, token, totp(o.code()), { ...f.browser, ip: office });
      }
    });
  });

  describe('a session', () => {
    test('of an official ends after 30 minutes idle and after 12 hours', async () => {
      const o = await f.official('Giàng A Chín', f.agencies.bacHa, ['officer']);
      const { session } = await signIn(o);
      const alive = () => visitorOf(f.db, session.token, f.clock.now());
      for (let i = 0; i < 24; i++) {
        f.clock.advance(29 * 60_000);
        assert.ok(await alive());
      }
      f.clock.advance(29 * 60_000);
      assert.equal(await alive(), null, '12 hours are over');
      const { session: second } = await signIn(o);
      f.clock.advance(30 * 60_000);
      assert.equal(await visitorOf(f.db, second.token, f.clock.now()), null);
      assert.deepEqual(await listSessions(f.db, o.accountId, f.clock.now()), []);
    });

    test('of before is worth nothing after signing in again from the same browser', async () => {
      const o = await f.official('Sùng Thị Mười', f.agencies.bacHa, ['officer']);
      const first = await signIn(o);
      f.clock.advance(30_000);
      const { token } = await begin(o.user, o.password);
      const browser = { ...f.browser, session: first.session.token };
      const second = await showSecondFactor(f.env, token, totp(o.code()), browser);
      assert.equal(await visitorOf(f.db, first.session.token, f.clock.now()), null);
      assert.ok(await visitorOf(f.db, second.session.token, f.clock.now()));
    });

    test('must show its second factor again before signing, and gets a new token for it', async () => {
      const o = await f.official('Thào Thị Vân', f.agencies.bacHa, ['signer']);
      const { session } = await signIn(o);
      const visitor = await visitorOf(f.db, session.token, f.clock.now());
      assert.ok(visitor);
      await requireFresh(f.db, visitor, 5, f.clock.now());
      f.clock.advance(5 * 60_000 + 1_000);
      await assert.rejects(requireFresh(f.db, visitor, 5, f.clock.now()), { code: 'STEP_UP_NEEDED' });
      await assert.rejects(stepUpWith(f.env, visitor, totp('000000'), f.browser.ip), {
        code: 'FACTOR_WRONG',
      });
      const token = await stepUpWith(f.env, visitor, totp(o.code()), f.browser.ip);
      await requireFresh(f.db, visitor, 5, f.clock.now());
      assert.equal(await visitorOf(f.db, session.token, f.clock.now()), null);
      assert.equal((await visitorOf(f.db, token, f.clock.now()))?.sessionId, visitor.sessionId);
    });

    test('others end when the password changes, all when an administrator resets it', async () => {
      const o = await f.official('Ly Seo Dìn', f.agencies.bacHa, ['officer']);
      const [one, two] = [await signIn(o), await signIn(o)];
      const own = { accountId: o.accountId, sessionId: two.session.id, password: 'bốn con trâu qua đèo' };
      await f.db.tx(tx => changePassword(tx, own, f.act(o.accountId)));
      assert.equal(await visitorOf(f.db, one.session.token, f.clock.now()), null);
      assert.ok(await visitorOf(f.db, two.session.token, f.clock.now()));
      await f.db.tx(tx => resetPassword(tx, o.accountId, f.act()));
      assert.equal(await visitorOf(f.db, two.session.token, f.clock.now()), null);
    });
  });
});
