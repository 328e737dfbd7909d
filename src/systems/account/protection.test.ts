import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Secret, TOTP } from 'otpauth';
import type { Browser } from './testing/browser.ts';
import { type AccountSite, accountSite } from './testing/site.ts';

const DAY = 86_400_000;

describe('account: how a citizen guards an account', () => {
  let site: AccountSite;
  before(async () => {
    site = await accountSite();
  });
  after(async () => {
    assert.deepEqual(site.missing, [], 'texts that nobody wrote');
    await site.close();
  });

  const lastCode = () => site.sent.at(-1)?.code ?? '';

  async function register(phone: string, name = 'Giàng Thị Mỷ'): Promise<Browser> {
    const browser = site.browser();
    await browser.open('/dang-ky');
    await browser.submit('/dang-ky', { 'ho-ten': name, 'dien-thoai': phone });
    await browser.submit('/dang-nhap/ma', { ma: lastCode() });
    return browser;
  }

  /** As far as the code that is sent leads. */
  async function byCode(to: string): Promise<Browser> {
    site.clock.advance(61_000);
    const browser = site.browser();
    await browser.open('/dang-nhap');
    await browser.submit('/dang-nhap', { 'lien-he': to });
    await browser.submit('/dang-nhap/ma', { ma: lastCode() });
    return browser;
  }

  type App = { now: () => string; codes: string[] };

  async function addApp(browser: Browser): Promise<App> {
    await browser.open('/tai-khoan/ung-dung');
    const [, shown = ''] = /<b class="num">([A-Z2-7 ]+)<\/b>/.exec(browser.seen.html) ?? [];
    const app = new TOTP({ secret: Secret.fromBase32(shown.replaceAll(' ', '')) });
    const now = () => {
      site.clock.advance(30_000);
      return app.generate({ timestamp: site.clock.now().getTime() });
    };
    await browser.submit('/tai-khoan/ung-dung', {
      ma: app.generate({ timestamp: site.clock.now().getTime() }),
    });
    const codes = [...browser.seen.html.matchAll(/<li><b>([A-Z0-9-]{19})<\/b><\/li>/g)].map(m => m[1] ?? '');
    assert.equal(codes.length, 10, 'with the first factor come the codes for the day it is lost');
    return { now, codes };
  }

  test('who adds an app is asked for it after the code; a code alone, or a wrong one, opens nothing', async () => {
    const own = await register('0912 100 001');
    await own.open('/tai-khoan');
    assert.match(
      own.seen.html,
      /Mã gửi tới điện thoại kém an toàn hơn/,
      'what a code alone is worth is said',
    );
    const app = await addApp(own);
    const thief = await byCode('0912 100 001');
    assert.equal(thief.seen.path, '/dang-nhap/xac-thuc');
    assert.equal(thief.cookies.has('fs'), false);
    await thief.submit('/dang-nhap/xac-thuc', { ma: '000000' });
    assert.match(thief.seen.html, /Mã hoặc khóa vừa dùng chưa đúng/);
    await thief.open('/tai-khoan');
    assert.equal(thief.seen.path, '/dang-nhap');
    await thief.open('/can-bo/dang-nhap/ma');
    assert.equal(thief.seen.path, '/dang-nhap/xac-thuc', 'an official’s page is no way around');

    const again = await byCode('0912 100 001');
    await again.submit('/dang-nhap/xac-thuc', { ma: app.now() });
    assert.equal(again.seen.path, '/tai-khoan');
    assert.equal((await again.open('/can-bo')).status, 404, 'as a citizen');
    const lost = await byCode('0912 100 001');
    await lost.submit('/dang-nhap/xac-thuc', { 'ma-du-phong': app.codes[0] ?? '' });
    assert.equal(lost.seen.path, '/tai-khoan');
    const twice = await byCode('0912 100 001');
    await twice.submit('/dang-nhap/xac-thuc', { 'ma-du-phong': app.codes[0] ?? '' });
    assert.equal(twice.seen.path, '/dang-nhap/xac-thuc', 'a recovery code is good once');
  });

  test('what guards the account changes only for who shows anew that it is his: a code where that is all he has, else the factor', async () => {
    const own = await register('0912 100 002');
    site.clock.advance(11 * 60_000);
    await own.open('/tai-khoan/ung-dung');
    assert.equal(own.seen.path, '/tai-khoan/xac-nhan?next=%2Ftai-khoan%2Fung-dung');
    const before = site.sent.length;
    await own.submit('/tai-khoan/xac-nhan/gui');
    assert.equal(site.sent.length, before + 1);
    assert.equal(site.sent.at(-1)?.to, '+84912100002', 'to the address it has, whatever was asked');
    await own.submit('/tai-khoan/xac-nhan/ma', { ma: lastCode() === '000000' ? '000001' : '000000' });
    assert.match(own.seen.html, /Còn 4 lần thử/);
    await own.submit('/tai-khoan/xac-nhan/ma', { ma: lastCode() });
    assert.equal(own.seen.path, '/tai-khoan/ung-dung');
    const app = await addApp(own);

    site.clock.advance(11 * 60_000);
    for (const path of ['/tai-khoan/ung-dung', '/tai-khoan/khoa']) {
      await own.open(path);
      assert.match(own.seen.path, /^\/tai-khoan\/xac-nhan\?/, path);
      assert.doesNotMatch(own.seen.html, /xac-nhan\/gui/, 'no code in place of the factor');
    }
    await own.open('/tai-khoan/lien-he');
    await own.submit('/tai-khoan/lien-he', { 'lien-he': '0912 999 999' });
    assert.match(own.seen.path, /^\/tai-khoan\/xac-nhan\?/, 'nor another telephone');
    await own.submit('/tai-khoan/xac-nhan', { ma: app.now() });
    assert.equal(own.seen.path, '/tai-khoan/lien-he');
    await own.open('/tai-khoan');
    await own.submit('/tai-khoan/khoa/go');
    await own.open('/tai-khoan');
    assert.doesNotMatch(own.seen.html, /Mã dự phòng/, 'without a factor no codes stand for it');
    const next = await byCode('0912 100 002');
    assert.equal(next.seen.path, '/tai-khoan', 'nobody must have more than the code');
  });

  test('who has lost everything waits a week, its owner is told and calls it off by signing in', async () => {
    const own = await register('0912 100 003');
    const app = await addApp(own);
    const thief = await byCode('0912 100 003');
    await thief.submit('/dang-nhap/xac-thuc/mat');
    assert.match(thief.seen.html, /Từ ngày 27\/11\/2026/);
    const [told] = site.warned.slice(-1);
    assert.deepEqual([told?.phone, told?.date], ['+84912100003', '27/11/2026']);
    await thief.open('/dang-nhap/xac-thuc');
    assert.match(thief.seen.html, /Đã báo mất/);
    await own.open('/tai-khoan');
    assert.match(own.seen.html, /Có người báo đã mất hết[^<]*27\/11\/2026/);

    site.clock.advance(6 * DAY);
    const early = await byCode('0912 100 003');
    assert.equal(early.seen.path, '/dang-nhap/xac-thuc');
    await early.submit('/dang-nhap/xac-thuc', { ma: app.now() });
    assert.equal(early.seen.path, '/tai-khoan');
    site.clock.advance(2 * DAY);
    const still = await byCode('0912 100 003');
    assert.equal(still.seen.path, '/dang-nhap/xac-thuc', 'it was called off');

    await still.submit('/dang-nhap/xac-thuc/mat');
    site.clock.advance(7 * DAY);
    const helped = await byCode('0912 100 003');
    assert.equal(helped.seen.path, '/tai-khoan');
    assert.equal(site.entries.at(-1)?.kind, 'identity.factor-removed');
    await helped.open('/tai-khoan');
    assert.match(helped.seen.html, /Thêm<span class="vh"> Ứng dụng xác thực/, 'and none is there any more');
  });

  test('codes to the telephone are turned off where there is another way in, and then neither open the account nor its loss', async () => {
    const own = await register('0912 100 004');
    await own.open('/tai-khoan');
    assert.match(own.seen.html, /Muốn tắt thì thêm khóa truy cập/);
    assert.doesNotMatch(own.seen.html, /action="\/tai-khoan\/ma-dien-thoai"/);
    await own.open('/tai-khoan/lien-he');
    await own.submit('/tai-khoan/lien-he', { 'lien-he': 'my.giang@example.vn' });
    await own.submit('/tai-khoan/lien-he/ma', { ma: lastCode() });
    await own.submit('/tai-khoan/ma-dien-thoai');
    assert.match(own.seen.html, /Đã tắt/);
    const thief = await byCode('0912 100 004');
    assert.match(thief.seen.html, /đã tắt đăng nhập bằng mã gửi tới điện thoại/);
    assert.equal(thief.cookies.has('fs'), false);
    const mail = await byCode('my.giang@example.vn');
    assert.equal(mail.seen.path, '/tai-khoan');

    const app = await addApp(mail);
    const other = await byCode('0912 100 004');
    assert.equal(other.seen.path, '/dang-nhap/xac-thuc');
    assert.doesNotMatch(other.seen.html, /xac-thuc\/mat/);
    await other.submit('/dang-nhap/xac-thuc', { ma: app.now() });
    assert.equal(other.seen.path, '/tai-khoan', 'beside the factor it is as good as any');
  });

  test('where browsers offer no passkeys no page leads to one', async () => {
    const own = await register('0912 100 005');
    const name = site.env.site.baseUrl;
    const offered = async () => [
      /href="\/dang-nhap\/khoa"/.test((await site.browser().open('/dang-nhap')).html),
      /href="\/tai-khoan\/khoa"/.test((await own.open('/tai-khoan')).html),
    ];
    assert.deepEqual(await offered(), [true, true]);
    site.env.site.baseUrl = 'http://192.0.2.7:3000';
    assert.deepEqual(await offered(), [false, false]);
    site.env.site.baseUrl = name;
  });
});
