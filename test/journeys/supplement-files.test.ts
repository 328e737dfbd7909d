import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { findDossierByCode, listPapers } from '#engines/cases';
import { openBrowser } from '#test/axe';
import { DESK, look, type Person, person } from '#test/person';
import { startProgram, type TestProgram } from '#test/program';
import { signInCitizen, signInOfficial } from '#test/sign-in';
import { asRead } from '#test/visit';
import { examine } from '../conformance/support/examine.ts';
import { applyForBirth, photo, press } from './support/birth.ts';
import { openFromInbox } from './support/office.ts';

describe('journeys: supplement files', () => {
  const FIELD = '[name="giay-to"]';
  const program32 = {
    name: 'x.png',
    mimeType: 'image/png',
    buffer: Buffer.concat([Buffer.from('MZ'), Buffer.alloc(4_000, 1)]),
  };
  let program: TestProgram;
  let browser: Browser;
  let my: Person;
  let plain: Person;
  let code: string;
  before(async () => {
    [program, browser] = await Promise.all([startProgram(), openBrowser()]);
    // The policy is looked at elsewhere; here axe must be let in.
    my = await person(browser, program, { bypassCSP: true });
    await signInCitizen(my, '+84912345678');
    code = await applyForBirth(my);
    const clerk = await person(browser, program, { size: DESK });
    await signInOfficial(clerk, 'motcua.bacha');
    await openFromInbox(clerk, code);
    await clerk.page.getByText('Yêu cầu bổ sung', { exact: true }).click();
    const form = clerk.page.locator('form[action$="/yeu-cau-bo-sung"]');
    await form.locator('textarea').first().fill('Chụp lại giấy chứng sinh cho rõ bốn góc');
    await form.locator('button.btn').first().click();
    await clerk.page.waitForLoadState();
    await clerk.close();
    plain = await person(browser, program, { script: false, state: await my.context.storageState() });
  });
  after(async () => {
    await browser?.close();
    await program?.stop();
  });

  const open = (who: Person) => who.open(`/ho-so/${code}`);
  const main = (who: Person) => who.page.locator('main').innerText().then(asRead);

  test('of several without script the bad one is refused, and the good ones need not be chosen again', async () => {
    await open(plain);
    await plain.page.setInputFiles(FIELD, [photo('trang-1.png'), program32, photo('trang-2.png')]);
    await plain.page.fill('[name="loi-nhan"]', 'Tôi gửi lại hai trang');
    await press(plain, 'Gửi bổ sung');
    assert.match(await plain.page.title(), /^Lỗi: /);
    assert.match(await main(plain), /x\.png: Không nhận được loại tệp này/);
    assert.match(await main(plain), /Đã có tệp trang-1\.png[\s\S]*Đã có tệp trang-2\.png/);
    assert.equal(await plain.page.inputValue('[name="loi-nhan"]'), 'Tôi gửi lại hai trang');
    await look(plain.page, 'supplement-refused');
  });

  test('a page opened again has them still; with script another is sent in pieces, one is taken out', async () => {
    await open(my);
    assert.match(await main(my), /Đã có tệp trang-1\.png/);
    await my.page.setInputFiles(FIELD, photo('trang-3.png'));
    await my.page
      .getByText(/trang-3\.png \(.*\): đã tải lên xong/)
      .first()
      .waitFor();
    assert.deepEqual(await examine(my, 'supplement-upload'), [], 'axe, 320 px, large text');
    await my.page.getByText('Bỏ tệp trang-1.png').click();
    await press(my, 'Gửi bổ sung');
    const { id } = (await findDossierByCode(program.env.db, code)) ?? assert.fail();
    const names = (await listPapers(program.env.db, id))
      .filter(p => p.field === 'giay-to')
      .map(p => p.filename);
    assert.deepEqual(names.sort(), ['trang-2.png', 'trang-3.png']);
    const { n } = await program.env.db.one<{ n: number }>(
      'SELECT count(*)::int AS n FROM files.upload WHERE place LIKE $1 AND filename <> $2',
      [`/ho-so/${code}%`, 'trang-1.png'],
    );
    assert.equal(n, 0, 'taken over once');
  });

  test('no page failed, complained, or asked another site for anything', () =>
    assert.deepEqual([...my.faults, ...plain.faults], []));
});
