import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import ExcelJS from 'exceljs';
import type { Dossier } from '#engines/cases';
import { changeProfile, createAccount, vaultService } from '#engines/identity';
import { openBrowser } from '#test/axe';
import { CARD, type OneStopSite, oneStopSite } from '../../testing/site.ts';

describe('one-stop: inbox', () => {
  let s: OneStopSite;
  const mine: Dossier[] = [];
  let theirs: Dossier;

  before(async () => {
    s = await oneStopSite();
    const { apply } = s;
    for (const [owner, by, phone] of [
      ['Nguyễn Thị Hòa', 'Nguyễn Thị Hoà', '0912000001'],
      ['Nguyễn Thị Hoàn', 'Sùng A Lử', '0912000002'],
      ['Đặng Văn Hòa', 'Đặng Văn Hòa', '0912000003'],
    ] as const)
      mine.push(await apply({ owner, by, phone }));
    s.clock.set('2026-10-20T10:00:00+07:00');
    mine.push(await apply({ owner: 'Lý Tả Mẩy', channel: 'post' }));
    s.clock.set('2026-11-20T15:40:00+07:00');
    theirs = await apply({ owner: 'Nguyễn Thị Hòa', commune: '99002', phone: '0912000009' });
  });
  after(() => s.close());

  /** Owners on the page, and the count that its heading names. */
  async function list(query: string, who = s.clerk) {
    const { html, status } = await who.visit.open(`/can-bo${query}`);
    assert.equal(status, 200, html.slice(0, 500));
    const owners = [...html.matchAll(/<th scope="row"><a href="\/can-bo\/ho-so\/[^"]+">([^<]+)</g)].map(
      m => m[1],
    );
    const count = Number(/<h1>[^<]*: (\d+) việc/.exec(html)?.[1]);
    return { html, owners, count };
  }

  test('a name is found without tone marks and wherever they stand, and only in one’s own commune', async () => {
    assert.deepEqual((await list('?q=nguyen+thi+hoa')).owners.sort(), ['Nguyễn Thị Hoàn', 'Nguyễn Thị Hòa']);
    assert.deepEqual((await list(`?q=${encodeURIComponent('ĐẶNG VĂN HOÀ')}`)).owners, ['Đặng Văn Hòa']);
    assert.deepEqual((await list(`?q=${theirs.code}`)).owners, [], 'the code of a dossier of Sa Pa');
    assert.deepEqual((await list(`?q=${mine[0]?.code}`)).owners, ['Nguyễn Thị Hòa']);
    assert.deepEqual((await list('?q=hoa+the+thu+vien')).owners.length, 3, 'name and procedure');
  });

  test('a telephone and a personal number lead to their dossiers, however they are written; not to those of another commune', async () => {
    assert.deepEqual((await list('?q=0912+000.002')).owners, ['Nguyễn Thị Hoàn']);
    assert.deepEqual((await list('?q=%2B84912000003')).owners, ['Đặng Văn Hòa']);
    assert.deepEqual((await list('?q=0912000009')).owners, []);
    const number = '010191004172';
    assert.deepEqual((await list(`?q=${number}`)).owners, []);
    // It stands in no answer: it is the number of whoever applied.
    const account = await s.db.tx(async tx => {
      const id = await createAccount(
        tx,
        { kind: 'citizen', name: 'Sùng A Lử', phone: '+84912999999', phoneProven: true },
        s.act(),
      );
      await changeProfile(tx, s.env.get(vaultService), id, { personalNumber: number }, s.act());
      return id;
    });
    await s.apply({ owner: 'Sùng Thị Dợ', account });
    await s.apply({ owner: 'Sùng Thị Dợ', account, commune: '99002' });
    const { owners, html } = await list(`?q=${number.replace(/(\d{3})/, '$1 ')}`);
    assert.deepEqual(owners, ['Sùng Thị Dợ']);
    assert.doesNotMatch(
      html.replaceAll(/<input[^>]*>|href="[^"]*"/g, ''),
      /010191004172/,
      'the list shows no number',
    );
  });

  test('a card scanned into the search field stands in no address: its holder’s dossiers are shown at once, those in reach', async () => {
    const { visit } = s.clerk;
    const look = async (q: string, o = '/can-bo') => {
      await visit.open('/can-bo');
      return visit.submit('/can-bo/tim', { q, o });
    };
    const found = await look('010191004172||Sùng A Lử|04031991|Nam|Thôn Na Hối, Bắc Hà|15082021');
    assert.deepEqual([found.status, found.location], [200, undefined]);
    assert.match(found.html, /<h1>Hồ sơ của Sùng A Lử<\/h1>/);
    assert.equal(found.html.match(/Sùng Thị Dợ/g)?.length, 1, 'not that of another commune');
    assert.doesNotMatch(found.html, /010191004172|Thôn Na Hối/);
    const torn = await look('010191004172|');
    assert.deepEqual([torn.status, torn.location], [422, undefined]);
    assert.match(torn.html, /Quét lại, hoặc gõ số định danh/);
    // A number that is typed is as personal as one that is scanned.
    for (const [typed, o] of [
      ['010191004172', '/can-bo'],
      ['010 191 004 172', '/can-bo/so-theo-doi'],
    ] as const) {
      const typedIn = await look(typed, o);
      assert.deepEqual([typedIn.status, typedIn.location], [200, undefined]);
      assert.equal(typedIn.html.match(/Sùng Thị Dợ/g)?.length, 1);
      assert.doesNotMatch(typedIn.html, /010191004172|010 191 004 172/);
    }
    assert.match((await look('010191009999')).html, /Không có hồ sơ nào của số này/);
    const other = await look('001091004171||Ai Đó|04031991|Nam|Bắc Hà|15082021');
    assert.match(other.html, /Không có hồ sơ nào của người mang thẻ này trong phạm vi/);
    assert.equal((await look('Lý Tả Mẩy')).location, '/can-bo?q=L%C3%BD+T%E1%BA%A3+M%E1%BA%A9y');
    assert.equal(
      (await look('ly', '//elsewhere.example')).location,
      '/can-bo/so-theo-doi?q=ly',
      'no other place',
    );
  });

  test('each filter shows what it says, the heading and the menu count what is shown', async () => {
    assert.equal((await list('')).count, 5);
    assert.deepEqual((await list('?cach-nop=post')).owners, ['Lý Tả Mẩy']);
    assert.equal((await list('?cach-nop=post')).count, 1);
    assert.deepEqual((await list('?trang-thai=received')).count, 5);
    assert.deepEqual((await list('?trang-thai=processing')).owners, []);
    assert.match((await list('?trang-thai=supplementing')).html, /<h1>Chờ bổ sung giấy tờ: 0 việc</);
    assert.equal((await list(`?q=${CARD}`)).count, 5, 'the code of a procedure leads to what is of it');
    assert.deepEqual((await list(`?q=ta+may+${CARD}`)).owners, ['Lý Tả Mẩy']);
    assert.equal((await list('?q=1.004873')).count, 0);
    assert.equal((await list('?giao=chua')).count, 5);
    assert.equal((await list('?giao=toi')).count, 0);
    assert.equal((await list('?co-quan=00000000-0000-7000-8000-000000000000')).count, 0);
    const late = await list('?xem=late');
    assert.equal(late.count, late.owners.length);
    assert.equal(Number(/xem=late"[^>]*>Quá hạn <span>(\d+)</.exec(late.html)?.[1]), late.owners.length);
    assert.deepEqual(late.owners, ['Lý Tả Mẩy']);
    const unknown = await list('?xem=khong-co');
    assert.equal(unknown.count, 5);
    assert.doesNotMatch(unknown.html, />[^<]*khong-co/, 'no filter that nobody offered');
    assert.match(late.html, /class="st late"[\s\S]*?Quá hạn/, 'colour and words');
  });

  test('the list goes into a workbook as it is filtered, and what somebody called himself is no formula', async () => {
    await s.apply({ owner: '=HYPERLINK("http://x")', channel: 'counter' });
    const { raw, status } = await s.clerk.visit.open('/can-bo/tai.xlsx?cach-nop=counter');
    assert.equal(status, 200);
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load(raw as unknown as Parameters<typeof workbook.xlsx.load>[0]);
    const sheet = workbook.worksheets[0] ?? assert.fail();
    assert.equal(sheet.rowCount, 4, 'two lines of head, the columns, one dossier');
    assert.equal(sheet.getCell('B4').value, `'=HYPERLINK("http://x")`);
    assert.equal(sheet.getCell('B4').formula, undefined);
    assert.match(String(sheet.getCell('E4').value), /Bắc Hà/, 'the agency, where it is the only one too');
    assert.ok(sheet.getCell('H4').value instanceof Date, 'since when it is there is a moment, not a text');
    assert.match((await list('?cach-nop=counter')).html, /href="\/can-bo\/tai\.xlsx\?cach-nop=counter"/);
  });

  test('all of a list are chosen by one box above the others, without script too; what is unticked again is left out', async () => {
    const { html, count, owners } = await list('');
    assert.equal(owners.length, count);
    const box = /<thead>[\s\S]*?<input ([^>]*)>/.exec(html)?.[1] ?? '';
    assert.match(box, /name="tat-ca" value="1"/);
    assert.match(box, new RegExp(`aria-label="Làm với cả ${count} việc của danh sách này"`));
    assert.doesNotMatch(box, /hidden/);
    const one = await list(`?q=${mine[0]?.code}`);
    assert.doesNotMatch(one.html, /data-every/, 'of one there is nothing to choose');
    const browser = await openBrowser();
    try {
      const page = await browser.newPage();
      await page.route('**/*', async route => {
        const { pathname } = new URL(route.request().url());
        const { status, raw } = await s.clerk.visit.open(pathname);
        const kind = /\.(js|css)$/.exec(pathname)?.[1];
        const contentType =
          kind === 'js' ? 'text/javascript' : kind === 'css' ? 'text/css' : 'text/html; charset=utf-8';
        await route.fulfill({ status, body: raw, contentType });
      });
      await page.goto('http://fansipan.test/can-bo');
      const bar = page.locator('.bulk');
      const ticked = () => page.locator('tbody input:checked').count();
      assert.equal(await bar.isVisible(), false);
      await page.locator('thead input').check();
      assert.deepEqual([await bar.isVisible(), await ticked()], [true, count]);
      await page.locator('tbody input').first().uncheck();
      assert.equal(await page.locator('thead input').isChecked(), false, 'not all is meant any more');
      assert.equal(await ticked(), count - 1);
    } finally {
      await browser.close();
    }
  });

  test('a list longer than a page is walked by its rows, forward and back', async () => {
    for (let n = 0; n < 52; n++) await s.apply({ owner: `Người thứ ${n}` });
    const first = await list('');
    assert.equal(first.count, 58);
    assert.match(first.html, /Hiện 1–50 trong 58/);
    assert.match(first.html, /data-every aria-label="Chọn cả 50 việc trên trang này"/);
    const next = /href="([^"]*sau=[^"]*)" rel="next"/.exec(first.html)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const second = await list(next.replace('/can-bo', ''));
    assert.equal(second.owners.length, 8);
    assert.match(second.html, /Hiện 51–58 trong 58/);
    const back =
      /href="([^"]*truoc=[^"]*)" rel="prev"/.exec(second.html)?.[1]?.replaceAll('&amp;', '&') ?? '';
    assert.deepEqual((await list(back.replace('/can-bo', ''))).owners, first.owners);
    assert.equal((await list('?sau=nonsense')).owners.length, 50);
  });

  test('what one asks again and again is kept under a name, opens the inbox if one likes, and is thrown away', async () => {
    const officer = await s.official('Lý Thị Mẩy', s.agencies.bacHa, ['officer']);
    const boss = await s.official('Sùng A Vảng', s.agencies.bacHa, ['leader', 'officer']);
    const post = '?cach-nop=post&q=ly+ta+may';
    await officer.visit.open(`/can-bo${post}`);
    const nameless = await officer.visit.submit('/can-bo/bo-loc', { 'ten-bo-loc': ' ', 'mac-dinh': '1' });
    assert.equal(nameless.status, 422);
    assert.match(nameless.html, /Nhập tên không quá 60 ký tự/);
    assert.match(nameless.html, /name="mac-dinh"[^>]*checked/, 'what was ticked is kept');
    const saved = await officer.visit.submit('/can-bo/bo-loc', {
      'ten-bo-loc': 'Gửi bưu điện',
      'mac-dinh': '1',
    });
    assert.equal(saved.location, '/can-bo?q=ly+ta+may&cach-nop=post');
    assert.equal((await officer.visit.open('/can-bo')).location, saved.location, 'the inbox opens with it');
    const { html } = await officer.visit.open(saved.location ?? '');
    assert.match(html, /aria-current="page">Gửi bưu điện <span>0<\/span>/, 'counted as it is shown');
    await officer.visit.open('/can-bo?xem=late');
    const twice = await officer.visit.submit('/can-bo/bo-loc', { 'ten-bo-loc': 'gửi Bưu điện' });
    assert.match(twice.html, /Đã có bộ lọc tên “gửi Bưu điện”/);
    // The leader shares one with the agency; who only works there sees it and does not take it away.
    await boss.visit.open('/can-bo?xem=late');
    await boss.visit.submit('/can-bo/bo-loc', { 'ten-bo-loc': 'Trễ của xã', 'dung-chung': s.agencies.bacHa });
    const shared = await officer.visit.open('/can-bo?xem=late');
    assert.match(shared.html, /Trễ của xã/);
    assert.doesNotMatch(shared.html, /Xóa bộ lọc đã lưu/);
    const id = (name: string) =>
      s.db.one<{ id: string }>('SELECT id FROM work.saved_view WHERE name = $1', [name]);
    const theirs = (await id('Trễ của xã')).id;
    assert.equal((await officer.visit.submit(`/can-bo/bo-loc/${theirs}/bo`)).status, 404);
    assert.equal(
      (
        await officer.visit.submit('/can-bo/bo-loc', {
          'ten-bo-loc': 'Của xã',
          'dung-chung': s.agencies.bacHa,
        })
      ).status,
      404,
    );
    assert.doesNotMatch(
      (await s.clerk.visit.open('/can-bo')).html,
      /Trễ của xã|Gửi bưu điện/,
      'another agency',
    );
    const own = (await id('Gửi bưu điện')).id;
    await s.clerk.visit.open('/can-bo');
    assert.equal((await s.clerk.visit.submit(`/can-bo/bo-loc/${own}/mac-dinh`)).status, 404, 'not hers');
    await officer.visit.open(saved.location ?? '');
    await officer.visit.submit(`/can-bo/bo-loc/${own}/bo`);
    assert.equal((await officer.visit.open('/can-bo')).status, 200, 'everything again');
    assert.equal((await boss.visit.submit(`/can-bo/bo-loc/${theirs}/bo`)).status, 303);
  });

  test('who has no such rights has nothing to do', async () => {
    const auditor = await s.official('Trần Văn Kiểm', s.agencies.province, ['auditor']);
    assert.equal((await list('', auditor)).count, 0);
  });
});
