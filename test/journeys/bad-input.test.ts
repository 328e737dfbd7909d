import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { openBrowser } from '#test/axe';
import { look, type Person, person } from '#test/person';
import { startProgram, type TestProgram } from '#test/program';
import { signInCitizen } from '#test/sign-in';
import { asRead } from '#test/visit';
import { docx, pdf } from '../../src/engines/files/testing/samples.ts';
import { BIRTH, BIRTH_PAGES, begin, daysAgo, draftOf, fillIn, press } from './support/birth.ts';

describe('journeys: bad input', () => {
  let program: TestProgram;
  let browser: Browser;
  let my: Person;
  let draft: string;
  before(async () => {
    [program, browser] = await Promise.all([startProgram(), openBrowser()]);
    my = await person(browser, program);
    // A script that got into a page would show itself here.
    my.page.on('dialog', dialog => {
      my.faults.push(`a dialog says ${dialog.message()}`);
      dialog.dismiss().catch(() => undefined);
    });
    await signInCitizen(my, '+84912345678');
    await begin(my, BIRTH);
    draft = draftOf(my);
  });
  after(async () => {
    await browser?.close();
    await program?.stop();
  });

  const PAGES = Object.keys(BIRTH_PAGES);
  // The field of a scanner is no answer: what garbage does to it stands in citizen-card.test.ts.
  const TEXTS = 'main form input.in:not([type="file"], [name="_card"]), main form textarea';

  /** Types the same into every text field of the page, and sends it. */
  async function typeEverywhere(value: string): Promise<void> {
    for (const field of await my.page.locator(TEXTS).all()) {
      if (!(await field.isVisible())) continue;
      await field.evaluate(e => e.removeAttribute('maxlength'));
      await field.fill(value);
    }
  }

  /** Sends the page and gives the status of the answer. */
  async function send(): Promise<number> {
    const answered = my.page.waitForResponse(r => r.request().method() === 'POST');
    await press(my);
    return (await answered).status();
  }

  /** A page that was refused as it should be: its title says so, and each line of the summary leads to a field with the same words. */
  async function assertRefused(): Promise<void> {
    assert.match(await my.page.title(), /^Lỗi: /);
    const links = await my.page.locator('.sum a').all();
    assert.ok(links.length > 0, 'a summary of what to mend');
    for (const link of links) {
      const target = (await link.getAttribute('href'))?.slice(1) ?? '';
      const words = await link.innerText().then(asRead);
      assert.equal(await my.page.locator(`[id="${target}"]`).count(), 1, `${words} leads to ${target}`);
      assert.ok(words.length > 8 && !/undefined|null|\{/.test(words), words);
    }
  }

  const openPage = (id: string) => my.open(`/nop/${draft}/${id}`);

  test('every page of the form sent empty', async () => {
    for (const id of PAGES) {
      await openPage(id);
      await typeEverywhere('');
      assert.equal(await send(), 422, id);
      await assertRefused();
      await look(my.page, `empty-${id}`);
    }
  });

  describe('what people and programs type', () => {
    const CASES: ReadonlyArray<[string, string]> = [
      ['too long', 'Ừ'.repeat(5_000)],
      ['a picture sign', 'Phử 👶🏽'],
      ['marks that turn the direction', '\u202eửhP A gnàiG\u202c'],
      ['a script', '<script>alert(1)</script>'],
      ['markup that breaks out', '"><img src=x onerror=alert(1)>'],
      ['SQL', "'; DROP TABLE cases.draft; --"],
    ];
    for (const [what, value] of CASES) {
      test(what, async () => {
        for (const id of ['child', 'mother', 'father', 'contact']) {
          await openPage(id);
          if (id === 'father') await my.page.check('[name="father.declared"][value="yes"]');
          await typeEverywhere(value);
          assert.equal(await send(), 422, id);
          await assertRefused();
          const field = my.page.locator(TEXTS).first();
          const kept = await field.inputValue();
          assert.ok(kept === value || kept.length >= 5, `kept: ${kept.slice(0, 40)}`);
        }
      });
    }
  });

  test('names in decomposed letters are taken, and kept composed', async () => {
    await openPage('child');
    await fillIn(my, { ...BIRTH_PAGES.child, 'child.name': 'Giàng A Phử'.normalize('NFD') });
    assert.equal(await send(), 303);
    await openPage('child');
    assert.equal(await my.page.inputValue('[name="child.name"]'), 'Giàng A Phử'.normalize('NFC'));
  });

  test('days that are none, and births to come, are refused at their field; the rest stays', async () => {
    for (const date of ['31/02/2026', '12/13/2026', 'hôm qua', daysAgo(-2), '01/01/1850']) {
      await openPage('child');
      await fillIn(my, { ...BIRTH_PAGES.child, 'child.birthDate': date });
      assert.equal(await send(), 422, date);
      await assertRefused();
      assert.deepEqual(
        await my.page.locator('.sum a').evaluateAll(links => links.map(a => a.getAttribute('href'))),
        ['#f-child.birthDate'],
      );
      assert.equal(await my.page.inputValue('[name="child.birthDate"]'), date);
      await openPage('child');
      assert.equal(await my.page.inputValue('[name="child.name"]'), 'Giàng A Phử', 'kept on the server too');
      assert.deepEqual(
        await my.page.locator('.sum a').evaluateAll(links => links.map(a => a.getAttribute('href'))),
        ['#f-child.birthDate'],
        'and still to be mended when it is opened again',
      );
    }
    await look(my.page, 'date-refused');
  });

  // Beside each field two more of its name, with values that are none of its choices.
  const SEND_TWICE_MORE = `(() => {
  const form = document.querySelector('main form');
  for (const field of form.querySelectorAll('input[name]:not([type=hidden],[type=file]), select'))
    for (const value of ['x', 'y']) {
      const more = Object.assign(document.createElement('input'), { type: 'hidden', name: field.name, value });
      form.append(more);
    }
})()`;

  test('fields sent twice, choices that are none', async () => {
    for (const id of PAGES) {
      await openPage(id);
      await my.page.evaluate(SEND_TWICE_MORE);
      assert.equal(await send(), 422, id);
      await assertRefused();
    }
  });

  test('files that are not what they say, made to harm, or too large, are refused at their field without script too', async () => {
    const plain = await person(browser, program, {
      script: false,
      state: await my.context.storageState(),
    });
    const was = my;
    my = plain;
    const program32 = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(4_000, 1)]);
    const large = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(22_000_000, 32)]);
    const bomb = docx({ name: 'word/media/a.bin', data: Buffer.alloc(8 * 1_048_576) });
    const broken = pdf('hỏng')
      .toString('latin1')
      .replace(/startxref\n\d+/, 'startxref\n7');
    const PDF = 'application/pdf';
    for (const [name, mimeType, buffer, words] of [
      ['giay-chung-sinh.png', 'image/png', program32, /Không nhận được loại tệp này/],
      ['giay-chung-sinh.pdf', PDF, Buffer.alloc(0), /Tệp trống/],
      ['giay-chung-sinh.pdf', PDF, large, /Tệp nặng 21(,0)? MB\. Chọn tệp không quá 20 MB/],
      ['don.docx', 'application/octet-stream', bomb, /nén quá nhiều dữ liệu/],
      ['quet.pdf', PDF, Buffer.from(broken, 'latin1'), /Tệp PDF bị hỏng/],
    ] as const) {
      await openPage('papers');
      await fillIn(my, { 'papers.birthNotice': { name, mimeType, buffer } });
      assert.equal(await send(), 422, name);
      await assertRefused();
      await look(my.page, `file-refused-${buffer.length}`);
      const [link] = await my.page.locator('.sum a').all();
      assert.equal(await link?.getAttribute('href'), '#f-papers.birthNotice');
      assert.match((await link?.innerText().then(asRead)) ?? '', words);
    }
    // What was sent before stays when the next file is refused.
    await openPage('papers');
    await fillIn(my, BIRTH_PAGES.papers ?? {});
    assert.equal(await send(), 303);
    await openPage('papers');
    await fillIn(my, { 'papers.birthNotice': { name: 'x.png', mimeType: 'image/png', buffer: program32 } });
    assert.equal(await send(), 422);
    assert.match(await my.page.locator('main').innerText().then(asRead), /giay-chung-sinh\.png/);
    my = was;
    assert.deepEqual(plain.faults, []);
    await plain.close();
  });

  test('addresses that name nothing are answered, not stumbled over', async () => {
    for (const path of [
      `/nop/${draft}/__proto__`,
      '/nop/khong-co',
      '/nop/00000000-0000-0000-0000-000000000000/child',
      '/ho-so/%27%3B--',
      '/ho-so/%00',
      '/thu-tuc/a%00b',
      '/kiem-tra/g/%00?k=%00',
      '/ho-so/000.00.00.H00-000000-0000/giay-tiep-nhan.pdf',
      '/thu-tuc/%3Cscript%3E',
      '/kiem-tra/k/1',
      '/kiem-tra/g/x?k=%F0%9F%91%B6',
      '/gui-lai/x',
    ]) {
      const status = await my.open(path);
      assert.ok(status === 404 || status === 400, `${path}: ${status}`);
    }
    assert.equal(
      await my.open('/thu-tuc?q=%E2%80%AE%27%22%3Cscript%3E%F0%9F%91%B6&trang=-1&viec=x&linh-vuc=%00'),
      200,
    );
  });

  test('none of it failed a page, ran, or left the site', () => assert.deepEqual(my.faults, []));
});
