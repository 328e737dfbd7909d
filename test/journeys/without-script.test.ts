import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { openBrowser } from '#test/axe';
import { DESK, look, type Person, person } from '#test/person';
import { startProgram, type TestProgram } from '#test/program';
import { signInCitizen, signInOfficial } from '#test/sign-in';
import { asRead } from '#test/visit';
import {
  type Answers,
  BIRTH,
  BIRTH_PAGES,
  codeShown,
  daysAgo,
  draftOf,
  photo,
  press,
} from './support/birth.ts';
import { pdfsig, wordsOf } from './support/judge.ts';
import { enter, tabTo, typeIn } from './support/keyboard.ts';
import { assertProven } from './support/ledger.ts';
import { doStep, handOverAtCounter, openFromInbox } from './support/office.ts';

describe('journeys: without script', () => {
  const SINH = '+84987654321';

  // A grandfather files; no father is named; the result is wanted on paper.
  const PAGES: Readonly<Record<string, Answers>> = {
    child: {
      ...BIRTH_PAGES.child,
      'child.name': 'Thào Thị Sao',
      'child.sex': 'female',
      'child.birthDate': daysAgo(3),
    },
    mother: {
      'mother.name': 'Thào Thị Dợ',
      'mother.birthDate': '21/07/2004',
      'mother.ethnicity': 'Hmông',
      'mother.address': 'Thôn Bản Phố 2, xã Bắc Hà, tỉnh Lào Cai',
    },
    father: { 'father.declared': 'no' },
    papers: { 'papers.birthNotice': photo('van-ban-lam-chung.png') },
    contact: { 'contact.relation': 'grandparent', 'result.way': 'counter' },
  };

  let program: TestProgram;
  let browser: Browser;
  let citizen: Person;
  const everybody: Person[] = [];
  before(async () => {
    [program, browser] = await Promise.all([startProgram(), openBrowser()]);
    citizen = await somebody();
  });
  after(async () => {
    await browser?.close();
    await program?.stop();
  });

  async function somebody(): Promise<Person> {
    const who = await person(browser, program, { size: DESK, script: false });
    everybody.push(who);
    return who;
  }
  const main = (who: Person) => who.page.locator('main').innerText().then(asRead);

  let code: string;

  test('Thào A Sính applies at a desk, without script and without a mouse', async () => {
    await signInCitizen(citizen, SINH);
    // He calls it what people call it.
    await citizen.open('/');
    await tabTo(citizen, '#q');
    await citizen.page.keyboard.insertText('lam giay khai sanh');
    await enter(citizen);
    await look(citizen.page, 'search-found');
    assert.match(await main(citizen), /theo nghĩa “khai sinh”|kết quả của “khai sinh”/);
    await tabTo(citizen, `main a[href="/thu-tuc/${BIRTH}"]`);
    await enter(citizen);
    await tabTo(citizen, 'main form button.btn');
    await enter(citizen);
    const draft = draftOf(citizen);
    await tabTo(citizen, 'main a.btn');
    await enter(citizen);
    for (const [id, answers] of Object.entries(PAGES)) {
      assert.match(citizen.page.url(), new RegExp(`/nop/${draft}/${id}$`), 'each page leads to the next');
      await look(citizen.page, `desk-${id}`);
      await typeIn(citizen, answers);
    }
    await look(citizen.page, 'desk-check');
    await tabTo(citizen, '[name="cam-doan"]');
    await citizen.page.keyboard.press('Space');
    await tabTo(citizen, 'main form button.btn');
    await enter(citizen);
    assert.match(citizen.page.url(), /\/da-nop$/);
    code = await codeShown(citizen);
    await look(citizen.page, 'desk-done');
  });

  test('three officials do their steps without script; the clerk hands the paper over at the counter', async () => {
    const clerk = await somebody();
    await signInOfficial(clerk, 'motcua.bacha');
    await doStep(clerk, code, 'Đủ giấy tờ, chuyển xử lý');
    const officer = await somebody();
    await signInOfficial(officer, 'hotich.bacha');
    await doStep(officer, code, 'Trình ký');
    const deputy = await somebody();
    await signInOfficial(deputy, 'phochutich.bacha');
    await doStep(deputy, code, 'Ký kết quả');

    await citizen.open(`/ho-so/${code}`);
    assert.match(await main(citizen), /Đã có kết quả[\s\S]*Trả bản giấy/, 'signed, and not handed over yet');
    await openFromInbox(clerk, code);
    await look(clerk.page, 'desk-hand-over');
    await handOverAtCounter(clerk, code, 'Giấy xác nhận của trưởng thôn');
    assert.match(await main(clerk), /Đã trả kết quả cho[\s\S]*ký tay trên phiếu/);
    await citizen.page.reload();
    assert.match(await main(citizen), /Đã trả kết quả/);
  });

  test('he rates how it went, from the way that the result’s page shows; the chairman lets it be read and answers', async () => {
    await citizen.page.getByRole('link', { name: 'Đánh giá việc giải quyết hồ sơ này' }).click();
    await citizen.page.waitForURL('**/danh-gia');
    await look(citizen.page, 'rating');
    await typeIn(citizen, { muc: '2', 'gop-y': 'Phải đi hai lần, gọi 0987 654 321' });
    assert.match(await main(citizen), /Đã ghi nhận đánh giá[\s\S]*Không hài lòng[\s\S]*Đang chờ duyệt/);

    const chairman = await somebody();
    await signInOfficial(chairman, 'chutich.bacha');
    await chairman.open('/can-bo/danh-gia');
    await chairman.page.getByRole('link', { name: code, exact: true }).click();
    await press(chairman, 'Cho hiện công khai');
    await chairman.page.fill('[name="tra-loi"]', 'Đã dặn bộ phận một cửa báo đủ giấy tờ ngay lần đầu.');
    await press(chairman, 'Gửi câu trả lời');

    // Anybody reads it in the agency's comments, and without the telephone number.
    const anyone = await somebody();
    await anyone.open('/ket-qua-giai-quyet');
    for (let i = 0; i < 100 && !/Hài lòng 0% của 1 đánh giá/.test(await main(anyone)); i++) {
      await new Promise(resolve => setTimeout(resolve, 100));
      await anyone.page.reload();
    }
    await anyone.page.getByRole('link', { name: 'Hài lòng 0% của 1 đánh giá' }).click();
    await look(anyone.page, 'comments');
    assert.match(await main(anyone), /Phải đi hai lần, gọi \[…\][\s\S]*Đã dặn bộ phận một cửa/);
    await citizen.page.reload();
    assert.match(await main(citizen), /Đang hiện công khai[\s\S]*Đã dặn bộ phận một cửa/);
    await citizen.open(`/ho-so/${code}`);
  });

  test('the certificate has dashes where no father is named', async () => {
    const href = await citizen.page.locator('a.btn[href*="/ket-qua/"]').getAttribute('href');
    const pdf = await (await citizen.context.request.get(program.url + href)).body();
    assert.equal(pdfsig(pdf).match(/Signature is Valid\./g)?.length, 2);
    const words = wordsOf(pdf);
    assert.match(words, /THÀO THỊ SAO[\s\S]*THÀO THỊ DỢ[\s\S]*người cha:? +-----/);
    assert.match(words, /Lù Văn Thắng/i);
  });

  test('the ledger of all this verifies', () => assertProven(program));

  test('no page failed, complained, or asked another site for anything', () => {
    assert.deepEqual(
      everybody.flatMap(p => p.faults),
      [],
    );
  });
});
