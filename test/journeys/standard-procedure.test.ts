import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { openBrowser } from '#test/axe';
import { DESK, look, type Person, person } from '#test/person';
import { startProgram, type TestProgram } from '#test/program';
import { signInCitizen, signInOfficial } from '#test/sign-in';
import { begin, fillAll, photo, sendChecked } from './support/birth.ts';
import { pdfsig, wordsOf } from './support/judge.ts';
import { assertProven } from './support/ledger.ts';
import { doStep } from './support/office.ts';

describe('journeys: standard procedure', () => {
  // Đăng ký giám hộ: of the demo set, with no form and no process of its own.
  const GUARDIAN = '1.004837';

  let program: TestProgram;
  let browser: Browser;
  let hoa: Person;
  const officials: Person[] = [];
  before(async () => {
    [program, browser] = await Promise.all([startProgram(), openBrowser()]);
    hoa = await person(browser, program);
    await signInCitizen(hoa, '+84903456789');
  });
  after(async () => {
    await browser?.close();
    await program?.stop();
  });

  let code: string;

  test('Nguyễn Thị Hòa applies with the standard form', async () => {
    await begin(hoa, GUARDIAN);
    await look(hoa.page, 'standard-parts');
    const parts = await hoa.page
      .locator('main ul.tasks a')
      .evaluateAll(links => links.map(a => String(a.getAttribute('href'))));
    for (const href of parts.filter(h => !h.endsWith('kiem-tra'))) {
      await hoa.open(href);
      await look(hoa.page, `standard-${href.split('/').pop()}`);
    }
    await hoa.open(`/thu-tuc/${GUARDIAN}`);
    await begin(hoa, GUARDIAN);
    await fillAll(hoa, {
      applicant: {},
      owner: { 'owner.kind': 'self' },
      request: { 'request.content': 'Xin đăng ký giám hộ cho cháu Nguyễn Văn Bình.' },
      result: { 'result.way': 'electronic' },
      papers: { 'papers.paper2': photo('van-ban-cu.png') },
    });
    await look(hoa.page, 'standard-check');
    code = await sendChecked(hoa);
  });

  test('the standard process leads to a signed notice', async () => {
    for (const [user, button] of [
      ['motcua.laocai', 'Đủ giấy tờ, chuyển xử lý'],
      ['hotich.laocai', 'Trình ký'],
      ['chutich.laocai', 'Ký kết quả'],
    ] as const) {
      const who = await person(browser, program, { size: DESK });
      officials.push(who);
      await signInOfficial(who, user);
      await doStep(who, code, button);
    }
    await hoa.open(`/ho-so/${code}`);
    await look(hoa.page, 'standard-result');
    const href = await hoa.page.locator('a.btn[href*="/ket-qua/"]').getAttribute('href');
    const pdf = await (await hoa.context.request.get(program.url + href)).body();
    assert.equal(pdfsig(pdf).match(/Signature is Valid\./g)?.length, 2);
    const words = wordsOf(pdf);
    assert.match(words, /Nguyễn Thị Hòa/i);
    assert.match(words, /giám hộ/i);
  });

  test('the ledger of all this verifies', () => assertProven(program));

  test('no page failed, complained, or asked another site for anything', () => {
    assert.deepEqual(
      [hoa, ...officials].flatMap(p => p.faults),
      [],
    );
  });
});
