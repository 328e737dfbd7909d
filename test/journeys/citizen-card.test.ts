import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { type Browser, chromium } from 'playwright-core';
import { encode } from 'uqr';
import { openBrowser } from '#test/axe';
import { WHOLE_BROWSER } from '#test/browser-path';
import { look, type Person, person } from '#test/person';
import { startProgram, type TestProgram } from '#test/program';
import { signInCitizen } from '#test/sign-in';
import { asRead } from '#test/visit';
import { BIRTH, begin, draftOf, press } from './support/birth.ts';

describe('journeys: citizen card', () => {
  const CARD =
    '010191004172|063245871|Giàng Thị Mỷ|04031991|Nữ|Thôn Na Hối Nùng, xã Bắc Hà, tỉnh Lào Cai|15082021';
  const folder = mkdtempSync(path.join(tmpdir(), 'journey-card-'));
  let program: TestProgram;
  let plain: Browser;
  let withCamera: Browser;
  let my: Person;
  let draft: string;
  before(async () => {
    program = await startProgram();
    plain = await openBrowser(WHOLE_BROWSER);
    withCamera = await chromium.launch({
      executablePath: WHOLE_BROWSER,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--use-fake-device-for-media-stream',
        `--use-file-for-fake-video-capture=${film(CARD)}`,
      ],
    });
    my = await person(plain, program, { script: false });
    await signInCitizen(my, '+84912345678');
    await begin(my, BIRTH);
    draft = draftOf(my);
  });
  after(async () => {
    await plain?.close();
    await withCamera?.close();
    await program?.stop();
    rmSync(folder, { recursive: true });
  });

  /** What a camera before a card sees, as a film that Chromium takes for a camera (YUV4MPEG2). */
  function film(text: string): string {
    const [width, height, dot] = [1_280, 720, 8];
    const { data, size } = encode(text, { ecc: 'M', border: 4 });
    const [left, top] = [Math.floor((width - size * dot) / 2), Math.floor((height - size * dot) / 2)];
    const luma = Buffer.alloc(width * height, 200);
    for (let y = 0; y < size * dot; y++)
      for (let x = 0; x < size * dot; x++)
        luma[(top + y) * width + left + x] = data[Math.floor(y / dot)]?.[Math.floor(x / dot)] ? 25 : 235;
    const frame = Buffer.concat([Buffer.from('FRAME\n'), luma, Buffer.alloc((width * height) / 2, 128)]);
    const file = path.join(folder, 'card.y4m');
    writeFileSync(
      file,
      Buffer.concat([Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`), frame, frame]),
    );
    return file;
  }

  const value = (who: Person, name: string) => who.page.inputValue(`[name="${name}"]`);
  const main = (who: Person) => who.page.locator('main').innerText().then(asRead);
  const openScan = (who: Person) => who.page.getByText('Điền từ mã QR trên căn cước').click();

  async function assertFilled(who: Person): Promise<void> {
    assert.match(await main(who), /Đã điền 4 ô từ mã QR trên căn cước\. Mã này chưa được xác minh/);
    assert.equal(await value(who, 'mother.name'), 'Giàng Thị Mỷ');
    assert.equal(await value(who, 'mother.birthDate'), '04/03/1991');
    assert.equal(await value(who, 'mother.personalNumber'), '010191004172');
    assert.equal(await value(who, 'mother.address'), 'Thôn Na Hối Nùng, xã Bắc Hà, tỉnh Lào Cai');
    const marks = (await main(who)).match(
      /Lấy từ mã QR trên căn cước, chưa được xác minh\. Sửa lại nếu sai/g,
    );
    assert.equal(marks?.length, 4, 'each field says where it came from');
  }

  test('a scanner that types fills the fields, without script; what was typed elsewhere stays', async () => {
    await my.open(`/nop/${draft}/mother`);
    await my.page.selectOption('[name="mother.ethnicity"]', 'Hmông');
    await openScan(my);
    await look(my.page, 'card-field');
    // It types fast and ends with Enter.
    await my.page.locator('[name="_card"]').focus();
    await my.page.keyboard.insertText(CARD);
    const came = my.page.waitForEvent('framenavigated');
    await my.page.keyboard.press('Enter');
    await came;
    await my.page.waitForLoadState();
    await assertFilled(my);
    assert.equal(await value(my, 'mother.ethnicity'), 'Hmông');
    await look(my.page, 'card-filled');
    await my.page.fill('[name="mother.name"]', 'Giàng Thị Mỵ');
    await press(my, 'Lưu và tiếp tục');
    assert.match(my.page.url(), /\/father$/, 'looked through and saved');
    await my.open(`/nop/${draft}/mother`);
    const marks = (await main(my)).match(/mã QR trên căn cước, chưa được xác minh/g);
    assert.equal(marks?.length, 3, 'what was typed over is no longer from the card');
  });

  test('Enter in another field saves the page as ever', async () => {
    await my.open(`/nop/${draft}/mother`);
    await my.page.locator('[name="mother.name"]').focus();
    const came = my.page.waitForEvent('framenavigated');
    await my.page.keyboard.press('Enter');
    await came;
    await my.page.waitForLoadState();
    assert.match(my.page.url(), /\/father$/);
  });

  test('another code, and garbage, are told at the field; nothing typed is lost', async () => {
    for (const text of ['https://example.vn/qr', '063245871|||', '\u202e|||'.repeat(50)]) {
      await my.open(`/nop/${draft}/mother`);
      await my.page.fill('[name="mother.address"]', 'Thôn khác');
      await openScan(my);
      await my.page.fill('[name="_card"]', text);
      await press(my, 'Điền các ô từ mã');
      assert.match(await my.page.title(), /^Lỗi: /);
      assert.equal(await my.page.locator('.sum a').getAttribute('href'), '#f-_card');
      assert.match(await main(my), /Quét lại mã QR trên căn cước/);
      assert.equal(await value(my, 'mother.address'), 'Thôn khác');
      assert.equal(
        (await main(my)).match(/chưa được xác minh/g)?.length,
        2,
        'what was typed is nobody else’s',
      );
    }
    await look(my.page, 'card-refused');
  });

  test('where a choice decides whether the fields are asked for, the choice comes first', async () => {
    await my.open(`/nop/${draft}/father`);
    await openScan(my);
    await my.page.fill('[name="_card"]', CARD);
    await press(my, 'Điền các ô từ mã');
    assert.match(await main(my), /chưa có ô nào để điền/);
    await my.page.check('[name="father.declared"][value="yes"]');
    await press(my, 'Điền các ô từ mã');
    assert.equal(await value(my, 'father.name'), 'Giàng Thị Mỷ');
  });

  test('a scanner that types while another field has the focus is understood, and what its code could not be read for is named', async () => {
    await my.open(`/nop/${draft}/mother`);
    await my.page.fill('[name="mother.name"]', CARD.replace('04031991', '31021991'));
    const came = my.page.waitForEvent('framenavigated');
    await my.page.keyboard.press('Enter');
    await came;
    await my.page.waitForLoadState();
    assert.equal(await value(my, 'mother.name'), 'Giàng Thị Mỷ');
    assert.match(await main(my), /Mã QR có “Ngày sinh của mẹ” nhưng không đọc được: nhập bằng tay/);
    assert.match(await main(my), /Đã điền 3 ô từ mã QR/);
    assert.equal(await value(my, 'mother.birthDate'), '04/03/1991', 'what an earlier card said is kept');
    const marks = (await main(my)).match(/Lấy từ mã QR trên căn cước/g);
    assert.equal(marks?.length, 3, 'but it is not said to be from this card');
    await look(my.page, 'card-elsewhere');
  });

  test('the camera reads the code, and its button is there only with script', async () => {
    assert.equal(await my.page.getByRole('button', { name: 'Quét bằng máy ảnh' }).count(), 0);
    const state = await my.context.storageState();
    const who = await person(withCamera, program, { state });
    await who.context.grantPermissions(['camera'], { origin: program.url });
    const asked: string[] = [];
    who.page.on('request', r => asked.push(new URL(r.url()).pathname));
    const answer = await who.page.goto(`${program.url}/nop/${draft}/mother`);
    assert.match(answer?.headers()['permissions-policy'] ?? '', /camera=\(self\)/);
    for (const name of ['mother.name', 'mother.address']) await who.page.fill(`[name="${name}"]`, '');
    await openScan(who);
    assert.deepEqual(
      asked.filter(p => p.endsWith('.js')),
      [],
      'nothing is loaded before it is asked for',
    );
    const came = who.page.waitForURL('**/mother?quet=4');
    await who.page.getByRole('button', { name: 'Quét bằng máy ảnh' }).click();
    await came.catch(async () => assert.fail(await main(who)));
    await assertFilled(who);
    assert.deepEqual(who.faults, []);
    await who.close();
  });

  // A browser that has a decoder of its own, which sees another code until it is told of a card.
  const OWN_DECODER = `globalThis.seen = 'https://example.vn';
globalThis.BarcodeDetector = class {
  static getSupportedFormats = async () => ['qr_code'];
  detect = async () => [{ rawValue: globalThis.seen }];
};`;

  test('a browser’s own decoder is used where there is one; another code is told apart; Escape stops', async () => {
    const who = await person(withCamera, program, { state: await my.context.storageState() });
    await who.context.grantPermissions(['camera'], { origin: program.url });
    await who.context.addInitScript(OWN_DECODER);
    await who.open(`/nop/${draft}/mother`);
    await openScan(who);
    const button = who.page.getByRole('button', { name: 'Quét bằng máy ảnh' });
    await button.press('Enter');
    await who.page.getByText('Thấy một mã khác').waitFor();
    await look(who.page, 'card-camera');
    await who.page.keyboard.press('Escape');
    assert.equal(await who.page.locator('video').count(), 0);
    assert.ok(
      await button.evaluate(e => e === e.ownerDocument.activeElement),
      'the keyboard is where it was',
    );
    await button.press('Enter');
    await who.page.getByText('Thấy một mã khác').waitFor();
    const came = who.page.waitForURL('**/mother?quet=4');
    await who.page.evaluate(`globalThis.seen = ${JSON.stringify(CARD)}`);
    await came;
    await assertFilled(who);
    assert.deepEqual(who.faults, []);
    await who.close();
  });

  test('a browser without leave, or without a camera, says what to do', async () => {
    const state = await my.context.storageState();
    const none = await person(plain, program, { state });
    await none.open(`/nop/${draft}/mother`);
    await openScan(none);
    await none.page.getByRole('button', { name: 'Quét bằng máy ảnh' }).click();
    await none.page.getByText(/Không thấy máy ảnh trên máy này|Trình duyệt chưa cho dùng máy ảnh/).waitFor();
    await look(none.page, 'card-no-camera');
    assert.deepEqual(none.faults, []);
    await none.close();
  });

  test('a scan with no field under the cursor fills the fields too, though its script comes with the first key', async () => {
    const who = await person(plain, program, { state: await my.context.storageState() });
    await who.open(`/nop/${draft}/mother`);
    for (const name of ['mother.name', 'mother.personalNumber']) await who.page.fill(`[name="${name}"]`, '');
    const came = who.page.waitForEvent('framenavigated');
    await who.page.evaluate(`document.activeElement.blur();
      for (const key of [...${JSON.stringify(CARD)}, 'Enter'])
        document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));`);
    await came;
    await who.page.waitForLoadState();
    await assertFilled(who);
    assert.deepEqual(who.faults, []);
    await who.context.close();
  });

  test('no page failed, complained, or asked another site for anything', () =>
    assert.deepEqual(my.faults, []));
});
