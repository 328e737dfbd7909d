import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, afterEach, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { listDraftFiles } from '#engines/cases';
import { openBrowser } from '#test/axe';
import { look, type Person, person } from '#test/person';
import { startProgram, type TestProgram } from '#test/program';
import { signInCitizen } from '#test/sign-in';
import { asRead } from '#test/visit';
import { type CutLine, cutLine } from '../../src/engines/files/testing/cut-line.ts';
import { pdf, png } from '../../src/engines/files/testing/samples.ts';
import { BIRTH, begin, draftOf, press, type Sent } from './support/birth.ts';

describe('journeys: uploads', () => {
  const FIELD = '[name="papers.birthNotice"]';
  const folder = mkdtempSync(path.join(tmpdir(), 'journey-uploads-'));
  let program: TestProgram;
  let browser: Browser;
  let line: CutLine;
  let my: Person;
  let draft: string;
  before(async () => {
    [program, browser] = await Promise.all([startProgram(), openBrowser()]);
    line = await cutLine(program.url);
    my = await person(browser, { ...program, url: line.url });
    await signInCitizen(my, '+84912345678');
    await begin(my, BIRTH);
    draft = draftOf(my);
  });
  after(async () => {
    await browser?.close();
    await line?.stop();
    await program?.stop();
    rmSync(folder, { recursive: true });
  });

  // A story that fails leaves no cut line to the next one.
  afterEach(() => line.mend());

  const open = () => my.open(`/nop/${draft}/papers`);
  const main = () => my.page.locator('main').innerText().then(asRead);
  const kept = () => listDraftFiles(program.env.db, draft);
  const says = (words: string | RegExp, page: Page = my.page) =>
    page.locator('main').getByText(words).first().waitFor();

  /** A PDF of so many megabytes, on the disk as a person has it. */
  function heavy(name: string, megabytes: number): string {
    const noise = randomBytes((megabytes * 1_048_576) / 2).toString('hex');
    const file = path.join(folder, name);
    writeFileSync(file, pdf(noise));
    return file;
  }

  test('nothing is loaded before a file is chosen', async () => {
    const asked: string[] = [];
    my.page.on('request', r => asked.push(new URL(r.url()).pathname));
    await open();
    await my.page.waitForLoadState('networkidle');
    assert.deepEqual(
      asked.filter(p => p.endsWith('.js')),
      [],
    );
  });

  test('15 MB over a line that is cut in the middle arrive; how far it is stands there in words', async () => {
    await open();
    line.cutAfter(7_000_000);
    await my.page.setInputFiles(FIELD, heavy('giấy chứng sinh.pdf', 15));
    await says(/giấy chứng sinh\.pdf: mất kết nối, đã tải lên \d(,\d)? MB trong 15 MB/);
    await look(my.page, 'upload-cut');
    const before = line.sent();
    line.mend();
    await says(/giấy chứng sinh\.pdf: đã tải lên [\d,]+ (KB|MB) trong 15 MB \(\d+%\)/);
    await look(my.page, 'upload-under-way');
    await says('giấy chứng sinh.pdf (15 MB): đã tải lên xong');
    await look(my.page, 'upload-done');
    assert.ok(line.sent() - before < 13_000_000, 'what had arrived was not sent again');
    assert.match(await my.page.locator('main [role=status]').innerText().then(asRead), /đã tải lên xong/);
    await press(my);
    const [file] = await kept();
    assert.equal(file?.filename, 'giấy chứng sinh.pdf');
    assert.ok((file?.size ?? 0) > 15_000_000);
    await open();
    assert.match(await main(), /Đã có tệp giấy chứng sinh\.pdf/);
  });

  test('a page closed before it was saved loses no file that had arrived', async () => {
    await open();
    await my.page.setInputFiles(FIELD, heavy('chưa lưu.pdf', 1));
    await says('chưa lưu.pdf (1 MB): đã tải lên xong');
    await open();
    assert.match(await main(), /Đã có tệp chưa lưu\.pdf/);
  });

  test('a file that was cut is gone on with when it is chosen again on a page opened anew', async () => {
    const file = heavy('hai lần.pdf', 8);
    await open();
    line.cutAfter(5_000_000);
    await my.page.setInputFiles(FIELD, file);
    await says(/hai lần\.pdf: mất kết nối/);
    line.mend();
    await open();
    const before = line.sent();
    await my.page.setInputFiles(FIELD, file);
    await says('hai lần.pdf (8 MB): đã tải lên xong');
    assert.ok(line.sent() - before < 5_500_000, `${line.sent() - before} bytes for the rest`);
  });

  test('sending is called off by keyboard alone, and leaves nothing behind', async () => {
    await open();
    line.cutAfter(3_000_000);
    await my.page.setInputFiles(FIELD, heavy('nhầm.pdf', 6));
    await says(/nhầm\.pdf: mất kết nối/);
    line.mend();
    const cancel = my.page.getByRole('button', { name: 'Hủy tải lên nhầm.pdf' });
    await cancel.focus();
    await my.page.keyboard.press('Enter');
    await cancel.waitFor({ state: 'detached' });
    assert.equal(await my.page.locator('main [role=status]').textContent(), 'Đã hủy tải lên nhầm.pdf');
    assert.equal(await my.page.evaluate('document.activeElement.name'), 'papers.birthNotice');
    assert.equal(await my.page.locator('[name=_tep]').count(), 0);
  });

  test('files are taken out again when the page is saved', async () => {
    await open();
    await look(my.page, 'upload-kept');
    for (const name of ['chưa lưu', 'hai lần']) await my.page.getByText(`Bỏ tệp ${name}.pdf`).click();
    await press(my);
    assert.deepEqual(
      (await kept()).map(f => f.filename),
      ['giấy chứng sinh.pdf'],
    );
  });

  test('a page sent while a file is under way waits for it, and is then saved', async () => {
    await open();
    await my.page.setInputFiles(FIELD, heavy('đợi.pdf', 9));
    await says(/đợi\.pdf: /);
    await press(my);
    assert.match(my.page.url(), /\/contact$/);
    assert.ok((await kept()).some(f => f.filename === 'đợi.pdf'));
    await open();
    await my.page.getByText('Bỏ tệp đợi.pdf').click();
    await press(my);
  });

  const bad: Array<[Sent, RegExp]> = [
    [
      {
        name: 'to-khai.pdf',
        mimeType: 'application/pdf',
        buffer: Buffer.concat([Buffer.from('MZ'), Buffer.alloc(9_000, 1)]),
      },
      /to-khai\.pdf: Không nhận được loại tệp này\. Chọn tệp PDF, JPG, PNG/,
    ],
    [
      {
        name: 'nang.pdf',
        mimeType: 'application/pdf',
        buffer: Buffer.concat([pdf(), Buffer.alloc(22_000_000)]),
      },
      /nang\.pdf: Tệp nặng [\d,]+ MB\. Chọn tệp không quá 20 MB/,
    ],
    [
      { name: 'hong.pdf', mimeType: 'application/pdf', buffer: pdf('hỏng').subarray(0, -30) },
      /hong\.pdf: Tệp PDF bị hỏng, không đọc được\. Mở tệp trên máy, chọn In rồi Lưu thành PDF/,
    ],
  ];
  for (const [file, words] of bad)
    test(`${file.name} is refused in words at its field`, async () => {
      await open();
      await my.page.setInputFiles(FIELD, file);
      await says(words);
      await look(my.page, `upload-refused-${file.name}`);
      const told = await my.page.locator('.msg > span').first().boundingBox();
      const button = await my.page.locator('.msg button').boundingBox();
      assert.ok(told && button && button.y >= told.y + told.height, 'the button stands below the words');
      assert.equal(await my.page.locator('[name=_tep]').count(), 0);
      await press(my);
      assert.doesNotMatch(my.page.url(), /\/papers$/, 'what was there before is still there');
    });

  describe('photos', () => {
    /** A photo as a telephone takes it: large, with fine detail, its turn noted in EXIF (6: a quarter to the right). */
    const PHOTO = `async ({ width, height, turn }) => {
      const canvas = Object.assign(document.createElement('canvas'), { width, height });
      const pen = canvas.getContext('2d');
      const noise = pen.createImageData(width, height);
      for (let i = 0; i < noise.data.length; i += 4) {
        const grey = 170 + ((i * 2654435761) % 83);
        noise.data.set([grey, grey - (i % 7), grey - (i % 11), 255], i);
      }
      pen.putImageData(noise, 0, 0);
      pen.fillStyle = '#c00';
      pen.fillRect(0, 0, width / 4, height / 4);
      const blob = await new Promise(r => canvas.toBlob(r, 'image/jpeg', 0.95));
      const bytes = new Uint8Array(await blob.arrayBuffer());
      const exif = [0xff, 0xe1, 0, 34, 69, 120, 105, 102, 0, 0, 77, 77, 0, 42, 0, 0, 0, 8, 0, 1, 1, 18, 0, 3, 0, 0, 0, 1, 0, turn, 0, 0, 0, 0, 0, 0];
      const all = [...bytes.slice(0, 2), ...exif];
      let text = String.fromCharCode(...all);
      for (let i = 2; i < bytes.length; i += 30000) text += String.fromCharCode(...bytes.slice(i, i + 30000));
      return btoa(text);
    }`;
    async function photo(name: string, turn = 1): Promise<Sent> {
      const page = await my.context.newPage();
      const text = (await page.evaluate(
        `(${PHOTO})({ width: 3600, height: 2700, turn: ${turn} })`,
      )) as string;
      await page.close();
      return { name, mimeType: 'image/jpeg', buffer: Buffer.from(text, 'base64') };
    }
    const storedOf = async (name: string) => {
      const file = (await kept()).find(f => f.filename === name) ?? assert.fail(`no ${name}`);
      const bytes = await program.env.get((await import('#engines/files')).fileStore).read(file.sha256);
      const at = path.join(folder, name.replace(/\W/g, '-'));
      writeFileSync(at, bytes);
      return { at, bytes };
    };

    test('a large photo is made small in the browser, upright, and can still be read', async () => {
      const large = await photo('IMG_1.jpg', 6);
      assert.ok(large.buffer.length > 2_500_000, `${large.buffer.length}`);
      await open();
      await my.page.setInputFiles(FIELD, large);
      await says(/ảnh được thu nhỏ từ [\d,]+ MB còn/);
      await look(my.page, 'upload-photo');
      await press(my);
      const { bytes } = await storedOf('IMG_1.jpg');
      assert.ok(bytes.length < 2_100_000, `${bytes.length}`);
      const shown = await my.context.newPage();
      const seen = (await shown.evaluate(`(async () => {
        const bytes = Uint8Array.from(atob('${bytes.toString('base64')}'), c => c.charCodeAt(0));
        const picture = await createImageBitmap(new Blob([bytes]), { imageOrientation: 'none' });
        const canvas = Object.assign(document.createElement('canvas'), { width: picture.width, height: picture.height });
        const pen = canvas.getContext('2d');
        pen.drawImage(picture, 0, 0);
        const red = (x, y) => { const [r, g] = pen.getImageData(x * picture.width, y * picture.height, 1, 1).data; return r > 150 && g < 90; };
        return { width: picture.width, height: picture.height, leftTop: red(0.1, 0.1), rightTop: red(0.9, 0.1) };
      })()`)) as Record<string, unknown>;
      // A quarter to the right: what was at the top left is at the top right.
      assert.deepEqual(seen, { width: 1920, height: 2560, leftTop: false, rightTop: true });
      await shown.close();
    });

    test('several photos become one PDF, and another page is added', async () => {
      const [one, two, three] = [await photo('a.jpg'), await photo('b.jpg', 6), await photo('c.jpg')];
      await open();
      await my.page.getByText('Bỏ tệp IMG_1.jpg').click();
      await my.page.setInputFiles(FIELD, [one, two]);
      await says('Đã chọn 2 ảnh');
      await look(my.page, 'upload-photos');
      await my.page.keyboard.press('Enter');
      await says(/a và 1 ảnh khác\.pdf \([\d,]+ (KB|MB)\): đã tải lên xong/);
      const chooser = my.page.waitForEvent('filechooser');
      await my.page.getByRole('button', { name: /Chụp hoặc chọn thêm trang/ }).click();
      await (await chooser).setFiles(three);
      await says(/a và 2 ảnh khác\.pdf \([\d,]+ (KB|MB)\): đã tải lên xong/);
      await look(my.page, 'upload-photos-done');
      await press(my);
      assert.ok(!(await kept()).some(f => f.filename === 'a và 1 ảnh khác.pdf'), 'the shorter one is gone');
      const { at } = await storedOf('a và 2 ảnh khác.pdf');
      const judged = execFileSync('qpdf', ['--check', at], { encoding: 'utf8' });
      assert.match(judged, /No syntax or stream encoding errors found/);
      const facts = execFileSync('pdfinfo', ['-f', '1', '-l', '3', at], { encoding: 'utf8' });
      assert.match(facts, /Pages:\s+3/);
      assert.match(facts, /Page\s+1 size:\s+841\.89 x 595\.28[\s\S]*Page\s+2 size:\s+595\.28 x 841\.89/);
      if (process.env.LOOK)
        execFileSync('pdftoppm', ['-r', '40', '-png', at, path.join(process.env.LOOK, 'photos')]);
    });
  });

  test('photos that were chosen and not joined yet are joined and sent with the page', async () => {
    await open();
    const photos = ['trước.png', 'sau.png'].map((name, i) => ({
      name,
      mimeType: 'image/png',
      buffer: png(40 + i, 40, name),
    }));
    await my.page.setInputFiles(FIELD, photos);
    await says('Đã chọn 2 ảnh');
    await press(my);
    assert.ok((await kept()).some(f => f.filename === 'trước và 1 ảnh khác.pdf'));
    await open();
    await my.page.getByText('Bỏ tệp trước và 1 ảnh khác.pdf').click();
    await press(my);
  });

  test('a file that is small and good goes the same way; the folder of pieces is empty after all this', async () => {
    await open();
    await my.page.setInputFiles(FIELD, { name: 'nho.png', mimeType: 'image/png', buffer: png(9, 9, 'nhỏ') });
    await says(/nho\.png \(.*\): đã tải lên xong/);
    assert.deepEqual(readdirSync(path.join(program.dataDir, 'uploads')), []);
  });

  test('no page failed, complained, or asked another site for anything', () =>
    assert.deepEqual(
      my.faults.filter(f => !/ERR_(CONNECTION|EMPTY_RESPONSE|NETWORK|SOCKET)/.test(f)),
      [],
    ));
});
