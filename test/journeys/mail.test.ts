import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { openBrowser } from '#test/axe';
import { DESK, look, type Person, person } from '#test/person';
import { startProgram, type TestProgram } from '#test/program';
import { signInOfficial } from '#test/sign-in';
import { asRead } from '#test/visit';
import { examine } from '../conformance/support/examine.ts';
import { asShown, fillDraft, sendDraft, signedIn } from '../security/support/world.ts';
import { press } from './support/birth.ts';
import { wordsOf } from './support/judge.ts';
import { assertProven } from './support/ledger.ts';

describe('journeys: results by post', () => {
  let program: TestProgram;
  let browser: Browser;
  let ha: Person;
  let my: Person;
  let code = '';

  before(async () => {
    [program, browser] = await Promise.all([startProgram(), openBrowser()]);
    ha = await person(browser, program, { size: DESK, bypassCSP: true });
    my = await person(browser, program);
    await signInOfficial(ha, 'motcua.bacha');
    // Giàng Thị Mỷ wants her extract by post; the offices have done their part.
    const owner = await signedIn(program, '+84912345678');
    const address = 'Thôn Na Hối Nùng, xã Bắc Hà, tỉnh Lào Cai';
    const draft = await fillDraft(owner, '2.000635', { 'result.way': 'post', 'result.address': address });
    const dossier = await sendDraft(program, owner, draft);
    code = dossier.code;
    for (const [user, outcome] of [
      ['motcua.bacha', 'forward'],
      ['hotich.bacha', 'propose'],
      ['chutich.bacha', 'signed'],
    ] as const) {
      const task = await program.env.db.one<{ id: string }>(
        `SELECT id FROM work.task WHERE subject_id = $1 AND state = 'open'`,
        [dossier.id],
      );
      const who = await signedIn(program, user);
      const step = `/can-bo/ho-so/${dossier.id}/buoc/${task.id}`;
      const done = await who.post(step, { outcome, ...(await asShown(who, step)) });
      assert.equal(done.status, 303, `${user} ${done.text.slice(0, 200)}`);
    }
  });
  after(async () => {
    await browser?.close();
    await program?.stop();
  });

  const main = (who: Person) => who.page.locator('main').innerText().then(asRead);
  const judged = async (name: string) => assert.deepEqual(await examine(ha, name), []);

  /** What anybody who holds the receipt sees. */
  async function tracked(): Promise<string> {
    await my.open('/tra-cuu');
    // As it is read out on the telephone.
    await my.page.fill('[name="ma"]', code.replaceAll(/[.-]/g, ' ').toLowerCase());
    await my.page.fill('[name="so"]', '5678');
    await press(my, 'Tra cứu');
    return main(my);
  }

  test('the clerk puts what waits on a numbered list; a number that is none loses nothing', async () => {
    await ha.open('/can-bo/buu-chinh');
    assert.match(await main(ha), /Giàng Thị Mỷ[\s\S]*Thôn Na Hối Nùng/);
    await judged('mail-desk');
    assert.equal(
      await ha.page.locator('[name="thu"]').isChecked(),
      false,
      'nothing goes that nobody has ticked',
    );
    await ha.page.locator('[name="thu"]').check();
    const number = ha.page.locator('[name^="ma."]');
    // A scanner ends with Enter: nothing is sent after the first of several letters.
    await number.fill('EB123456785VN');
    await number.press('Enter');
    assert.match(String(await ha.page.evaluate('document.activeElement.textContent')), /Lập bảng kê/);
    await number.fill('???');
    await ha.page.keyboard.press('F9');
    await ha.page.waitForFunction('document.title.startsWith("Lỗi: ")');
    assert.equal(await number.inputValue(), '???');
    await judged('mail-desk-refused');
    await number.fill('');
    await press(ha, 'Lập bảng kê bàn giao F9');
    await ha.page.waitForURL('**/bang-ke/**');
    await judged('mail-list');
    // A scanner types and presses Enter.
    await ha.page.keyboard.insertText('eb 123 456 785 vn');
    const came = ha.page.waitForEvent('framenavigated');
    await ha.page.keyboard.press('Enter');
    await came;
    await ha.page.waitForLoadState();
    assert.equal(await ha.page.locator('[name^="ma."]').inputValue(), 'EB123456785VN');
    const pdf = await (await ha.context.request.get(`${ha.page.url()}/in.pdf`)).body();
    assert.match(wordsOf(pdf), /EB123456785VN[\s\S]*NGƯỜI GIAO/);
    assert.match(await tracked(), /Có mã bưu gửi: EB123456785VN/);
  });

  test('the post brings it back: the applicant reads it, and the counter hands it over', async () => {
    await ha.open('/can-bo/buu-chinh?q=EB123456785VN');
    assert.match(ha.page.url(), /\/thu\//, 'scanned, it is there');
    await judged('mail-letter');
    await ha.page.fill('[name="ngay-hoan"]', '01/01/2020');
    await press(ha, 'Ghi chuyển hoàn');
    assert.match(await main(ha), /Nhập ngày từ[\s\S]*Ghi lý do không phát được/);
    await judged('mail-letter-refused');
    await ha.open('/can-bo/buu-chinh?q=EB123456785VN');
    await ha.page.fill('[name="ly-do"]', 'Không có người nhận');
    await press(ha, 'Ghi chuyển hoàn');
    assert.match(await main(ha), /Người nộp hồ sơ được báo tin\.[\s\S]*Chuyển hoàn, ở quầy/);
    await look(ha.page, 'mail-back');
    assert.match(await tracked(), /Bưu chính không phát được kết quả. Kết quả đang ở /);
    await look(my.page, 'mail-tracked-back');
    await ha.page.getByRole('link', { name: 'Trả tại quầy' }).click();
    await ha.page.waitForURL('**/tra');
    await ha.page.fill('[name="kiem"]', '010191000172');
    await press(ha, 'Đã trả kết quả');
    await ha.page.waitForURL('**xong=handed-over-counter**');
    assert.match(await main(ha), /trả tại quầy kết quả bị chuyển hoàn/);
    assert.doesNotMatch(await tracked(), /Bưu chính không phát được kết quả\./);
  });

  test('what got wet is issued again: the counter is asked to hand the new paper over, the applicant knows where it is', async () => {
    const chairman = await person(browser, program, { size: DESK, bypassCSP: true });
    await signInOfficial(chairman, 'chutich.bacha');
    await chairman.open(`/can-bo?q=${code}`);
    await chairman.page.getByRole('link', { name: 'Xem hồ sơ' }).first().click();
    await chairman.page.waitForURL('**/can-bo/ho-so/**');
    await chairman.page.getByRole('link', { name: 'Cấp lại', exact: true }).click();
    await chairman.page.waitForURL('**/cap-lai');
    await chairman.page.fill('[name="ly-do"]', 'Bản giấy bị ướt khi bưu chính vận chuyển');
    await press(chairman, 'Xem bản cấp lại trước khi ký');
    assert.deepEqual(await examine(chairman, 'reissue-look'), []);
    await press(chairman, 'Ký bản cấp lại');
    const dossier = new URL(chairman.page.url()).pathname;
    assert.match(await main(chairman), /Trả kết quả đính chính, cấp lại/);
    await ha.open(`/can-bo?q=${code}`);
    assert.match(await main(ha), /Chờ người đến nhận[\s\S]*Trả kết quả đính chính, cấp lại/);
    await judged('new-paper-inbox');
    await ha.open('/can-bo/buu-chinh');
    assert.match(await main(ha), /Giàng Thị Mỷ/, 'it may go by post as the first did');
    assert.match(await tracked(), /Có bản giấy mới thay bản đã trả/);
    await look(my.page, 'new-paper-tracked');
    await ha.open(dossier);
    assert.match(await main(ha), /Trả [\s\S]* thay bản đã trả\. Thu lại bản cũ/);
    await judged('new-paper-dossier');
    await ha.page.getByRole('link', { name: 'Trả tại quầy', exact: true }).click();
    await ha.page.waitForURL('**/tra/**');
    await judged('new-paper-hand-over');
    const slip = await (await ha.context.request.get(`${ha.page.url()}/phieu.pdf`)).body();
    assert.match(wordsOf(slip).replace(/\s+/g, ' '), /, số \d+\S*, thay bản số \d+/);
    await ha.page.fill('[name="kiem"]', '010191000172');
    await press(ha, 'Đã trả kết quả');
    await ha.page.waitForURL('**xong=handed-over-counter**');
    assert.match(await main(ha), /trả bản giấy số \d+/);
    await ha.open(`/can-bo?q=${code}`);
    assert.doesNotMatch(await main(ha), /Trả kết quả đính chính/);
    assert.doesNotMatch(await tracked(), /Có bản giấy mới/);
    assert.match(await main(my), /Trả bản giấy số/);
    assert.deepEqual(chairman.faults, []);
  });

  test('a code that is none is told so, and is no guess', async () => {
    await my.open('/tra-cuu?ma=zzz');
    await my.page.fill('[name="so"]', '5678');
    await press(my, 'Tra cứu');
    assert.match(await main(my), /chưa đúng dạng/);
  });

  test('the ledger of all this verifies', () => assertProven(program));

  test('no page failed, complained, or asked another site for anything', () =>
    assert.deepEqual([...ha.faults, ...my.faults], []));
});
