import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type ActingFor, actingFor } from './support/acting-for.ts';

describe('a citizen closes her account', () => {
  let s: ActingFor;
  before(async () => {
    s = await actingFor();
  });
  after(() => s.close());

  test('she is told which dossiers are still handled, and on her account that it closes, until she thinks better of it', async () => {
    const [running, over] = [await s.applied(), await s.refused()];
    const theirs = await s.applied(s.delegate);
    const her = s.principal.visit;
    const ERASE = '/xoa-du-lieu';
    await her.open(ERASE);
    assert.doesNotMatch((await her.submit(ERASE, { xoa: 'messages' })).html, /chưa giải quyết xong/);
    await her.open(ERASE);
    const asked = (await her.submit(ERASE, { xoa: ['messages', 'account'] })).html;
    assert.match(asked, /1 hồ sơ chưa giải quyết xong/);
    assert.match(asked, new RegExp(`href="/ho-so/${running.code}"`));
    for (const { code } of [over, theirs]) assert.ok(!asked.includes(code), code);
    assert.match(asked, /nhận kết quả thì mang Giấy tiếp nhận/);
    assert.match(asked, /Bản dữ liệu đã tạo để tải về/);
    assert.doesNotMatch((await her.open('/tai-khoan')).html, /sẽ đóng lúc/);
    await her.open(ERASE);
    assert.match((await her.submit(ERASE, { xoa: ['account'] })).html, /<h1>Đóng tài khoản\?/);
    const done = await her.submit(ERASE, { xoa: ['account'], chac: '1' });
    assert.match((await her.open(done.location ?? '')).html, /Chưa có gì bị xóa/);
    assert.match((await her.open(ERASE)).html, new RegExp(`sẽ đóng lúc[\\s\\S]*${running.code}`));
    const own = await her.open('/tai-khoan');
    assert.match(own.html, /Tài khoản này sẽ đóng lúc [^<]*04\/12\/2026/);
    // What she begins meanwhile is kept no longer than the account; who keeps his reads nothing of it.
    const begun = async (who: typeof her) => {
      const { location } = await who.open('/thu-tuc/9.700001/nop');
      return (await who.open(location ?? '')).html;
    };
    const draft = await begun(her);
    assert.match(
      draft,
      /Tài khoản này sẽ đóng lúc [^<]*04\/12\/2026[\s\S]*<a href="\/xoa-du-lieu">Giữ tài khoản/,
    );
    assert.match(draft, /Phần đã khai được giữ đến 04\/12\/2026/);
    assert.match((await her.open('/ho-so')).html, /04\/12\/2026/);
    assert.doesNotMatch(await begun(s.delegate.visit), /sẽ đóng lúc|04\/12\/2026/);
    // It is hers alone to undo.
    assert.doesNotMatch((await s.delegate.visit.open('/tai-khoan')).html, /sẽ đóng lúc/);
    await s.delegate.visit.submit(`${ERASE}/thoi`);
    assert.match((await her.open('/tai-khoan')).html, /sẽ đóng lúc/);
    assert.equal((await her.submit(`${ERASE}/thoi`)).status, 303);
    assert.doesNotMatch((await her.open('/tai-khoan')).html, /sẽ đóng lúc/);
  });
});
