import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { findDossierByCode, receptionOf } from '#engines/cases';
import { look, type Person } from '#test/person';
import { startProgram, type TestProgram } from '#test/program';
import { signInOfficial, signInOfficialHere } from '#test/sign-in';
import { asRead } from '#test/visit';
import { examine } from '../conformance/support/examine.ts';
import { photo } from './support/birth.ts';
import { device } from './support/device.ts';
import { wordsOf } from './support/judge.ts';
import { assertProven } from './support/ledger.ts';

describe('journeys: a day without a network', () => {
  // Đăng ký lại khai sinh, with the standard form: it asks for a copy of a paper.
  const REGISTER = '1.004884';
  const CARD =
    '010191004172|063245871|Giàng Thị Mỷ|04031991|Nữ|Thôn Na Hối Nùng, xã Bắc Hà, tỉnh Lào Cai|15082021';
  const PASSWORD = 'suoi bac ha';
  const AWAY = '/can-bo/khong-mang/quay';

  let program: TestProgram;
  let folder: string;
  let ha: Person;
  let storedBy = '';
  before(async () => {
    [program, folder] = await Promise.all([startProgram(), mkdtemp(path.join(tmpdir(), 'device-'))]);
    ha = await device(program, folder);
    await signInOfficial(ha, 'motcua.bacha');
  });
  after(async () => {
    await ha?.close();
    await program?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const main = () => ha.page.locator('main').innerText().then(asRead);
  const press = (name: string | RegExp) => ha.page.getByRole('button', { name }).click();
  const judged = async (name: string) => assert.deepEqual(await examine(ha, name), []);
  const shown = (text: string | RegExp) => ha.page.getByText(text).first().waitFor();
  const outbox = () => ha.page.locator('[data-outbox] > li').allInnerTexts();

  /** The browser's switch does not reach its worker for sure: what the worker asks for fails here, while something is done. */
  async function workerOffline(what: () => Promise<void>) {
    const worker = ha.context.serviceWorkers()[0] ?? (await ha.context.waitForEvent('serviceworker'));
    await worker.evaluate(
      `self.asked = self.fetch; self.fetch = () => Promise.reject(new TypeError('Failed to fetch')); 0`,
    );
    await what();
    await worker.evaluate(`self.fetch = self.asked; 0`);
  }

  /** What lies sealed on the device, all of it. */
  const SEALED = `(async () => {
    const db = await new Promise(done => { const r = indexedDB.open('khong-mang'); r.onsuccess = () => done(r.result); });
    const items = await new Promise(done => { const r = db.transaction('items').objectStore('items').getAll(); r.onsuccess = () => done(r.result); });
    db.close();
    return JSON.stringify(items.map(i => [i.id, i.sealed && [...new Uint8Array(i.sealed.body)]]));
  })()`;

  /** Who applies, then the form; the third has nothing more than what stands here. */
  async function enter(
    name: string,
    more: { number?: string; content?: string; scan?: boolean; papers?: boolean } = {},
  ) {
    await ha.page.getByRole('button', { name: new RegExp(REGISTER) }).click();
    await ha.page.fill('[name="name"]', name);
    if (more.number) await ha.page.fill('[name="personalNumber"]', more.number);
    await ha.page.fill('[name="birthDate"]', '04/03/1991');
    // The keys of the counter go on here too, each with what is on the page.
    await ha.page.keyboard.press('F9');
    await ha.page.locator('[name="request.content"]').waitFor();
    assert.equal(await ha.page.inputValue('[name="applicant.name"]'), name, 'not typed twice');
    await ha.page.check('[name="applicant.sex"][value="female"]');
    await ha.page.fill('[name="applicant.address"]', 'Thôn Sín Chải');
    await ha.page.check('[name="owner.kind"][value="self"]');
    await ha.page.fill('[name="request.content"]', more.content ?? 'Đăng ký lại khai sinh cho mình');
    await ha.page.check('[name="result.way"][value="counter"]');
    if (more.papers !== false) await ha.page.check('[name="du-giay-to"]');
    if (more.scan)
      await ha.page
        .locator('[data-view="ho-so"] input[type=file]')
        .first()
        .setInputFiles(photo('to-khai.png'));
  }

  /** Every line of the summary puts the cursor into a field that is said to be wrong. */
  async function eachLeadsToItsField() {
    const links = ha.page.locator('.sum a:visible');
    const count = await links.count();
    assert.ok(count > 0);
    for (let i = 0; i < count; i++) {
      await links.nth(i).click();
      const at = ha.page.locator(':focus[aria-invalid="true"]:visible');
      assert.equal(await at.count(), 1, await links.nth(i).innerText().then(asRead));
    }
  }

  test('before setting out the clerk takes a procedure along, under a password of the device', async () => {
    await ha.open('/can-bo/khong-mang');
    await look(ha.page, 'offline-prepare');
    for (const box of await ha.page.locator('[name="thu-tuc"]:checked').all()) await box.uncheck();
    await ha.page.fill('[name="ma-khac"]', REGISTER);
    await press('Tiếp tục');
    await ha.page.waitForURL('**/goi/**');
    await ha.page.fill('[name="mat-khau"]', 'ngan');
    await press('Lưu vào máy này');
    await shown(/ít nhất 8 ký tự/);
    await judged('offline-take-along');
    await ha.page.fill('[name="mat-khau"]', PASSWORD);
    await ha.page.fill('[name="lai"]', PASSWORD);
    await press('Lưu vào máy này');
    await shown(/Đã lưu\. .*đánh dấu trang đó \(\S+\/can-bo\/khong-mang\/quay\)/);
    storedBy = new URL(ha.page.url()).pathname;
    await look(ha.page, 'offline-stored');
  });

  test('without a network, and after the browser was closed, the page opens; the device opens by its password', async () => {
    await ha.close();
    ha = await device(program, folder);
    await ha.context.setOffline(true);
    await ha.open(AWAY);
    await shown('Mở khóa quầy không mạng');
    // Whichever page around the desk was bookmarked leads there.
    await workerOffline(async () => {
      for (const bookmark of ['/can-bo/khong-mang', storedBy]) {
        await ha.open(bookmark);
        assert.equal(new URL(ha.page.url()).pathname, AWAY, bookmark);
        await shown('Mở khóa quầy không mạng');
      }
    });
    await judged('offline-locked');
    await ha.page.fill('[name="mat-khau"]', 'sai mat khau');
    await press('Mở khóa');
    await shown(/Mật khẩu không đúng/);
    await ha.page.fill('[name="mat-khau"]', PASSWORD);
    await press('Mở khóa');
    await shown(/Không có mạng\. Hồ sơ nhập vào được giữ trên máy này/);
    await look(ha.page, 'offline-desk');
  });

  test('three are handed in, one by card with a picture, and each takes a provisional receipt home', async () => {
    await ha.page.getByRole('button', { name: new RegExp(REGISTER) }).click();
    await look(ha.page, 'offline-person');
    await press('Đi tiếp');
    await shown(/Nhập họ và tên như trên căn cước/);
    // What contradicts itself is found while the person is there, in the words of the server.
    await ha.page.fill('[name="name"]', 'Giàng Thị Mỷ');
    await ha.page.fill('[name="personalNumber"]', '010191004172');
    await ha.page.fill('[name="birthDate"]', '04/03/1990');
    await press('Đi tiếp');
    await shown(/Hai số 91|năm sinh 1991|1991/);
    await ha.page.fill('[name="the"]', CARD);
    await ha.page.press('[name="the"]', 'Enter');
    assert.equal(await ha.page.inputValue('[name="name"]'), 'Giàng Thị Mỷ');
    assert.ok(await ha.page.isChecked('[name="numberSeen"]'), 'the card was there');
    await ha.page.getByRole('button', { name: '‹ Quầy không mạng' }).click();
    await enter('Giàng Thị Mỷ', { number: '010191004172', scan: true });
    await shown(/Đã chọn: to-khai\.png/);
    await judged('offline-dossier');
    await press('Nhận hồ sơ, in biên nhận tạm');
    await shown(/BIÊN NHẬN TẠM/);
    assert.match(await main(), /TAM-\w{5}-001[\s\S]*Giàng Thị Mỷ[\s\S]*không thay Giấy tiếp nhận/);
    assert.doesNotMatch(await main(), /còn thiếu/);
    await judged('offline-slip');
    await press('Xong, về quầy');

    await enter('Sùng Thị Dở', { content: ' ', papers: false });
    await ha.page.keyboard.press('F9');
    await shown('Cần sửa');
    await judged('offline-errors');
    await eachLeadsToItsField();
    await press('Vẫn nhận hồ sơ');
    await shown(/TAM-\w{5}-002/);
    assert.match(
      await main(),
      /Giấy tờ còn thiếu\s+Bản sao giấy tờ có thông tin khai sinh[\s\S]*nộp đủ, hồ sơ mới/,
    );
    await judged('offline-slip-lacking');
    await ha.page.keyboard.press('F8');
    // The list says what is missing, and leads to it.
    const [lacking = '', whole = ''] = await outbox();
    assert.match(
      lacking,
      /-002[\s\S]*Còn thiếu[\s\S]*Nhập nội dung đề nghị[\s\S]*“Bản sao giấy tờ có thông tin khai sinh”/,
    );
    assert.match(whole, /-001/);
    assert.doesNotMatch(whole, /thiếu/);
    await judged('offline-lacking');
    await press(/“Bản sao giấy tờ/);
    await ha.page.locator('[name^="ban-sao."]:focus[aria-invalid]').waitFor();
    await eachLeadsToItsField();
    await ha.page.check('[name="du-giay-to"]');
    await shown(/Đã giữ trên máy lúc/);
    await ha.page.getByRole('button', { name: '‹ Quầy không mạng' }).click();
    await ha.page.getByText('Còn thiếu', { exact: true }).waitFor();
    assert.doesNotMatch((await outbox()).join(), /“Bản sao giấy tờ/);

    await enter('Lò Thị Păn');
    await shown(/Đã giữ trên máy lúc/);
    // What stands in a field that she has not left yet is kept too.
    const before = await ha.page.evaluate(SEALED);
    await ha.page.fill('[name="request.content"]', 'Đăng ký lại khai sinh cho mình, chưa rời ô này');
    while ((await ha.page.evaluate(SEALED)) === before) await ha.page.waitForTimeout(100);
    await ha.page.reload();
    await ha.page.fill('[name="mat-khau"]', PASSWORD);
    await press('Mở khóa');
    await shown('Đang nhập dở');
    await press('Nhập tiếp');
    assert.equal(
      await ha.page.inputValue('[name="request.content"]'),
      'Đăng ký lại khai sinh cho mình, chưa rời ô này',
    );
    await press('Nhận hồ sơ, in biên nhận tạm');
    await shown(/TAM-\w{5}-003/);
    await press('Xong, về quầy');
    const rows = await outbox();
    assert.equal(rows.filter(r => /Chờ gửi/.test(r)).length, 3, rows.join('\n'));
    await judged('offline-outbox');
  });

  test('nothing of a person can be read in what lies on the device', async () => {
    const kept = String(
      await ha.page.evaluate(`(async () => {
        const db = await new Promise(done => { const r = indexedDB.open('khong-mang'); r.onsuccess = () => done(r.result); });
        const all = name => new Promise(done => { const r = db.transaction(name).objectStore(name).getAll(); r.onsuccess = () => done(r.result); });
        const bytes = value => value instanceof ArrayBuffer || ArrayBuffer.isView(value) ? new TextDecoder().decode(value) : undefined;
        const rows = JSON.stringify([await all('items'), await all('packs')], (_, v) => bytes(v) ?? v);
        const cached = await Promise.all((await (await caches.open('khong-mang')).matchAll()).map(r => r.text()));
        return rows + cached.join() + JSON.stringify({ ...localStorage, ...sessionStorage });
      })()`),
    );
    assert.match(kept, /TAM-/);
    // The sentences of the forms are everybody's, and have examples of their own.
    const own = kept.replaceAll(/data-rules="[^"]*"/g, '');
    assert.doesNotMatch(own, /Giàng Thị Mỷ|010191004172|Sùng Thị Dở|Sín Chải/);
  });

  test('back under a network the session is over: who signs in again sends on, and two have their numbers', async () => {
    await ha.context.setOffline(false);
    await press('Gửi ngay');
    await shown(/phiên đăng nhập đã hết/);
    await look(ha.page, 'offline-signed-out');
    await ha.page.getByRole('link', { name: /Đăng nhập lại/ }).click();
    await signInOfficialHere(ha, 'motcua.bacha');
    await ha.page.waitForURL(`**${AWAY}`);
    // One lacks something before it is sent, too: until the server has said so, and has taken the others, it is not over.
    const row = (hasText: string) => ha.page.locator('[data-outbox] > li', { hasText });
    await row('Cần xử lý').waitFor();
    await row('Đã tiếp nhận').nth(1).waitFor();
    await shown(/Có mạng\./);
    const rows = await outbox();
    assert.equal(rows.filter(r => /Đã tiếp nhận/.test(r)).length, 2, rows.join('\n'));
    assert.match(rows.find(r => /Cần xử lý/.test(r)) ?? '', /-002/);
    await judged('offline-back');
    for (const row of rows.filter(r => /Đã tiếp nhận/.test(r))) {
      const [, provisional = '', code = ''] = /(TAM-\S+) → (\S+)/.exec(row) ?? assert.fail(row);
      const dossier = (await findDossierByCode(program.env.db, code)) ?? assert.fail(code);
      const { offline } = (await receptionOf(program.env.db, dossier.id)) ?? assert.fail();
      assert.equal(offline?.provisional, provisional);
      assert.ok(dossier.receivedAt < (offline?.arrivedAt ?? 0));
      const slip = await ha.context.request.get(
        `${program.url}/can-bo/ho-so/${dossier.id}/giay-tiep-nhan.pdf`,
      );
      assert.match(wordsOf(await slip.body()), new RegExp(`biên\\s+nhận\\s+tạm\\s+số\\s+${provisional}`));
    }
  });

  test('what the server would not take is mended at the counter, and has its number in the outbox too', async () => {
    await ha.page.getByRole('link', { name: 'Xem và xử lý' }).click();
    await ha.page.waitForURL(/tiep-nhan\/[0-9a-f-]+$/);
    await look(ha.page, 'offline-mend');
    assert.match(await main(), /biên nhận tạm TAM-\w{5}-002/);
    await ha.page.fill('[name="request.content"]', 'Đăng ký lại khai sinh cho mẹ');
    await ha.page.locator('button[name="_nop"]:visible').click();
    await ha.page.waitForURL('**/xong**');
    await ha.open(AWAY);
    await ha.page.locator('[data-outbox] > li', { hasText: '→' }).nth(2).waitFor();
    const { n } = await program.env.db.one<{ n: number }>(
      'SELECT count(*)::int AS n FROM cases.reception WHERE provisional IS NOT NULL',
    );
    assert.equal(n, 3, 'each is there once');
    await ha.open('/can-bo/khong-mang');
    await look(ha.page, 'offline-arrived');
  });

  test('who signs out with something unsent is asked; he takes it away, and the forms stay for the next day', async () => {
    await ha.context.setOffline(true);
    await ha.open(AWAY);
    await ha.page.fill('[name="mat-khau"]', PASSWORD);
    await press('Mở khóa');
    await enter('Vàng Thị Chá');
    await press('Nhận hồ sơ, in biên nhận tạm');
    await shown(/TAM-\w{5}-004/);
    // The server does not answer the sending.
    await ha.context.route('**/gui', route => route.abort());
    await ha.context.setOffline(false);
    await ha.open('/can-bo/khong-mang');
    await shown(/Còn 1 hồ sơ chưa gửi trên máy này/);
    await press('Đăng xuất');
    await shown('Trước khi đăng xuất');
    await shown(/Còn 1 hồ sơ chưa gửi trên máy này/);
    await judged('offline-leave');
    await ha.page.check('[data-sure]');
    await press('Xóa và đăng xuất');
    await ha.page.waitForURL(url => url.pathname === '/');
    await ha.open(AWAY);
    await shown('Mở khóa quầy không mạng');
    await ha.page.fill('[name="mat-khau"]', PASSWORD);
    await press('Mở khóa');
    await ha.page.locator('[data-outbox] > li', { hasText: '→' }).nth(2).waitFor();
    assert.doesNotMatch((await outbox()).join(), /TAM-\w{5}-004/);
  });

  test('where nothing is left, signing out asks nothing', async () => {
    await signInOfficial(ha, 'motcua.bacha');
    await press('Đăng xuất');
    await ha.page.waitForURL(url => url.pathname === '/');
  });

  test('a colleague at the same machine is told whose it is, and opens nothing', async () => {
    await signInOfficial(ha, 'motcua.laocai');
    await ha.open(AWAY);
    await shown(/không phải của Nguyễn Thị Thu Hà/);
    await look(ha.page, 'offline-colleague');
    assert.equal(await ha.page.locator('[data-view="quay"]').isVisible(), false);
  });

  test('the ledger of all this verifies', () => assertProven(program));

  test('no page failed, complained, or asked another site for anything', () =>
    assert.deepEqual(
      // The network was taken away, and a sending cut off, by ourselves.
      ha.faults.filter(f => !/ERR_(INTERNET_DISCONNECTED|FAILED)/.test(f)),
      [],
    ));
});
