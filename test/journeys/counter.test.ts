import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { casesService, findDossierByCode, handedIn, receiptToken, receptionOf } from '#engines/cases';
import { addField, removeField } from '#engines/forms';
import {
  contentOf,
  createDraft,
  findProcedureInForce,
  getDraftForm,
  publishVersion,
  saveDraftForm,
} from '#engines/procedures';
import { localDate } from '#platform/clock';
import { ledgerService } from '#platform/ledger';
import { openBrowser } from '#test/axe';
import { WHOLE_BROWSER } from '#test/browser-path';
import { DESK, look, type Person, person } from '#test/person';
import { startProgram, type TestProgram } from '#test/program';
import { signInOfficial } from '#test/sign-in';
import { asRead } from '#test/visit';
import { examine } from '../conformance/support/examine.ts';
import { asShown, signedIn } from '../security/support/world.ts';
import { press } from './support/birth.ts';
import { wordsOf } from './support/judge.ts';
import { tabTo } from './support/keyboard.ts';
import { assertProven } from './support/ledger.ts';

describe('journeys: the counter', () => {
  // Đăng ký lại khai sinh, with the standard form: it asks for a copy of a paper.
  const REGISTER = '1.004884';
  const CARD =
    '010191004172|063245871|Giàng Thị Mỷ|04031991|Nữ|Thôn Na Hối Nùng, xã Bắc Hà, tỉnh Lào Cai|15082021';

  let program: TestProgram;
  let browser: Browser;
  let ha: Person;
  before(async () => {
    [program, browser] = await Promise.all([startProgram(), openBrowser(WHOLE_BROWSER)]);
    ha = await person(browser, program, { size: DESK, bypassCSP: true });
    // The browser's window for printing is not ours, and a browser without a screen has none: it is noted that it was asked for.
    await ha.context.addInitScript('globalThis.print = () => console.info("prints " + location.pathname)');
    ha.page.on('console', message => message.text().startsWith('prints ') && printed.push(message.text()));
    await signInOfficial(ha, 'motcua.bacha');
  });
  after(async () => {
    await browser?.close();
    await program?.stop();
  });

  const printed: string[] = [];
  const main = () => ha.page.locator('main').innerText().then(asRead);
  const focused = () => ha.page.evaluate('document.activeElement.name || document.activeElement.textContent');
  /** On a slow machine the page is there before its field has the cursor. */
  const cursorSet = () => ha.page.waitForFunction('document.activeElement !== document.body');
  /** Presses a key and waits for the page that comes, until it has the cursor where one goes on. */
  const key = async (name: string) => {
    const came = ha.page.waitForEvent('framenavigated', frame => frame === ha.page.mainFrame());
    await ha.page.keyboard.press(name);
    await came;
    await ha.page.waitForLoadState();
    await cursorSet();
  };
  const goOn = () => key('Enter');
  const type = (text: string) => ha.page.keyboard.insertText(text);
  const typeAt = async (name: string, text: string) => {
    await tabTo(ha, `[name="${name}"]`);
    await type(text);
  };
  /** Goes to a choice, and among its answers to this one. */
  const choose = async (name: string, value: string) => {
    await tabTo(ha, `[name="${name}"]`);
    await ha.page.keyboard.press('Space');
    const chosen = () => ha.page.locator(`[name="${name}"]:checked`).getAttribute('value');
    for (let i = 0; (await chosen()) !== value; i++) {
      assert.ok(i < 10, `${name} has no choice ${value}`);
      await ha.page.keyboard.press('ArrowDown');
    }
  };
  const judged = async (name: string) => assert.deepEqual(await examine(ha, name), []);

  /** From where intakes begin to the person, by the procedure's code. */
  async function toPerson(): Promise<void> {
    await cursorSet();
    await type(REGISTER);
    await goOn();
    await goOn();
    assert.match(ha.page.url(), /\/nguoi-nop$/);
  }

  /** The number on the page after it was received. */
  async function received(): Promise<string> {
    await ha.page.waitForURL('**/xong').catch(async () => assert.fail(await main()));
    return /\S+-\d{6}-\d{4}/.exec(await ha.page.locator('h1').innerText().then(asRead))?.[0] ?? assert.fail();
  }

  const dossierOf = async (code: string) =>
    (await findDossierByCode(program.env.db, code)) ?? assert.fail(code);

  test('a card that is scanned before the procedure is chosen waits for it, and stands in no address', async () => {
    await ha.open('/can-bo/tiep-nhan');
    await cursorSet();
    await type(CARD);
    await goOn();
    assert.match(await main(), /Đã đọc mã QR trên căn cước: Giàng Thị Mỷ/);
    await type(REGISTER);
    await goOn();
    assert.doesNotMatch(ha.page.url(), /010191004172/);
    await goOn();
    assert.match(ha.page.url(), /\/nguoi-nop$/);
    assert.equal(await ha.page.inputValue('[name="personalNumber"]'), '010191004172');
    assert.equal(await ha.page.inputValue('[name="birthDate"]'), '04/03/1991');
  });

  test('somebody nobody knows, without telephone and number, is received; a wrong entry loses nothing', async () => {
    await ha.open('/can-bo');
    await key('F8');
    await toPerson();
    await judged('counter-person');
    await type('Lò Thị Păn');
    await goOn();
    assert.match(await main(), /Quầy này chưa tiếp nhận ai tên như vậy/);
    assert.equal(await ha.page.inputValue('[name="name"]'), 'Lò Thị Păn');
    await typeAt('birthDate', '01021950');
    await goOn();
    await look(ha.page, 'counter-form');
    await judged('counter-form');
    assert.match(await main(), /Nộp hồ sơ cho ai[\s\S]*Cách nhận kết quả/);
    assert.doesNotMatch(
      await main(),
      /Ông\/Bà/,
      'what the form asks a citizen so stands here in the words for officials',
    );
    assert.equal(await focused(), 'applicant.sex', 'the first thing that is missing');
    await choose('applicant.sex', 'female');
    await typeAt('applicant.address', 'Thôn Sín Chải');
    await choose('owner.kind', 'self');
    await typeAt('request.content', 'Đăng ký lại khai sinh cho mình');
    await key('F9');
    assert.match(await ha.page.title(), /^Lỗi: /);
    await look(ha.page, 'counter-errors');
    await judged('counter-errors');
    const told = await ha.page.locator('.sum li').allInnerTexts();
    assert.doesNotMatch(told.join('\n'), /số định danh/, 'who has none needs none');
    assert.match(told.join('\n'), /Chọn cách nhận kết quả/);
    assert.match(told.join('\n'), /Ghi số bản chính, bản sao đã nhận/);
    assert.doesNotMatch(told.join('\n'), /điện thoại/, 'who has none needs none');
    assert.equal(await ha.page.inputValue('[name="request.content"]'), 'Đăng ký lại khai sinh cho mình');
    // On paper: an electronic result waits at no counter.
    await choose('result.way', 'counter');
    await ha.page.selectOption('[name="result.centre"]', { label: 'Xã Bắc Hà' });
    await tabTo(ha, '[name="du-giay-to"]');
    await ha.page.keyboard.press('Space');
    await key('F9');
    const dossier = await dossierOf(await received());
    assert.deepEqual(
      [dossier.channel, dossier.phone, dossier.applicantName],
      ['counter', null, 'Lò Thị Păn'],
    );
    assert.ok((await handedIn(program.env.db, dossier.id)).some(p => p.copies === 1));
    await look(ha.page, 'counter-received');
    await judged('counter-received');
  });

  test('the slip goes to the printer at once, names the clerk, and Enter goes on to the next', async () => {
    const code = /\S+-\d{6}-\d{4}/.exec(await ha.page.locator('h1').innerText().then(asRead))?.[0] ?? '';
    const { id } = await dossierOf(code);
    for (let i = 0; i < 100 && !printed.length; i++) await ha.page.waitForTimeout(50);
    assert.deepEqual(printed, [`prints /can-bo/ho-so/${id}/giay-tiep-nhan.pdf`]);
    const answer = await ha.context.request.get(`${program.url}/can-bo/ho-so/${id}/giay-tiep-nhan.pdf`);
    const words = wordsOf(await answer.body());
    assert.match(words, new RegExp(`${code}[\\s\\S]*Lò Thị Păn[\\s\\S]*Nguyễn Thị Thu Hà`));
    await ha.page.reload();
    await ha.page.waitForTimeout(300);
    assert.equal(printed.length, 1, 'loaded again it does not print again');
    assert.equal((await receptionOf(program.env.db, id))?.clerkName, 'Nguyễn Thị Thu Hà');
    await goOn();
    assert.match(ha.page.url(), /\/can-bo\/tiep-nhan$/);
  });

  test('a letter that was typed wrong is mended: the dossier, the slip and the search have the right name', async () => {
    const { id } = await program.env.db.one<{ id: string }>(
      "SELECT id FROM cases.dossier WHERE applicant_name = 'Lò Thị Păn'",
    );
    await ha.open(`/can-bo/ho-so/${id}/sua-to-khai`);
    await judged('correct-answers');
    await look(ha.page, 'correct-answers');
    await ha.page.fill('[name="applicant.name"]', 'Lò Thị Pẳn');
    await ha.page.fill('[name="ly-do"]', 'Gõ sai dấu so với căn cước');
    await press(ha, 'Lưu nội dung đã sửa');
    await ha.page.waitForURL('**xong=answers-corrected**');
    assert.match(await main(), /Lò Thị Păn → Lò Thị Pẳn[\s\S]*Gõ sai dấu so với căn cước/);
    await judged('dossier-corrected');
    const slip = await ha.context.request.get(`${program.url}/can-bo/ho-so/${id}/giay-tiep-nhan.pdf`);
    assert.match(wordsOf(await slip.body()), /In lại sau khi sửa[\s\S]*Lò Thị Pẳn/);
    await ha.open('/can-bo/so-theo-doi?q=lo thi pan');
    assert.match(await main(), /Lò Thị Pẳn/);
    await ha.open('/can-bo/tiep-nhan');
  });

  test('somebody with a card is received, and the second time the card alone says who it is', async () => {
    await toPerson();
    await type(CARD);
    await goOn();
    assert.equal(await focused(), 'phone', 'what the card does not say');
    await type('0911 222 333');
    await goOn();
    const finish = async () => {
      assert.equal(await ha.page.inputValue('[name="applicant.personalNumber"]'), '010191004172');
      await choose('owner.kind', 'self');
      await typeAt('request.content', 'Đăng ký lại khai sinh cho mẹ');
      await choose('result.way', 'electronic');
      await tabTo(ha, '[name="du-giay-to"]');
      await ha.page.keyboard.press('Space');
      await goOn();
      return dossierOf(await received());
    };
    const first = await finish();
    assert.equal(first.phone, '0911222333');
    await key('F8');
    await toPerson();
    await type(CARD);
    await goOn();
    assert.match(ha.page.url(), /tiep-nhan\/[0-9a-f-]+$/, 'nothing more to ask');
    assert.match(await main(), /0911 222 333/);
    const second = await finish();
    assert.equal(second.applicantId, first.applicantId);
    assert.notEqual(second.id, first.id);
    await ha.open(`/can-bo/ho-so/${second.id}`);
    await look(ha.page, 'counter-number-seen');
    assert.match(await main(), /Đã đối chiếu với thẻ căn cước: Nguyễn Thị Thu Hà, \d\d\/\d\d\/\d{4}/);
  });

  test('the result is handed over: known by the slip, signed on the screen', async () => {
    const [{ id, code } = assert.fail()] = await program.env.db.query<{ id: string; code: string }>(
      `SELECT id, code FROM cases.dossier WHERE applicant_name = 'Lò Thị Pẳn'`,
    );
    const task = async () =>
      (
        await program.env.db.one<{ id: string }>(
          `SELECT id FROM work.task WHERE subject_id = $1 AND state = 'open'`,
          [id],
        )
      ).id;
    for (const [user, outcome] of [
      ['hotich.bacha', 'propose'],
      ['chutich.bacha', 'signed'],
    ] as const) {
      const who = await signedIn(program, user);
      const step = `/can-bo/ho-so/${id}/buoc/${await task()}`;
      const done = await who.post(step, { outcome, ...(await asShown(who, step)) });
      assert.equal(done.status, 303, done.text.slice(0, 200));
    }
    await ha.open(`/can-bo/ho-so/${id}/tra/${await task()}`);
    await ha.page.check('[name="ky"][value="pad"]');
    await ha.page.fill('[name="kiem"]', '010191004172');
    await key('Enter');
    await judged('counter-hand-over');
    const told = (await ha.page.locator('.sum li').allInnerTexts()).join('\n');
    assert.match(told, /không phải của hồ sơ này[\s\S]*ký vào khung/);
    const dossier = await dossierOf(code);
    const token = receiptToken(program.env.get(casesService).receiptKey, dossier);
    await ha.page.fill('[name="kiem"]', `${program.url}/kiem-tra/g/${code}?k=${token}`);
    await ha.page.locator('canvas').scrollIntoViewIfNeeded();
    const frame = (await ha.page.locator('canvas').boundingBox()) ?? assert.fail();
    await ha.page.mouse.move(frame.x + 40, frame.y + 60);
    await ha.page.mouse.down();
    for (let i = 1; i < 12; i++) await ha.page.mouse.move(frame.x + 40 + i * 20, frame.y + 60 + 20 * (i % 3));
    await ha.page.mouse.up();
    await look(ha.page, 'counter-signed');
    await ha.page.locator('[name="kiem"]').focus();
    await ha.page.keyboard.press('Enter');
    await ha.page.waitForURL('**xong=handed-over-counter**');
    assert.match(await main(), /Đã trả kết quả tại quầy[\s\S]*Lò Thị Pẳn[\s\S]*đối chiếu giấy hẹn/);
    const href = await ha.page.getByRole('link', { name: 'xem chữ ký' }).getAttribute('href');
    const picture = await ha.context.request.get(program.url + href);
    assert.equal(picture.headers()['content-type'], 'image/png');
    await ha.open('/can-bo/tiep-nhan');
  });

  test('what was begun is found again, and dropped', async () => {
    await toPerson();
    await type('Vàng Seo Lử');
    await goOn();
    await goOn();
    await ha.open('/can-bo/tiep-nhan');
    await look(ha.page, 'counter-start');
    await judged('counter-start');
    await ha.page.getByRole('link', { name: /Vàng Seo Lử/ }).press('Enter');
    await ha.page.waitForURL(/tiep-nhan\/[0-9a-f-]+$/);
    await ha.page.getByText('Bỏ bản nhập này').press('Enter');
    await ha.page.getByRole('button', { name: 'Bỏ hẳn' }).press('Enter');
    await ha.page.waitForURL('**/can-bo/tiep-nhan?da-bo=1');
    assert.doesNotMatch(await main(), /Vàng Seo Lử/);
  });

  /** From today the form asks how many copies are wanted, and no longer for a request in words. */
  const publishForm = async () => {
    const { db, clock } = program.env;
    const act = { ledger: program.env.get(ledgerService), actor: 'system', at: clock.now() };
    const now = (await findProcedureInForce(db, REGISTER, localDate(clock.now()))) ?? assert.fail();
    await db.tx(async tx => {
      const draft = await createDraft(tx, REGISTER, contentOf(now), act);
      const { definition } = await getDraftForm(tx, draft.id);
      const kept = definition ?? assert.fail();
      const page = kept.pages.find(p => p.fields.includes('request.content')) ?? assert.fail();
      const added = addField(kept, page.id, {
        kind: 'integer',
        label: { vi: 'Số bản cần cấp', en: 'Copies wanted' },
        limits: { min: 1, max: 20 },
        required: true,
        class: 'none',
      });
      const asked = removeField(added.form, 'request.content');
      assert.deepEqual((await saveDraftForm(tx, draft.id, asked, 0, act)).problems, []);
      await publishVersion(tx, draft.id, localDate(clock.now()), act);
    });
  };

  test('the form changes while somebody is being served: what was typed goes along, what is new is asked, nothing is received unseen', async () => {
    await toPerson();
    await type('Sùng Thị Dợ');
    await goOn();
    await typeAt('birthDate', '02031960');
    await goOn();
    await choose('applicant.sex', 'female');
    await typeAt('applicant.address', 'Thôn Bản Phố 2');
    await choose('owner.kind', 'self');
    await typeAt('request.content', 'Đăng ký lại khai sinh cho con');
    await choose('result.way', 'counter');
    await tabTo(ha, '[name="du-giay-to"]');
    await ha.page.keyboard.press('Space');
    await publishForm();
    await key('F9');
    const said = await main();
    assert.match(said, /thủ tục này dùng biểu mẫu mới[\s\S]*hồ sơ chưa tiếp nhận/);
    assert.match(
      said,
      /không còn hỏi[\s\S]*Nội dung đề nghị\s+Đăng ký lại khai sinh cho con/,
      'with what was typed, to be written down again',
    );
    assert.equal(await ha.page.inputValue('[name="applicant.address"]'), 'Thôn Bản Phố 2');
    assert.equal(await ha.page.locator('[name="result.way"]:checked').getAttribute('value'), 'counter');
    assert.ok(await ha.page.isChecked('[name="du-giay-to"]'));
    assert.equal(await focused(), 'soBanCanCap', 'what is new');
    await look(ha.page, 'counter-renewed');
    await judged('counter-renewed');
    await key('F9');
    assert.match(await ha.page.title(), /^Lỗi: /, 'what is new cannot be passed over');
    await judged('counter-renewed-errors');
    assert.equal(await ha.page.inputValue('[name="applicant.address"]'), 'Thôn Bản Phố 2');
    await typeAt('soBanCanCap', '3');
    await key('F9');
    const dossier = await dossierOf(await received());
    assert.deepEqual([dossier.applicantName, dossier.data.soBanCanCap], ['Sùng Thị Dợ', 3]);
  });

  test('the ledger of all this verifies', () => assertProven(program));

  test('no page failed, complained, or asked another site for anything', () =>
    assert.deepEqual(ha.faults, []));
});
