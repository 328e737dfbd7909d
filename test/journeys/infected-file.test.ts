import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { findDossierByCode, listPapers } from '#engines/cases';
import { fileStore } from '#engines/files';
import { openBrowser } from '#test/axe';
import { DESK, look, type Person, person } from '#test/person';
import { startProgram, type TestProgram } from '#test/program';
import { signInCitizen, signInOfficial } from '#test/sign-in';
import { asRead } from '#test/visit';
import { EICAR, startClamd } from '../../src/engines/files/testing/clamd.ts';
import { png } from '../../src/engines/files/testing/samples.ts';
import { BIRTH, BIRTH_PAGES, begin, draftOf, fillAll, fillIn, press, sendChecked } from './support/birth.ts';
import { openFromInbox } from './support/office.ts';

describe('journeys: infected file', () => {
  const FIELD = '[name="papers.birthNotice"]';
  const bad = { name: 'giay.png', mimeType: 'image/png', buffer: png(9, 9, EICAR.toString('latin1')) };
  let program: TestProgram;
  let browser: Browser;
  let clamd: Awaited<ReturnType<typeof startClamd>>;
  let my: Person;
  let draft: string;
  before(async () => {
    clamd = await startClamd();
    [program, browser] = await Promise.all([startProgram({ CLAMAV: clamd.address }), openBrowser()]);
    my = await person(browser, program);
    await signInCitizen(my, '+84912345678');
    await begin(my, BIRTH);
    draft = draftOf(my);
  });
  after(async () => {
    await browser?.close();
    await program?.stop();
    await clamd?.stop().catch(() => undefined);
  });

  const main = (who: Person) => who.page.locator('main').innerText().then(asRead);
  const rescan = () =>
    program.env.db.run("SELECT jobs.enqueue('files.scan-waiting', '{}', NULL, NULL, NULL)");
  async function until(check: () => Promise<boolean>): Promise<void> {
    for (let i = 0; i < 200; i++) {
      if (await check()) return;
      await new Promise(resolve => setTimeout(resolve, 100));
    }
    assert.fail('it did not come to pass');
  }

  test('is refused at its field, with script and without; what was filled in stays', async () => {
    await my.open(`/nop/${draft}/papers`);
    await my.page.setInputFiles(FIELD, bad);
    await my.page
      .getByText(/giay\.png: Tệp có mã độc: Eicar-Test-Signature\. Không gửi tệp này cho ai/)
      .first()
      .waitFor();
    await look(my.page, 'infected-script');
    const plain = await person(browser, program, { script: false, state: await my.context.storageState() });
    await plain.open(`/nop/${draft}/papers`);
    await fillIn(plain, { 'papers.birthNotice': bad });
    await press(plain);
    assert.match(await plain.page.title(), /^Lỗi: /);
    assert.match(await plain.page.locator('.sum').innerText().then(asRead), /giay\.png: Tệp có mã độc/);
    await look(plain.page, 'infected-plain');
    assert.deepEqual(plain.faults, []);
    await plain.close();
  });

  test('sent while the scanner is away is kept, found when it is back, and reaches no office', async () => {
    const { address } = clamd;
    await clamd.stop();
    await fillAll(my, { ...BIRTH_PAGES, papers: {} });
    await my.open(`/nop/${draft}/papers`);
    await my.page.setInputFiles(FIELD, bad);
    await my.page
      .getByText(/giay\.png \(.*\): đã tải lên xong/)
      .first()
      .waitFor();
    await press(my);
    clamd = await startClamd(address);
    await rescan();
    await until(async () => {
      const row = await program.env.db.maybe("SELECT 1 FROM files.file WHERE scan_result = 'infected'");
      return row !== undefined;
    });
    await my.open(`/nop/${draft}/kiem-tra`);
    await my.page.check('[name="cam-doan"]');
    await press(my, 'Nộp hồ sơ');
    assert.match(my.page.url(), /\/papers$/, 'led to the field');
    assert.match(await my.page.title(), /^Lỗi: /);
    assert.match(
      await my.page.locator('.sum').innerText().then(asRead),
      /giay\.png: tệp có mã độc nên không nộp được/,
    );
    await press(my);
    assert.match(my.page.url(), /\/papers$/, 'not passed over');
    await look(my.page, 'infected-submit');
    // Taken out and replaced, the application goes its way.
    await my.open(`/nop/${draft}/papers`);
    await my.page.getByText('Bỏ tệp giay.png').click();
    await my.page.setInputFiles(FIELD, {
      name: 'sach.png',
      mimeType: 'image/png',
      buffer: png(8, 8, 'sạch'),
    });
    await my.page
      .getByText(/sach\.png \(.*\): đã tải lên xong/)
      .first()
      .waitFor();
    await press(my);
    await my.open(`/nop/${draft}/kiem-tra`);
  });

  test('an officer is told of what was not scanned yet, and cannot open what was found bad', async () => {
    const { address } = clamd;
    await clamd.stop();
    await my.open(`/nop/${draft}/papers`);
    await my.page.setInputFiles(FIELD, {
      name: 'them.png',
      mimeType: 'image/png',
      buffer: png(7, 7, `thêm ${EICAR.toString('latin1')}`),
    });
    await my.page
      .getByText(/them\.png \(.*\): đã tải lên xong/)
      .first()
      .waitFor();
    await press(my);
    await my.open(`/nop/${draft}/kiem-tra`);
    const code = await sendChecked(my);
    const clerk = await person(browser, program, { size: DESK });
    await signInOfficial(clerk, 'motcua.bacha');
    await openFromInbox(clerk, code);
    const dossier = clerk.page.url();
    assert.match(await main(clerk), /them\.png[\s\S]*Chưa quét mã độc, đang chờ máy quét/);
    await look(clerk.page, 'infected-waiting');
    clamd = await startClamd(address);
    await rescan();
    const { id } = (await findDossierByCode(program.env.db, code)) ?? assert.fail();
    const papers = await listPapers(program.env.db, id);
    const paper = papers.find(p => p.filename === 'them.png') ?? assert.fail();
    await until(async () => {
      const scans = await program.env.get(fileStore).scanResults(program.env.db, [paper.sha256]);
      return scans.get(paper.sha256) === 'infected';
    });
    await clerk.page.goto(dossier);
    assert.match(await main(clerk), /them\.png[\s\S]*Có mã độc, không mở được/);
    assert.equal((await clerk.page.goto(`${dossier}/giay-to/${paper.id}`))?.status(), 403);
    assert.match(await main(clerk), /Đề nghị người nộp gửi bản sạch/);
    await look(clerk.page, 'infected-withheld');
    assert.deepEqual(clerk.faults, []);
  });

  test('no page failed', () => assert.deepEqual(my.faults, []));
});
