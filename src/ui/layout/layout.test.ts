import assert from 'node:assert/strict';
import { test } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import type { Visitor } from '#platform/http';
import { defineModule } from '#platform/module';
import { testCtx } from '#test/ctx';
import { findAsset } from '../assets/asset.ts';
import { CITIZEN_CSS, STAFF_CSS } from '../assets/css.ts';
import { type Html, html } from '../html.ts';
import { ui } from '../module.ts';
import { citizenPage } from './citizen-page.ts';
import { icon } from './icons.ts';
import { staffMenu } from './menus.ts';
import { staffPage } from './staff-page.ts';

const main = html`<h1>Trang</h1>`;
const officer: Visitor = {
  accountId: 'a',
  kind: 'official',
  name: 'Lù Thị Sen',
  sessionId: 's',
  scopes: [],
  grants: [{ permission: 'calendar.edit', agencyId: 'x', below: false, postId: null }],
};

test('a citizen page has one style sheet, no script, no icon request, and says that it is a demo', () => {
  const page = citizenPage(testCtx({ modules: [ui] }), { title: 'Tra cứu' }, main).toString();
  assert.equal(page.match(/rel="stylesheet"/g)?.length, 1);
  assert.match(page, /<link rel="icon" href="data:,">/);
  assert.doesNotMatch(page, /<script/);
  assert.doesNotMatch(page, /<svg width="0"/, 'no sprite where no icon is used');
  assert.match(page, /Dữ liệu mô phỏng, không dùng cho giao dịch thật/);
  assert.match(page, /<title>Tra cứu – Dịch vụ công Lào Cai<\/title>/);
  const real = citizenPage(testCtx({ modules: [ui], demo: false }), { title: 'Tra cứu' }, main).toString();
  assert.doesNotMatch(real, /mô phỏng/);
});

test('a staff page on paper says of what moment it is and who opened it; on the screen it does not', () => {
  const ctx = testCtx({ modules: [ui], visitor: officer });
  assert.match(
    staffPage(ctx, { title: 'x' }, main).toString(),
    /<main id="main">\s*<p class="printed">Bản in trang này lúc \d\d\/\d\d\/\d{4}\u00a0\d\d:\d\d, do Lù Thị Sen mở\.<\/p>/,
  );
  const css = String(findAsset(STAFF_CSS.replace('/a/', ''))?.body);
  assert.match(css, /\.printed\{display:none\}@media print\{[^@]*\.printed\{display:block/);
});

test('the title of a refused page says so first, in both languages', () => {
  const vi = citizenPage(testCtx({ modules: [ui] }), { title: 'Cha, mẹ', error: true }, main);
  assert.match(vi.toString(), /<title>Lỗi: Cha, mẹ –/);
  const en = staffPage(testCtx({ modules: [ui], lang: 'en' }), { title: 'Posts', error: true }, main);
  assert.match(en.toString(), /<html lang="en">[\s\S]*<title>Error: Posts –/);
});

test('the other language is the same address with everything else kept', () => {
  const req = { path: '/tra-cuu', query: { ma: 'a&b', lang: 'vi' } };
  const page = citizenPage(testCtx({ modules: [ui], req }), { title: 'x' }, main).toString();
  assert.match(page, /href="\/tra-cuu\?ma=a%26b&amp;lang=en" lang="en"/);
});

test('an icon that a page uses once is drawn in its place; one used more often stands before them, once', () => {
  const drawn = (main: Html) => citizenPage(testCtx({ modules: [ui] }), { title: 'x' }, main).toString();
  const symbols = (page: string) => [...page.matchAll(/symbol id="i-(\w+)"/g)].map(m => m[1]);
  const once = drawn(html`${icon('late')}`);
  assert.deepEqual(symbols(once), []);
  assert.match(once, /<svg class="i" aria-hidden="true" viewBox="0 0 16 16"><path fill="currentColor"/);
  assert.doesNotMatch(once, /<use/);
  const twice = drawn(html`${icon('late')}${icon('done')}${icon('late')}`);
  assert.deepEqual(symbols(twice), ['late']);
  assert.equal(twice.match(/<use href="#i-late"/g)?.length, 2);
});

test('an official sees the workplaces of her rights, not the others, and where she is', () => {
  const work = defineModule({
    id: 'work',
    layer: 'engine',
    needs: [],
    folder: ui.folder,
    extensions: [
      staffMenu({ id: 'inbox', href: '/can-bo/viec', label: 'ui.back', group: 'work' }),
      staffMenu({
        id: 'calendar',
        href: '/can-bo/lich',
        label: 'ui.skip',
        group: 'manage',
        permission: 'calendar.edit',
        finds: 'ui.back',
      }),
      staffMenu({
        id: 'roles',
        href: '/can-bo/vai-tro',
        label: 'ui.skip',
        group: 'manage',
        permission: 'role.edit',
        finds: 'ui.skip',
      }),
    ],
  });
  const ctx = testCtx({ modules: [ui], visitor: officer });
  const withMenu = { ...ctx, extensions: testCtx({ modules: [{ ...work, id: 'ui' }] }).extensions };
  const page = staffPage(withMenu, { title: 'x', active: 'inbox' }, main).toString();
  assert.match(page, /href="\/can-bo\/viec" aria-current="page"/);
  assert.match(page, /\/can-bo\/lich/);
  assert.doesNotMatch(page, /vai-tro/);
  assert.match(page, /name="o" value="\/can-bo\/lich"/, 'what may be looked through is, from every page');
  const own = { action: '/can-bo/don-vi', label: 'Tìm đơn vị' };
  assert.match(
    staffPage(withMenu, { title: 'x', search: own }, main).toString(),
    /name="o" value="\/can-bo\/don-vi"/,
  );
  assert.match(page, /action="\/dang-xuat"/);
});

const sheetOf = (page: Html) => {
  const address = /rel="stylesheet" href="\/a\/([^"]+)"/.exec(page.toString())?.[1] ?? '';
  return findAsset(address) ?? assert.fail(`no sheet at ${address}`);
};

test('somebody who is signed in gets the sheet that his sign-out button needs', () => {
  const ctx = testCtx({ modules: [ui], visitor: { ...officer, kind: 'citizen' } });
  assert.match(sheetOf(citizenPage(ctx, { title: 'x' }, main)).body.toString(), /\.link\{/);
});

test('a page that holds no form part and no place loads the lean sheet, whatever its texts say', async () => {
  const ctx = testCtx({ modules: [ui] });
  const sheets = [
    citizenPage(ctx, { title: 'Tra cứu' }, html`<h1>class="grid"</h1><p class="lead q">box, panel</p>`),
    citizenPage(ctx, { title: 'Tờ khai' }, html`<h1>Mẹ</h1><label class="pick">Có</label>`),
    citizenPage(ctx, { title: 'Trang chủ' }, html`<h1>Việc</h1><ul class="grid"></ul>`),
  ].map(sheetOf);
  assert.deepEqual(
    sheets.map(s => s.name.split('.')[0]),
    ['citizen-lean', 'citizen', 'citizen'],
  );
  assert.ok(((await sheets[0]?.brotli())?.length ?? 0) <= 2_400, 'leaves tracking half of its 5 KB');
});

test('the citizen style sheet stays within its 4 KB, that of officials within 8', async () => {
  for (const [address, limit] of [
    [CITIZEN_CSS, 4_096],
    [STAFF_CSS, 8_192],
  ] as const) {
    const css = findAsset(address.slice(3)) ?? assert.fail(address);
    const { length } = await css.brotli();
    assert.ok(length <= limit, `${length} bytes`);
    assert.equal(brotliCompressSync(css.body).length, length);
  }
});
