import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startProgram, type TestProgram } from '#test/program';
import type { Client } from './support/client.ts';
import { fieldsOf, fillDraft, PNG, sendDraft, signedIn } from './support/world.ts';

describe('security: forms that come late', () => {
  const WORDS = 'Xin hai bản sao, gửi “nhanh” & cẩn thận <số 3>';
  let program: TestProgram;
  before(async () => {
    program = await startProgram({ TRUST_PROXY: '1' });
  });
  after(() => program?.stop());

  /** Signs somebody in at the browser of somebody else: all its other cookies stay. */
  const signInAt = async (browser: Client, who: string) => {
    const session = (await signedIn(program, who)).cookies.get('fs') ?? assert.fail();
    browser.cookies.set('fs', session);
  };
  const signOutWithoutAWord = (browser: Client) => browser.cookies.delete('fs');

  /** The form of a page with what is in it, its token too. */
  async function formOn(browser: Client, path: string): Promise<{ _csrf: string }> {
    const { text, status } = await browser.get(path);
    assert.equal(status, 200, path);
    return { _csrf: /name="_csrf" value="([^"]+)"/.exec(text)?.[1] ?? assert.fail() };
  }

  const keptAt = (location: string, page: string): string => {
    const found = new RegExp(`^${page}\\?next=(.+)$`).exec(location)?.[1];
    return decodeURIComponent(found ?? assert.fail(`led to ${location}`));
  };
  const hiddenIn = (text: string, name: string) => fieldsOf(text)[name];

  describe('the cookie of the session is gone', () => {
    test('a page of a draft is there again after signing in, for its owner only', async () => {
      const browser = await signedIn(program, '+84912345678');
      const draft = await fillDraft(browser, '2.000635');
      const path = `${draft}/request`;
      const body = new FormData();
      for (const [name, value] of Object.entries(fieldsOf((await browser.get(path)).text)))
        body.append(name, name === 'request.content' ? WORDS : value);
      signOutWithoutAWord(browser);
      const sent = await browser.send('POST', path, { body });
      const place = keptAt(sent.location, '/dang-nhap');
      assert.match(place, /^\/gui-lai\/[\w-]{43}$/);

      // A neighbour signs in at the same browser, then an official: neither is shown anything.
      for (const who of ['+84987654321', 'motcua.bacha']) {
        await signInAt(browser, who);
        for (const at of [place, `/can-bo${place}`]) {
          const seen = await browser.get(at);
          assert.notEqual(seen.status, 200);
          assert.ok(!seen.text.includes('hai bản sao'));
        }
      }

      await signInAt(browser, '+84912345678');
      const { status, text } = await browser.get(place);
      assert.equal(status, 200);
      assert.equal(hiddenIn(text, 'request.content'), WORDS);
      const again = await browser.send('POST', path, { form: fieldsOf(text) });
      assert.equal(again.status, 303);
      const { content } = await program.env.db.one<{ content: string }>(
        "SELECT data->'request'->>'content' AS content FROM cases.draft WHERE id = $1",
        [draft.slice('/nop/'.length)],
      );
      assert.equal(content, WORDS);
    });

    test('an official’s act with its reason, too', async () => {
      const owner = await signedIn(program, '+84912345678');
      const { id } = await sendDraft(program, owner, await fillDraft(owner, '2.000635'));
      const clerk = await signedIn(program, 'motcua.bacha');
      const { _csrf } = await formOn(clerk, `/can-bo/ho-so/${id}`);
      const path = `/can-bo/ho-so/${id}/yeu-cau-bo-sung`;
      signOutWithoutAWord(clerk);
      const sent = await clerk.send('POST', path, { form: { _csrf, reason: WORDS } });
      const place = keptAt(sent.location, '/can-bo/dang-nhap');
      await signInAt(clerk, 'motcua.laocai');
      assert.equal((await clerk.get(place)).status, 404);
      await signInAt(clerk, 'motcua.bacha');
      const { text } = await clerk.get(place);
      assert.equal(hiddenIn(text, 'reason'), WORDS);
      assert.match(text, new RegExp(`action="${path}"`));
      assert.equal(hiddenIn((await clerk.get(place)).text, 'reason'), WORDS, 'the page may be loaded again');
      await program.env.db.run("UPDATE identity.stashed_post SET expires_at = now() - interval '1 second'");
      assert.equal((await clerk.get(place)).status, 404);
    });
  });

  test('what answers a request that was taken back meanwhile: nothing is sent, her words stand there, and her files wait for the next request', async () => {
    const owner = await signedIn(program, '+84912345678');
    const { id, code } = await sendDraft(program, owner, await fillDraft(owner, '2.000635'));
    const clerk = await signedIn(program, 'motcua.bacha');
    const page = `/can-bo/ho-so/${id}`;
    const asks = async () => {
      const shown = fieldsOf((await clerk.get(page)).text);
      const form = {
        _csrf: shown._csrf ?? '',
        'da-thay': shown['da-thay'] ?? '',
        reason: 'Thiếu giấy xác nhận cư trú',
      };
      const sent = await clerk.send('POST', `${page}/yeu-cau-bo-sung`, { form });
      assert.equal(sent.status, 303, sent.text.slice(0, 300));
    };
    await asks();
    const form = await formOn(owner, `/ho-so/${code}`);
    const request = hiddenIn((await owner.get(`/ho-so/${code}`)).text, 'yeu-cau') ?? assert.fail();
    const undo = /href="([^"]*\/hoan-tac\/[^"]*)"/.exec((await clerk.get(page)).text)?.[1] ?? assert.fail();
    const back = await clerk.post(undo, {
      ...fieldsOf((await clerk.get(undo)).text),
      'ly-do': 'Đã có trong hồ sơ',
    });
    assert.equal(back.status, 303);

    const body = new FormData();
    body.append('_csrf', form._csrf);
    body.append('loi-nhan', WORDS);
    body.append('giay-to', new File([PNG], 'xac-nhan.png'));
    const late = await owner.send('POST', `/ho-so/${code}/bo-sung`, { body });
    assert.equal(late.status, 409);
    assert.match(late.text, /Cơ quan đã rút lại yêu cầu bổ sung số \d+\/\d{4} lúc /);
    assert.equal(hiddenIn(late.text, 'loi-nhan')?.trim(), WORDS);
    assert.match(late.text, /Tệp chưa gửi: xac-nhan\.png/);
    assert.ok(late.text.includes(`href="/ho-so/${code}"`));
    const there =
      "SELECT count(*)::int AS n FROM cases.paper WHERE dossier_id = $1 AND filename = 'xac-nhan.png'";
    assert.deepEqual(await program.env.db.one(there, [id]), { n: 0 });
    // A stranger learns nothing of it.
    const stranger = await signedIn(program, '+84987654321');
    const other = await stranger.post(`/ho-so/${code}/bo-sung`, { 'loi-nhan': 'Của tôi' });
    assert.equal(other.status, 404);

    await asks();
    const asked = (await owner.get(`/ho-so/${code}`)).text;
    // A page from before answers what was taken back, and not what is asked for now.
    const old = await owner.post(`/ho-so/${code}/bo-sung`, {
      ...form,
      'yeu-cau': request,
      'loi-nhan': WORDS,
    });
    assert.equal(old.status, 409);
    assert.match(old.text, /Cơ quan đã rút lại yêu cầu bổ sung số \d+\/\d{4} lúc .* và có yêu cầu khác/);
    assert.equal(hiddenIn(old.text, 'loi-nhan')?.trim(), WORDS);
    assert.deepEqual(await program.env.db.one(there, [id]), { n: 0 });
    assert.match(asked, /xac-nhan\.png/);
    const again = await owner.post(`/ho-so/${code}/bo-sung`, { ...fieldsOf(asked), 'loi-nhan': WORDS });
    assert.equal(again.status, 303);
    assert.deepEqual(await program.env.db.one(there, [id]), { n: 1 });
  });

  test('all cookies are gone, the browser’s own too: a page of a draft is still there for its owner', async () => {
    const browser = await signedIn(program, '+84912345678');
    const draft = await fillDraft(browser, '2.000635');
    const path = `${draft}/request`;
    const body = new FormData();
    for (const [name, value] of Object.entries(fieldsOf((await browser.get(path)).text)))
      body.append(name, name === 'request.content' ? WORDS : value);
    browser.cookies.clear();
    const sent = await browser.send('POST', path, { body });
    const place = keptAt(sent.location, '/dang-nhap');
    await signInAt(browser, '+84987654321');
    assert.equal((await browser.get(place)).status, 404);
    await signInAt(browser, '+84912345678');
    const { text } = await browser.get(place);
    assert.equal(hiddenIn(text, 'request.content'), WORDS);
    assert.equal((await browser.send('POST', path, { form: fieldsOf(text) })).status, 303);
    // The session alone was there: nobody has to sign in, and he sends it on.
    const token = fieldsOf((await browser.get(path)).text);
    browser.cookies.delete('fs_b');
    const on = await browser.send('POST', path, { form: { ...token, 'request.content': 'lần hai' } });
    assert.match(on.location, /^\/gui-lai\//);
    assert.equal(hiddenIn((await browser.get(on.location)).text, 'request.content'), 'lần hai');
  });

  test('a password is not kept, whoever posted it', async () => {
    const clerk = await signedIn(program, 'motcua.bacha');
    const { _csrf } = await formOn(clerk, '/tai-khoan/mat-khau');
    signOutWithoutAWord(clerk);
    const before = await program.env.db.one('SELECT count(*) AS n FROM identity.stashed_post');
    const sent = await clerk.send('POST', '/tai-khoan/mat-khau', {
      form: { _csrf, 'mat-khau-moi': 'núi rừng 1' },
    });
    assert.equal(keptAt(sent.location, '/can-bo/dang-nhap'), '/tai-khoan/mat-khau');
    assert.deepEqual(await program.env.db.one('SELECT count(*) AS n FROM identity.stashed_post'), before);
  });

  describe('somebody else is signed in at the browser by now', () => {
    test('nothing is done in their name; the owner finds it after signing in', async () => {
      const owner = await signedIn(program, '+84912345678');
      const { id } = await sendDraft(program, owner, await fillDraft(owner, '2.000635'));
      const browser = await signedIn(program, 'motcua.bacha');
      const { _csrf } = await formOn(browser, `/can-bo/ho-so/${id}`);
      const path = `/can-bo/ho-so/${id}/yeu-cau-bo-sung`;
      // One who could do the same, and a citizen who could not.
      for (const [who, name] of [
        ['hotich.bacha', ''],
        ['+84912345678', 'Giàng Thị Mỷ'],
      ] as const) {
        await signInAt(browser, who);
        const seen = await browser.send('POST', path, { form: { _csrf, reason: WORDS } });
        assert.equal(seen.status, 409);
        assert.match(seen.text, /tài khoản khác/);
        assert.ok(seen.text.includes(name));
        assert.ok(!seen.text.includes('hai bản sao'), 'what another typed is not shown');
        const next = hiddenIn(seen.text, 'next') ?? '';
        const out = await browser.send('POST', '/dang-xuat', {
          form: {
            _csrf: /action="\/dang-xuat">.*?name="_csrf" value="([^"]+)"/.exec(seen.text)?.[1] ?? '',
            next,
          },
        });
        assert.equal(out.location, next);
        assert.equal(browser.cookies.has('fs'), false);
        assert.equal(keptAt((await browser.get(next)).location, '/can-bo/dang-nhap'), next);
        await signInAt(browser, 'motcua.bacha');
        assert.equal(hiddenIn((await browser.get(next)).text, 'reason'), WORDS);
      }
      const { n } = await program.env.db.one<{ n: number }>(
        "SELECT count(*) AS n FROM ledger.entry WHERE subject = $1 AND kind LIKE '%supplement%'",
        [`dossier:${id}`],
      );
      assert.equal(n, 0);
    });

    test('a form says for whom it was drawn, and nobody can say it otherwise', async () => {
      const browser = await signedIn(program, 'motcua.bacha');
      const { _csrf } = await formOn(browser, '/can-bo');
      const [account = '', mark] = _csrf.split('.');
      assert.match(account, /^[0-9a-f-]{36}$/);
      for (const forged of [
        `.${mark}`,
        `01a20000-0000-7000-8000-000000000000.${mark}`,
        `${account}.`,
        '.',
        account,
      ])
        assert.equal(
          (await browser.send('POST', '/tai-khoan/ma-du-phong', { form: { _csrf: forged } })).status,
          403,
        );
    });

    test('a form that was drawn before anybody signed in is taken from whoever has', async () => {
      const browser = await signedIn(program, '+84912345678');
      const session = browser.cookies.get('fs') ?? '';
      signOutWithoutAWord(browser);
      const { _csrf } = await formOn(browser, '/thu-tuc/2.000635');
      const late = await browser.send('POST', '/thu-tuc/2.000635/nop', { form: { _csrf } });
      assert.equal(keptAt(late.location, '/dang-nhap'), '/thu-tuc/2.000635/nop');
      browser.cookies.set('fs', session);
      const begun = await browser.send('POST', '/thu-tuc/2.000635/nop', { form: { _csrf } });
      assert.match(begun.location, /^\/nop\//);
    });
  });
});
