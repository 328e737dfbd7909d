import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Secret, TOTP } from 'otpauth';
import { addOfficial, findPost, stashPost, vaultService } from '#engines/identity';
import { type AccountSite, accountSite } from './testing/site.ts';

describe('account: account', () => {
  let site: AccountSite;
  before(async () => {
    site = await accountSite();
  });
  after(async () => {
    assert.deepEqual(site.missing, [], 'texts that nobody wrote');
    await site.close();
  });

  const lastCode = () => site.sent.at(-1)?.code ?? '';
  type Someone = Awaited<ReturnType<AccountSite['official']>>;

  async function signInOfficial(o: Someone, next = '') {
    site.clock.advance(30_000);
    const browser = site.browser();
    await browser.open(`/can-bo/dang-nhap${next && `?next=${encodeURIComponent(next)}`}`);
    await browser.submit('/can-bo/dang-nhap', { 'ten-dang-nhap': o.user, 'mat-khau': o.password });
    await browser.submit('/can-bo/dang-nhap/ma', { ma: o.code() });
    return browser;
  }

  describe('a citizen, without script', () => {
    test('registers, signs out, signs in again, and lands where he wanted to go', async () => {
      const browser = site.browser();
      await browser.open('/dang-ky?next=/tai-khoan/thong-tin');
      const refused = await browser.submit('/dang-ky', { 'ho-ten': 'Giàng Thị Mỷ', 'dien-thoai': '0912' });
      assert.equal(refused.status, 422);
      assert.match(refused.html, /<title>Lỗi: /);
      assert.match(refused.html, /value="Giàng Thị Mỷ"/, 'what was typed is still there');
      await browser.submit('/dang-ky', { 'ho-ten': 'Giàng Thị Mỷ', 'dien-thoai': '0912 345 678' });
      assert.match(browser.seen.html, /0912 ••• 678/);
      assert.doesNotMatch(browser.seen.html, new RegExp(lastCode()));
      await browser.submit('/dang-nhap/ma', { ma: lastCode() });
      assert.equal(browser.seen.path, '/tai-khoan/thong-tin');
      await browser.open('/tai-khoan');
      assert.match(
        browser.seen.html,
        /Giàng Thị Mỷ[\s\S]*href="\/tai-khoan\/thong-tin">Sửa<span class="vh"> Họ và tên/,
      );
      await browser.submit('/dang-xuat');
      assert.equal(browser.cookies.has('fs'), false);
      site.clock.advance(61_000);
      await browser.open('/dang-nhap');
      await browser.submit('/dang-nhap', { 'lien-he': '+84912345678' });
      await browser.submit('/dang-nhap/ma', { ma: lastCode() });
      assert.equal(browser.seen.path, '/tai-khoan');
    });

    test('who gives neither telephone nor e-mail is told that one of the two is needed; neither is called optional', async () => {
      const browser = site.browser();
      const { html } = await browser.open('/dang-ky');
      assert.match(
        html,
        /role="group"[\s\S]*Ghi ít nhất một: số điện thoại hoặc thư điện tử<\/p>[\s\S]*name="dien-thoai"/,
      );
      assert.doesNotMatch(html, /không bắt buộc/);
      const typed = (contact: object) => browser.submit('/dang-ky', { 'ho-ten': 'Giàng Thị Mỷ', ...contact });
      assert.match((await typed({})).html, /class="msg" id="f-dien-thoai-e">[\s\S]{0,60}Ghi ít nhất một/);
      assert.match((await typed({ 'dien-thoai': '12' })).html, /Nhập số điện thoại gồm 10 chữ số/);
      await typed({ 'thu-dien-tu': 'my@thu.example' });
      assert.equal(browser.seen.path, '/dang-nhap/ma', 'an e-mail address alone is enough');
    });

    test('a name that cannot be taken is told what is wrong with it, and nothing is cut', async () => {
      const browser = site.browser();
      await browser.open('/dang-ky');
      const typed = (name: string) =>
        browser.submit('/dang-ky', { 'ho-ten': name, 'dien-thoai': '0912 000 111' });
      assert.match((await typed('Mỷ 😀')).html, /Bỏ ký tự “😀” \(U\+1F600\) ở họ và tên/);
      assert.match((await typed('<script>')).html, /Bỏ ký tự “&lt;” ở họ và tên/);
      assert.match((await typed('12345')).html, /Họ và tên không có chữ số/);
      const long = await typed('M'.repeat(3000));
      assert.match(long.html, /còn tối đa 100 ký tự; đang có 3000/);
      assert.ok(long.html.includes('M'.repeat(3000)));
      assert.doesNotMatch(long.html, /name="ho-ten"[^>]*maxlength/);
    });

    test('who has to sign in in the middle of a form is told that it is kept; who has a code already gets to its page', async () => {
      const browser = site.browser();
      await browser.open('/dang-nhap?next=/gui-lai/abc');
      assert.match(browser.seen.html, /Phần Ông\/Bà vừa khai được giữ trong 30 phút/);
      await browser.open('/can-bo/dang-nhap?next=/can-bo/gui-lai/abc');
      assert.match(browser.seen.html, /Phần vừa nhập được giữ/);
      await browser.open('/dang-nhap');
      assert.doesNotMatch(browser.seen.html, /(?:vừa khai|vừa nhập) được giữ|Đã có mã/);
      await browser.submit('/dang-nhap', { 'lien-he': '0912 000 222' });
      const again = await browser.open('/dang-nhap');
      assert.match(again.html, /Đã có mã[^<]*<a href="\/dang-nhap\/ma">/);
      await browser.submit('/dang-nhap', { 'lien-he': '0912 000 222' });
      assert.equal(browser.seen.path, '/dang-nhap/ma', 'no second message, but the field for the first');
      site.clock.advance(61_000);
    });

    test('who signs in with an unknown number is asked for a name and has an account', async () => {
      const browser = site.browser();
      await browser.open('/dang-nhap');
      await browser.submit('/dang-nhap', { 'lien-he': '0987 000 001' });
      await browser.submit('/dang-nhap/ma', { ma: '000000' === lastCode() ? '000001' : '000000' });
      assert.match(browser.seen.html, /Còn 4 lần thử/);
      await browser.submit('/dang-nhap/ma', { ma: lastCode() });
      assert.equal(browser.seen.path, '/dang-nhap/ten');
      await browser.submit('/dang-nhap/ten', { 'ho-ten': 'Thào A Sính' });
      assert.match(browser.seen.html, /Thào A Sính/);
    });

    test('a known and an unknown number are answered alike', async () => {
      const answers = [];
      site.clock.advance(61_000);
      for (const to of ['0912 345 678', '0355 555 555']) {
        const browser = site.browser();
        await browser.open('/dang-nhap');
        const { status, html } = await browser.submit('/dang-nhap', { 'lien-he': to });
        answers.push(`${status} ${html.replaceAll(/0\d{3} ••• \d{3}|value="[^"]*"/g, '')}`);
      }
      assert.equal(answers[0], answers[1]);
    });

    test('keeps a profile; what cannot be is refused at its field and stays typed', async () => {
      const browser = site.browser();
      await browser.open('/dang-ky');
      await browser.submit('/dang-ky', { 'ho-ten': 'Lý Thị Mẩy', 'dien-thoai': '0911222333' });
      await browser.submit('/dang-nhap/ma', { ma: lastCode() });
      await browser.open('/tai-khoan/thong-tin');
      assert.match(browser.seen.html, />Xã Bắc Hà</);
      const wrong = await browser.submit('/tai-khoan/thong-tin', {
        'ho-ten': 'Lý Thị Mẩy',
        'ngay-sinh': '31/02/1990',
      });
      assert.equal(wrong.status, 422);
      assert.match(wrong.html, /value="31\/02\/1990"/);
      await browser.submit('/tai-khoan/thong-tin', {
        'ho-ten': 'Lý Thị Mẩy',
        'ngay-sinh': '28/02/1990',
        'gioi-tinh': 'female',
        'so-dinh-danh': '010190000111',
      });
      assert.equal(browser.seen.path, '/tai-khoan');
      const entry = site.entries.at(-1);
      assert.equal(entry?.kind, 'identity.account-changed');
      assert.deepEqual(entry?.body, { fields: ['birthDate', 'sex', 'personalNumber'] });
      const row = await site.db.one<{ sealed: Buffer }>(
        `SELECT personal_number_sealed AS sealed FROM identity.account WHERE name = 'Lý Thị Mẩy'`,
      );
      assert.equal(row.sealed.includes('010190000111'), false, 'encrypted');
      await browser.open('/tai-khoan/thong-tin');
      assert.match(browser.seen.html, /value="010190000111"/);
    });

    test('sees where he is signed in and ends another session; not that of another account', async () => {
      const phone = site.browser();
      await phone.open('/dang-ky');
      await phone.submit('/dang-ky', { 'ho-ten': 'Má Thị Chứ', 'dien-thoai': '0911444555' });
      await phone.submit('/dang-nhap/ma', { ma: lastCode() });
      site.clock.advance(61_000);
      const desk = site.browser();
      await desk.open('/dang-nhap');
      await desk.submit('/dang-nhap', { 'lien-he': '0911 444 555' });
      await desk.submit('/dang-nhap/ma', { ma: lastCode() });
      const [end = ''] = /\/tai-khoan\/phien\/[^/]+\/ket-thuc/.exec(desk.seen.html) ?? [];
      const stranger = site.browser();
      await stranger.open('/dang-nhap');
      await stranger.submit('/dang-nhap', { 'lien-he': '0911 444 556' });
      await stranger.submit('/dang-nhap/ma', { ma: lastCode() });
      await stranger.submit('/dang-nhap/ten', { 'ho-ten': 'Người Lạ' });
      stranger.seen.html = stranger.seen.html.replace('action="/dang-xuat"', `action="${end}"`);
      assert.equal((await stranger.submit(end)).status, 404);
      await phone.open('/tai-khoan');
      assert.equal(phone.seen.status, 200);
      await desk.submit(end);
      await phone.open('/tai-khoan');
      assert.equal(phone.seen.path, '/dang-nhap');
    });
  });

  describe('an official', () => {
    test('signs in with password and code; the demo shows the code and says so', async () => {
      const o = await site.official('Lù Thị Sen', site.agencies.bacHa, ['officer']);
      await site.owner.run('UPDATE identity.account SET demo = true WHERE id = $1', [o.accountId]);
      const browser = site.browser();
      await browser.open('/can-bo/dang-nhap?next=/tai-khoan');
      const wrong = await browser.submit('/can-bo/dang-nhap', { 'ten-dang-nhap': o.user, 'mat-khau': 'sai' });
      assert.equal(wrong.status, 422);
      assert.doesNotMatch(wrong.html, /value="sai"/, 'a password is not sent back');
      await browser.submit('/can-bo/dang-nhap', { 'ten-dang-nhap': o.user, 'mat-khau': o.password });
      assert.match(browser.seen.html, new RegExp(`Đây là bản trình diễn.*${o.code()}`));
      await browser.submit('/can-bo/dang-nhap/ma', { ma: o.code() });
      assert.match(browser.seen.html, /Vị trí đang giữ/);
      assert.match(browser.seen.html, /UBND xã Bắc Hà/);
    });

    test('who is no demo account is never shown a code', async () => {
      const o = await site.official('Vàng Seo Páo', site.agencies.bacHa, ['leader']);
      const browser = site.browser();
      await browser.open('/can-bo/dang-nhap');
      await browser.submit('/can-bo/dang-nhap', { 'ten-dang-nhap': o.user, 'mat-khau': o.password });
      assert.doesNotMatch(browser.seen.html, new RegExp(o.code()));
    });

    test('first sign-in: new password, app, recovery codes', async () => {
      const { initialPassword } = await site.db.tx(tx =>
        addOfficial(tx, { name: 'Tẩn Láo Lở', staffId: 'tan.lao.lo', email: null, phone: null }, site.act()),
      );
      const browser = site.browser();
      await browser.open('/can-bo/dang-nhap');
      await browser.submit('/can-bo/dang-nhap', {
        'ten-dang-nhap': 'tan.lao.lo',
        'mat-khau': initialPassword,
      });
      assert.equal(browser.seen.path, '/can-bo/dang-nhap/mat-khau');
      const weak = { 'mat-khau-moi': 'matkhau123456', 'nhap-lai': 'matkhau123456' };
      await browser.submit('/can-bo/dang-nhap/mat-khau', weak);
      assert.match(browser.seen.html, /nhiều người dùng nên dễ đoán/);
      const good = 'ngựa ăn cỏ bên suối';
      await browser.submit('/can-bo/dang-nhap/mat-khau', { 'mat-khau-moi': good, 'nhap-lai': good });
      assert.equal(browser.seen.path, '/can-bo/dang-nhap/thiet-lap');
      const [, shown = ''] = /<b class="num">([A-Z2-7 ]+)<\/b>/.exec(browser.seen.html) ?? [];
      const secret = Secret.fromBase32(shown.replaceAll(' ', ''));
      const ma = new TOTP({ secret }).generate({ timestamp: site.clock.now().getTime() });
      const other = String((Number(ma) + 1) % 1_000_000).padStart(6, '0');
      await browser.submit('/can-bo/dang-nhap/thiet-lap', { ma: other });
      assert.match(browser.seen.html, /Mã không đúng hoặc đã hết hạn\. Mở ứng dụng xác thực/);
      await browser.submit('/can-bo/dang-nhap/thiet-lap', { ma });
      assert.equal(browser.seen.html.match(/<li><b>[A-Z0-9-]{19}<\/b><\/li>/g)?.length, 10);
      await browser.open('/tai-khoan');
      assert.match(browser.seen.html, /Chưa được giao vị trí nào/);
    });

    test('changing the password asks for the second factor once more when it was long ago, then ends other sessions', async () => {
      const o = await site.official('Hầu Thị Năm', site.agencies.bacHa, ['officer']);
      const [desk, other] = [await signInOfficial(o), await signInOfficial(o)];
      site.clock.advance(11 * 60_000);
      await desk.open('/tai-khoan/mat-khau');
      assert.match(desk.seen.path, /^\/tai-khoan\/xac-nhan/);
      await desk.submit('/tai-khoan/xac-nhan', { ma: o.code() });
      assert.equal(desk.seen.path, '/tai-khoan/mat-khau');
      const password = 'bốn con trâu qua đèo';
      await desk.submit('/tai-khoan/mat-khau', { 'mat-khau-moi': password, 'nhap-lai': password });
      assert.equal(desk.seen.path, '/tai-khoan');
      await other.open('/tai-khoan');
      assert.equal(other.seen.path, '/dang-nhap');
    });

    test('takes another authenticator app; the only factor cannot be removed', async () => {
      const o = await site.official('Mùa A Bảy', site.agencies.bacHa, ['officer']);
      const browser = await signInOfficial(o);
      await browser.open('/tai-khoan/ung-dung');
      const [, shown = ''] = /<b class="num">([A-Z2-7 ]+)<\/b>/.exec(browser.seen.html) ?? [];
      await browser.submit('/tai-khoan/ung-dung', { ma: '000000' });
      assert.equal(browser.seen.status, 422);
      await browser.open('/tai-khoan');
      assert.doesNotMatch(browser.seen.html, /khoa\/go/);
      await browser.open('/tai-khoan/ung-dung');
      const [, again = ''] = /<b class="num">([A-Z2-7 ]+)<\/b>/.exec(browser.seen.html) ?? [];
      assert.notEqual(again, shown);
      const ma = new TOTP({ secret: Secret.fromBase32(again.replaceAll(' ', '')) }).generate({
        timestamp: site.clock.now().getTime(),
      });
      await browser.submit('/tai-khoan/ung-dung', { ma });
      assert.equal(
        browser.seen.html.match(/<li><b>[A-Z0-9-]{19}<\/b><\/li>/g)?.length,
        10,
        'recovery codes, where none were left',
      );
    });

    test('a citizen may not open the page of an official’s password', async () => {
      const browser = site.browser();
      await browser.open('/dang-nhap');
      await browser.submit('/dang-nhap', { 'lien-he': '0977 000 111' });
      await browser.submit('/dang-nhap/ma', { ma: lastCode() });
      await browser.submit('/dang-nhap/ten', { 'ho-ten': 'Sùng Thị Dí' });
      assert.equal((await browser.open('/tai-khoan/mat-khau')).status, 403);
    });
  });

  describe('a form posted after the session has ended', () => {
    test('is there for the same account only, for half an hour', async () => {
      const o = await site.official('Giàng A Chín', site.agencies.bacHa, ['officer']);
      const other = await site.official('Lồ Văn Sáu', site.agencies.saPa, ['officer']);
      const vault = site.env.get(vaultService);
      const post = { path: '/can-bo/ho-so/1/tra', body: { 'ly-do': 'Thiếu giấy chứng sinh' } };
      const now = () => site.clock.now();
      const stash = (accountId: string) => stashPost(site.db, vault, { ...post, accountId }, now());
      const kept = await stash(o.accountId);
      assert.equal(kept?.kind, 'official');
      const { id } = kept;
      assert.equal(await findPost(site.db, vault, id, other.accountId, now()), null);
      assert.deepEqual(await findPost(site.db, vault, id, o.accountId, now()), post);
      assert.deepEqual(await findPost(site.db, vault, id, o.accountId, now()), post, 'loaded again');
      assert.equal(await stash('01a20000-0000-7000-8000-000000000000'), null, 'nobody’s');
      const late = await stash(o.accountId);
      site.clock.advance(30 * 60_000);
      assert.equal(await findPost(site.db, vault, late?.id ?? '', o.accountId, now()), null);
    });
  });

  test('cookies are HttpOnly and Lax; by https also Secure and bound to the host', async () => {
    const secure = await accountSite({ secure: true });
    try {
      const browser = secure.browser();
      await browser.open('/dang-ky');
      await browser.submit('/dang-ky', { 'ho-ten': 'Giàng Thị Mỷ', 'dien-thoai': '0912345678' });
      await browser.submit('/dang-nhap/ma', { ma: secure.sent.at(-1)?.code ?? '' });
      assert.ok(browser.cookies.has('__Host-fs'));
      const lines = browser.setCookies.filter(line => !line.includes('Max-Age=0'));
      assert.ok(lines.some(line => line.startsWith('__Host-fs=')));
      for (const line of lines) assert.match(line, /; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    } finally {
      await secure.close();
    }
  });
});
