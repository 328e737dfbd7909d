import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import type { Browser } from 'playwright-core';
import { faultsOf, openBrowser, type Shown } from '#test/axe';
import { type Asset, citizenPage, csrfField, errorSummary, findAsset, html, staffPage } from '#ui';
import { defineForm } from '../define/define-form.ts';
import { standardForm } from '../standard/standard-form.ts';
import { formsFixture } from '../testing/fixture.ts';
import { libraryCard, photo } from '../testing/library-card.ts';
import type { Form, FormData } from '../types.ts';
import { validatePage } from '../validate/validate.ts';
import { applyPage, readPost } from '../values/read-post.ts';
import { renderAnswers } from './answers.ts';
import { hasFiles, renderFormPage } from './form-page.ts';

describe('forms: draw/draw', () => {
  const form = defineForm(libraryCard);
  const standard = standardForm({
    papers: [
      { id: 'plan', name: 'Bản vẽ thiết kế', required: true },
      { id: 'land', name: 'Giấy chứng nhận quyền sử dụng đất', required: false },
    ],
  });
  let f: Awaited<ReturnType<typeof formsFixture>>;
  let browser: Browser;
  before(async () => {
    f = await formsFixture();
    browser = await openBrowser();
  });
  after(async () => {
    await browser.close();
    await f.drop();
  });

  /** A step as a procedure's page shows it, with what is wrong said where `checked`. */
  async function step(of: Form, page: string, data: FormData, checked = false): Promise<Shown> {
    const ctx = f.ctx();
    const errors = checked ? await validatePage(of, page, data, ctx) : [];
    const title = of.pages.find(p => p.id === page)?.title.vi ?? '';
    const fields = await renderFormPage(ctx, of, page, data, errors);
    const main = html`${errorSummary(ctx.t, errors)}<form method="post"${hasFiles(of, page) && html` enctype="multipart/form-data"`} novalidate>
${csrfField(ctx)}<h1>${title}</h1>
${fields}<p><button class="btn">Lưu và tiếp tục</button></p></form>`;
    return served(citizenPage(ctx, { title, backTo: '/', error: errors.length > 0 }, main).toString());
  }

  /** A page with the style sheet and the scripts that it asks for. */
  function served(markup: string): Shown {
    const addresses = [...markup.matchAll(/(?:href|src)="(\/a\/[^"]+)"/g)].map(([, address = '']) => address);
    const assetAt = (address: string): Asset =>
      findAsset(address.slice('/a/'.length)) ?? assert.fail(`nothing at ${address}`);
    return { markup, files: Object.fromEntries(addresses.map(address => [address, assetAt(address)])) };
  }

  test('a step with the 99 communes to choose from weighs at most 14 KB in two requests', async () => {
    const { markup, files } = await step(standard, 'applicant', {}, true);
    assert.equal(markup.match(/<option value="\d{5}"/g)?.length, 99);
    const page = gzipSync(markup).length;
    const css = Object.values(files).reduce((sum, a) => sum + gzipSync(a.body).length, 0);
    assert.equal(Object.keys(files).length, 1);
    if (process.env.SHOTS) console.log(`${page} + ${css} bytes`);
    assert.ok(page + css <= 14 * 1024, `${page} + ${css} bytes, before headers`);
  });

  const filled: FormData = { card: { kind: 'child', photo, reason: 'x' }, owner: { kind: 'organisation' } };

  for (const [name, of] of [
    ['library card', form],
    ['standard form', standard],
  ] as const) {
    for (const { id } of of.pages) {
      test(`${name}, page ${id}: accessible when it was refused`, async () => {
        const shot = process.env.SHOTS && `${process.env.SHOTS}/${of.id}-${id}.png`;
        assert.deepEqual(
          await faultsOf(browser, await step(of, id, filled, true), 360, shot || undefined),
          [],
        );
      });
    }
  }

  test('the same fields serve the counter, on a staff page', async () => {
    const ctx = f.ctx();
    const errors = await validatePage(form, 'card', filled, ctx);
    const fields = await renderFormPage(ctx, form, 'card', filled, errors);
    const main = html`<h1>Thẻ bạn đọc</h1>${errorSummary(ctx.t, errors)}<form><div class="fs">${fields}</div></form>`;
    const shown = served(staffPage(ctx, { title: 'Thẻ bạn đọc', error: true }, main).toString());
    const shot = process.env.SHOTS && `${process.env.SHOTS}/staff-form.png`;
    assert.deepEqual(await faultsOf(browser, shown, 1366, shot || undefined), []);
  });

  test('without script a choice brings out what it makes necessary', async () => {
    const { markup, files } = await step(standard, 'owner', {});
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.route('**/*', route => {
      const file = files[new URL(route.request().url()).pathname];
      return route.fulfill(
        file
          ? { body: file.body, contentType: file.type }
          : { body: markup, contentType: 'text/html; charset=utf-8' },
      );
    });
    await page.goto('http://page.test/');
    const seen = () =>
      Promise.all(['name', 'personalNumber', 'taxCode'].map(n => page.isVisible(`[name="owner.${n}"]`)));
    assert.deepEqual(await seen(), [false, false, false]);
    await page.check('[value=person]');
    assert.deepEqual(await seen(), [true, true, false]);
    await page.check('[value=organisation]');
    assert.deepEqual(await seen(), [true, false, true]);
    await page.check('[value=self]');
    assert.deepEqual(await seen(), [false, false, false]);
    await context.close();
  });

  test('what a computed answer on the same page makes necessary is drawn when it does, and an error leads to it', async () => {
    const words = (vi: string) => ({ vi, en: vi });
    const adopting = defineForm({
      id: 'adopting',
      version: 1,
      schema: {
        type: 'object',
        required: ['count', 'reason'],
        properties: {
          count: { type: 'integer', minimum: 0 },
          many: { type: 'boolean' },
          reason: { type: 'string' },
        },
      },
      pages: [{ id: 'one', title: words('Con nuôi'), fields: ['count', 'many', 'reason'] }],
      fields: {
        count: { label: words('Số con nuôi'), class: 'none' },
        many: { label: words('Nuôi nhiều'), computed: 'form.count > 5', class: 'none' },
        reason: {
          label: words('Lý do nuôi nhiều'),
          widget: 'long-text',
          showIf: { field: 'many', equals: true },
          class: 'none',
        },
      },
    });
    const sent = (before: FormData, body: Record<string, string>) =>
      applyPage(adopting, 'one', before, readPost(adopting, 'one', body));
    const fresh = (await step(adopting, 'one', {})).markup;
    assert.doesNotMatch(fresh, /name="reason"/);
    assert.match(fresh, /Nuôi nhiều: tự tính khi lưu phần này/);
    assert.match(
      `${await renderAnswers(f.ctx(), adopting, {})}`,
      /Nuôi nhiều<\/dt><dd>Chưa đủ thông tin để tính/,
    );
    assert.doesNotMatch((await step(adopting, 'one', sent({}, { count: '5' }), true)).markup, /Lý do/);

    const many = sent({}, { count: '7' });
    const { markup, files } = await step(adopting, 'one', many, true);
    assert.match(markup, /<a href="#f-reason">Nhập lý do nuôi nhiều<\/a>/);
    const page = await browser.newPage();
    await page.route('**/*', route => {
      const file = files[new URL(route.request().url()).pathname];
      return route.fulfill(
        file
          ? { body: file.body, contentType: file.type }
          : { body: markup, contentType: 'text/html; charset=utf-8' },
      );
    });
    await page.goto('http://page.test/');
    assert.ok(await page.isVisible('#f-reason'));
    await page.close();

    const done = sent(many, { count: '7', reason: 'Cháu mồ côi' });
    assert.deepEqual(await validatePage(adopting, 'one', done, f.ctx()), []);
    assert.deepEqual(sent({}, { count: '7', reason: 'Cháu mồ côi' }), done, 'sent at once it is not lost');
    assert.deepEqual(sent(done, { count: '3', reason: 'Cháu mồ côi' }), { count: 3, many: false });
  });

  test('what was typed and could not be read is shown again beside what to do', async () => {
    const { markup } = await step(
      form,
      'reader',
      { reader: { birthDate: '31/02/1991', phone: '0912 34' } },
      true,
    );
    assert.match(markup, /name="reader\.birthDate"[^>]*aria-invalid="true"[^>]* value="31\/02\/1991"/);
    assert.match(
      markup,
      /<li><a href="#f-reader\.birthDate">(Không có ngày 31\/02\/1991[^<]*)<\/a>[\s\S]*<\/span>\1<\/p>/,
    );
  });

  test('areas are those of the day', async () => {
    const then = await renderFormPage(f.ctx(), form, 'reader', {}, [], { date: '2022-05-05' });
    assert.match(then.toString(), /<option value="02647">Phường Kim Tân, thành phố Lào Cai</);
    const now = await renderFormPage(f.ctx(), form, 'reader', {}, []);
    assert.match(now.toString(), /<option value="02647">Phường Lào Cai</);
  });

  test('answers are read back in words, page by page, with links to change them', async () => {
    const data = {
      reader: {
        name: 'Giàng <b>Mỷ',
        birthDate: '1991-03-04',
        sex: 'female',
        personalNumber: '010191004172',
        commune: '02647',
        phone: '0912345678',
      },
      card: {
        kind: 'adult',
        guardian: 'Không hiện',
        deposit: 800_000,
        height: 120.5,
        subjects: ['history', 'poetry'],
        lends: false,
        photo,
      },
    };
    const text = (
      await renderAnswers(f.ctx(), form, data, { changeHref: (page, path) => `/sua/${page}#f-${path}` })
    ).toString();
    for (const part of [
      '<h2>Bạn đọc</h2>',
      'Giàng &lt;b&gt;Mỷ',
      '04/03/1991',
      'Nữ',
      '••••••••4172',
      'Phường Lào Cai',
      '0912 345 678',
      '800.000 đồng',
      '120,5',
      'Lịch sử, Thơ',
      'anh.jpg <span class="num">(117 KB)</span>',
      'href="/sua/reader#f-reader.name"',
      '<dt>Thư điện\u00a0tử</dt><dd>Không khai</dd>',
    ])
      assert.ok(text.includes(part), part);
    assert.doesNotMatch(text, /Không hiện|010191004172/);
    const officer = await renderAnswers(f.ctx('en'), form, data, {
      reveal: true,
      may: field => field.path !== 'reader.phone',
    });
    assert.match(officer.toString(), /010191004172/);
    assert.doesNotMatch(officer.toString(), /0912|Sửa|Change/);
    // Where the paper itself lay on the desk, its file is not “not given”.
    const { photo: _, ...card } = data.card;
    const elsewhere = new Map([['card.photo', 'Nhận bản giấy: 1 bản chính']]);
    const desk = await renderAnswers(f.ctx(), form, { ...data, card }, { elsewhere });
    assert.match(desk.toString(), /<dd>Nhận bản giấy: 1 bản chính<\/dd>/);
    const sent = await renderAnswers(f.ctx(), form, data, { elsewhere });
    assert.match(sent.toString(), /anh\.jpg <span class="num">\(117/);
    assert.doesNotMatch(sent.toString(), /Nhận bản giấy/);
  });

  test('whatever a draft holds, no page lets it become markup', async () => {
    const nasty = fc.oneof(
      fc.constantFrom(
        '<script>x</script>',
        '"><img src=x onerror=x>',
        "' autofocus onfocus='x",
        '</textarea><svg/onload=x>',
        '{{x}}',
      ),
      // Without NUL: the server takes it out of what comes, and PostgreSQL holds none.
      fc.string({ unit: 'binary' }).map(text => text.replaceAll('\0', '')),
    );
    const paths = [...Object.keys(libraryCard.fields)];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...paths), nasty, fc.boolean(), async (path, value, list) => {
        const [group = '', name = ''] = path.split('.');
        const data = { [group]: { [name]: list ? [value, { id: value, name: value, bytes: 1 }] : value } };
        for (const { id } of form.pages) {
          const drawn = `${await renderFormPage(f.ctx(), form, id, data)}${await renderAnswers(f.ctx(), form, data)}`;
          assert.doesNotMatch(drawn, /<script|<img|<svg\/|onfocus='x'| onerror=x>/);
        }
      }),
      { numRuns: 40 },
    );
  });
});
