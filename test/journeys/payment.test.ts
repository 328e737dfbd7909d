import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { findDossierByCode, nationalCode } from '#engines/cases';
import { messagesAbout } from '#engines/messaging';
import { openBrowser } from '#test/axe';
import { DESK, look, type Person, person } from '#test/person';
import { startProgram, type TestProgram } from '#test/program';
import { signInCitizen, signInOfficial } from '#test/sign-in';
import { asRead } from '#test/visit';
import { begin, draftOf, fillAll, photo, press, sendChecked } from './support/birth.ts';
import { wordsOf } from './support/judge.ts';
import { assertProven } from './support/ledger.ts';

describe('journeys: payment', () => {
  // Giấy chứng nhận đủ điều kiện buôn bán thuốc bảo vệ thực vật: 800.000 đồng, and the clock waits for them.
  const PESTICIDE_SHOP = '1.004363';

  let program: TestProgram;
  let browser: Browser;
  let my: Person;
  let clerk: Person;
  const people: Person[] = [];
  before(async () => {
    [program, browser] = await Promise.all([startProgram(), openBrowser()]);
    my = await someone(() => person(browser, program));
    await signInCitizen(my, '+84912345678');
    clerk = await official('motcua.tinh');
  });
  after(async () => {
    await browser?.close();
    await program?.stop();
  });

  async function someone(make: () => Promise<Person>): Promise<Person> {
    const who = await make();
    people.push(who);
    return who;
  }
  async function official(user: string): Promise<Person> {
    const who = await someone(() => person(browser, program, { size: DESK }));
    await signInOfficial(who, user);
    return who;
  }

  const main = (who: Person) => who.page.locator('main').innerText().then(asRead);
  const statusOf = async (code: string) =>
    (await findDossierByCode(program.env.db, code))?.status ?? assert.fail(code);

  /** Asks again until the page says it: the bank, the worker and the page are three. */
  async function until(who: Person, path: string, words: RegExp): Promise<string> {
    for (let i = 0; i < 300; i++) {
      await who.open(path);
      const said = await main(who);
      if (words.test(said)) return said;
      await new Promise(resolve => setTimeout(resolve, 200));
    }
    return assert.fail(`${path} never said ${words}: ${await main(who)}`);
  }

  async function apply(): Promise<string> {
    await begin(my, PESTICIDE_SHOP);
    await fillAll(my, {
      applicant: {},
      shop: {
        'shop.name': 'Vật tư nông nghiệp Hoa Mận',
        'shop.address': 'Chợ Bắc Hà',
        'shop.registration': '12A8001234',
        'shop.floor': '30',
        'shop.store': 'no',
      },
      conditions: {
        'conditions.water': '150',
        'conditions.fire': 'yes',
        'conditions.manager': 'Giàng Thị Mỷ, kỹ sư trồng trọt',
        'papers.training': photo('bang.png'),
      },
      papers: { 'papers.request': photo('don.png'), 'papers.statement': photo('thuyet-minh.png') },
      contact: { 'result.way': 'electronic' },
    });
    await my.open(`/nop/${draftOf(my)}/kiem-tra`);
    await look(my.page, 'before-sending');
    return sendChecked(my);
  }

  /** Pays at the simulated bank what the page asks for, the way that is said. */
  async function payAtBank(code: string, how: { telling?: string; amount?: string; purpose?: string } = {}) {
    await my.open(`/ho-so/${code}/nop-phi`);
    await my.page.getByRole('link', { name: 'Trả thử tại ngân hàng mô phỏng' }).click();
    await my.page.getByText('Thử trường hợp khác thường').click();
    await look(my.page, 'bank');
    if (how.telling) await my.page.check(`[name="cach-bao"][value="${how.telling}"]`);
    if (how.amount) await my.page.fill('[name="so-tien"]', how.amount);
    if (how.purpose !== undefined) await my.page.fill('[name="noi-dung"]', how.purpose);
    await press(my, 'Chuyển tiền thử');
    assert.match(await main(my), /Ngân hàng mô phỏng đã ghi nhận/);
  }

  test('Giàng Thị Mỷ applies, is asked for 800.000 đồng, and the clock waits: status 6 of the national portal', async () => {
    const code = await apply();
    await look(my.page, 'done-with-fee');
    assert.match(await main(my), /Cần nộp 800\.000 đồng/);
    assert.match(await main(my), /Ngày hẹn trả được tính và báo cho Ông\/Bà khi cơ quan nhận đủ tiền/);
    assert.doesNotMatch(await main(my), /trước \d\d:\d\d/, 'no date before the money is there');
    assert.equal(await statusOf(code), 'awaiting-payment');
    assert.equal(await nationalCode(program.env.db, 'awaiting-payment'), 6);
    await my.open(`/ho-so/${code}`);
    await look(my.page, 'dossier-waits');
    assert.match(await main(my), /Chờ nộp phí, lệ phí[\s\S]*Thời hạn tạm dừng/);
    assert.match(await main(my), /Chờ Ông\/Bà nộp phí, lệ phí rồi làm bước này/);
    assert.doesNotMatch(await main(my), /Đang ở đây/);
    const promised = /hẹn trả (?:trước )?\d/;
    assert.match(await main(my), /Ngày hẹn trả được tính lại khi hồ sơ đi tiếp/);
    assert.doesNotMatch(await main(my), promised, 'while the clock waits nothing is promised');
    await my.open('/ho-so');
    assert.match(await main(my), /thời hạn tạm dừng, ngày hẹn trả tính lại sau/);
    assert.doesNotMatch(await main(my), promised);
    const stranger = await someone(() => person(browser, program));
    await signInCitizen(stranger, '+84987654321');
    assert.equal(await stranger.open(`/ho-so/${code}/nop-phi`), 404, 'nobody else sees what she owes');
  });

  test('she pays by QR code; the bank tells of it late and twice, and her page changes by itself, once', async () => {
    const code = await apply();
    await my.open(`/ho-so/${code}/nop-phi`);
    await look(my.page, 'pay');
    const asked = await main(my);
    for (const said of ['0000000015', code, '800.000 đồng', 'không có thật'])
      assert.ok(asked.includes(said), said);
    await payAtBank(code, { telling: 'late-twice' });
    await my.page.getByRole('link', { name: 'Về trang nộp phí' }).click();
    assert.match(await main(my), /Sau khi Ông\/Bà chuyển khoản, trang này tự cập nhật/);
    assert.equal(await statusOf(code), 'awaiting-payment', 'the bank has not told yet');
    await my.page.getByRole('heading', { name: 'Đã nộp phí, lệ phí' }).waitFor({ timeout: 60_000 });
    await look(my.page, 'paid');
    assert.match(await main(my), /800\.000 đồng chuyển khoản/);
    assert.equal(await statusOf(code), 'processing');
    await until(my, '/mo-phong/ngan-hang', /Báo trễ 20 giây, hai lần\. Đã báo 2 lần, được trả lời 200/);
    await my.open(`/ho-so/${code}/nop-phi`);
    assert.equal((await main(my)).match(/chuyển khoản, /g)?.length, 1, 'taken in once');
    assert.doesNotMatch(await main(my), /nộp thừa/);
    await my.open(`/ho-so/${code}`);
    assert.match(await main(my), /Đã nhận 800\.000 đồng/);
  });

  test('without script a link asks again, and a payment of which the bank never told is found in the statement', async () => {
    const code = await apply();
    await payAtBank(code, { telling: 'never' });
    const quiet = await someone(async () =>
      person(browser, program, { script: false, state: await my.context.storageState() }),
    );
    await quiet.open(`/ho-so/${code}/nop-phi`);
    await look(quiet.page, 'pay-without-script');
    assert.doesNotMatch(await main(quiet), /tự cập nhật/);
    await quiet.page.getByRole('link', { name: 'Xem tiền đã về chưa' }).click();
    assert.match(await main(quiet), /Cần nộp 800\.000 đồng/);
    const accountant = await official('ketoan.tinh');
    await accountant.open('/can-bo/thu-phi/tien-vao');
    await look(accountant.page, 'money-empty');
    await press(accountant, 'Đối soát ngay');
    assert.match(await main(accountant), /sao kê có \d+ giao dịch, 1 giao dịch chưa được báo/);
    await quiet.page.getByRole('link', { name: 'Xem tiền đã về chưa' }).click();
    assert.match(await main(quiet), /Đã nộp phí, lệ phí/);
  });

  test('too little leaves the rest to be paid; without a known purpose the accountant assigns it; too much goes back', async () => {
    const code = await apply();
    await payAtBank(code, { amount: '80.000' });
    await until(my, `/ho-so/${code}/nop-phi`, /Cần nộp 720\.000 đồng/);
    await look(my.page, 'paid-in-part');
    assert.equal(await statusOf(code), 'awaiting-payment');
    await payAtBank(code, { amount: '1.000.000', purpose: 'nop phi cua hang' });
    const accountant = await official('ketoan.tinh');
    await until(accountant, '/can-bo/thu-phi/tien-vao', /nop phi cua hang/);
    await look(accountant.page, 'money-unmatched');
    await accountant.page.getByRole('link', { name: /Gán hoặc trả lại/ }).click();
    await accountant.page.fill('[name="ma"]', '000.00.00.H00-261128-0001');
    await accountant.page.fill('[name="ly-do"]', 'Người nộp gọi điện, đọc đúng mã giao dịch');
    await press(accountant, 'Gán cho hồ sơ này');
    assert.match(await main(accountant), /Không có khoản phải nộp nào cho mã/);
    await look(accountant.page, 'assign-refused');
    await accountant.page.fill('[name="ma"]', code);
    await press(accountant, 'Gán cho hồ sơ này');
    assert.match(await main(accountant), /Đã gán tiền cho hồ sơ/);
    // What goes back is never more than the statement bears out.
    await press(accountant, 'Đối soát ngay');
    assert.equal(await statusOf(code), 'processing');
    await my.open(`/ho-so/${code}/nop-phi`);
    assert.match(await main(my), /Ông\/Bà đã nộp thừa 280\.000 đồng/);

    await accountant.open('/can-bo/thu-phi/phai-hoan');
    await look(accountant.page, 'returns');
    // The commune's money is asked back by the commune: who keeps the books of the province sees it, and no link that would be refused.
    const seen = await main(accountant);
    assert.match(seen, new RegExp(`${code.replaceAll('.', '\\.')}[\\s\\S]*Nộp thừa[\\s\\S]*280\\.000 đồng`));
    assert.doesNotMatch(seen, /Đề nghị hoàn/);
    await clerk.open('/can-bo/thu-phi/phai-hoan');
    assert.match(await main(clerk), /280\.000 đồng[\s\S]*Đề nghị hoàn/);
    await clerk.open('/can-bo/thu-phi');
    await clerk.page.fill('header [name="q"]', code);
    await clerk.page.keyboard.press('Enter');
    await clerk.page.waitForURL('**/phi');
    await look(clerk.page, 'fees-over');
    await clerk.page
      .locator('main')
      .getByRole('link', { name: /Đề nghị hoàn/ })
      .click();
    await look(clerk.page, 'refund-form');
    assert.equal(await clerk.page.inputValue('[name="so-tien"]'), '280.000');
    // All faults are told at once, each at its field, and what was typed is still there.
    await clerk.page.fill('[name="so-tien"]', '2.000.000');
    await clerk.page.fill('[name="tai-khoan"]', '123');
    await press(clerk, 'Gửi đề nghị hoàn');
    await look(clerk.page, 'refund-refused');
    const faults = await clerk.page.locator('main [role="alert"] li, main .errors li').allInnerTexts();
    for (const fault of [/vượt số còn hoàn được/, /Chưa chọn ngân hàng/, /Số tài khoản/, /Ghi lý do hoàn/])
      assert.ok(
        faults.some(f => fault.test(f)),
        `${fault}: ${faults}`,
      );
    assert.equal(await clerk.page.inputValue('[name="tai-khoan"]'), '123');
    await clerk.page.fill('[name="so-tien"]', '280.000');
    await clerk.page.selectOption('[name="ngan-hang"]', '999999');
    await clerk.page.fill('[name="tai-khoan"]', '0011 2233 44');
    await clerk.page.fill('[name="ly-do"]', 'Nộp thừa 280.000 đồng');
    await press(clerk, 'Gửi đề nghị hoàn');
    await clerk.open('/can-bo/thu-phi/hoan');
    await look(clerk.page, 'refunds');
    await clerk.page.locator('table.list a').first().click();
    assert.doesNotMatch(await main(clerk), /Duyệt hoàn tiền/, 'who asks does not decide');
    const refund = new URL(clerk.page.url()).pathname;
    const chairman = await official('chutich.tinh');
    await chairman.open(refund);
    await press(chairman, 'Duyệt hoàn tiền');
    await clerk.open(refund);
    assert.doesNotMatch(await main(clerk), /Ghi đã chuyển khoản/, 'who asks does not pay it out either');
    const id = (await findDossierByCode(program.env.db, code))?.id ?? assert.fail();
    assert.equal(await accountant.open(`/can-bo/ho-so/${id}`), 403, 'what is in the dossier is not his');
    assert.equal(await accountant.open(`/can-bo/ho-so/${id}/phi`), 200);
    await look(accountant.page, 'fees-of-accountant');
    assert.match(
      await main(accountant),
      /Đề nghị hoàn tiền, chưa trả[\s\S]*Hoàn cho Giàng Thị Mỷ[\s\S]*Đã duyệt, chờ trả/,
    );
    assert.doesNotMatch(await main(accountant), /−280\.000/, 'nothing has gone out yet');
    await accountant.open(refund);
    await look(accountant.page, 'refund-to-pay');
    assert.match(await main(accountant), /0011 2233 44, Ngân hàng mô phỏng/);
    await accountant.page.fill('[name="ma-giao-dich"]', 'FT26332000123');
    await press(accountant, 'Ghi đã chuyển khoản');
    assert.match(await main(accountant), /Đã trả/);
    await my.open(`/ho-so/${code}/nop-phi`);
    assert.match(await main(my), /280\.000 đồng: đã chuyển khoản trả lại .*mã giao dịch FT26332000123/);
    await look(my.page, 'given-back');
    const told = () => messagesAbout(program.env.db, id);
    for (let i = 0; i < 100 && !(await told()).some(m => m.key === 'fees.message.refunded-transfer'); i++)
      await new Promise(done => setTimeout(done, 100));
    const keys = (await told()).map(m => m.key);
    for (const key of [
      'cases.message.paid-over',
      'fees.message.refund-approved',
      'fees.message.refunded-transfer',
    ])
      assert.ok(keys.includes(key), `${key}: ${keys}`);
  });

  test('notice and statement differ: the accountant settles it with a reason, can undo it, and the payer is told', async () => {
    const code = await apply();
    await payAtBank(code, { telling: 'contradicts' });
    await until(my, `/ho-so/${code}/nop-phi`, /nộp thừa 1\.000 đồng/);
    const accountant = await official('ketoan.tinh');
    await accountant.open('/can-bo/thu-phi/tien-vao');
    await press(accountant, 'Đối soát ngay');
    await my.open(`/ho-so/${code}/nop-phi`);
    assert.match(await main(my), /đang đối chiếu với sao kê/, 'what never came is not promised back');
    await look(my.page, 'over-checked');
    await accountant.open('/can-bo/thu-phi/tien-vao?xem=doubtful');
    assert.match(await main(accountant), /Sao kê ghi 800\.000 đồng/);
    await look(accountant.page, 'money-doubtful');
    await accountant.page.getByRole('link', { name: /Xử lý lệch/ }).click();
    await press(accountant, 'Ghi quyết định');
    for (const fault of ['Chọn theo sao kê hay giữ', 'Ghi lý do: đã hỏi ai'])
      assert.ok((await main(accountant)).includes(fault), fault);
    await look(accountant.page, 'settle-refused');
    await accountant.page.check('[name="quyet-dinh"][value="corrected"]');
    await accountant.page.fill('[name="ly-do"]', 'Ngân hàng xác nhận báo có ghi nhầm');
    await press(accountant, 'Ghi quyết định');
    assert.match(await main(accountant), /sửa 801\.000 đồng thành 800\.000 đồng theo sao kê/);
    await look(accountant.page, 'settled');
    await my.open(`/ho-so/${code}/nop-phi`);
    assert.doesNotMatch(await main(my), /nộp thừa/);
    await press(accountant, 'Hoàn tác quyết định này');
    assert.match(await main(accountant), /Đã hoàn tác/);
    await accountant.page.check('[name="quyet-dinh"][value="corrected"]');
    await accountant.page.fill('[name="ly-do"]', 'Ngân hàng xác nhận báo có ghi nhầm');
    await press(accountant, 'Ghi quyết định');
    await accountant.open('/can-bo/thu-phi/tien-vao?xem=settled');
    await look(accountant.page, 'money-settled');
    assert.match(await main(accountant), /Ngân hàng xác nhận báo có ghi nhầm/);
    const id = (await findDossierByCode(program.env.db, code))?.id ?? assert.fail();
    const told = async () => (await messagesAbout(program.env.db, id)).map(m => m.key);
    for (let i = 0; i < 100 && !(await told()).includes('cases.message.payment-corrected-less'); i++)
      await new Promise(done => setTimeout(done, 100));
    assert.ok((await told()).includes('cases.message.payment-corrected-less'));
  });

  test('the desk takes cash once, cancels a wrong receipt, and closes the day; then no cash is taken', async () => {
    const code = await apply();
    const id = (await findDossierByCode(program.env.db, code))?.id ?? assert.fail();
    await clerk.open(`/can-bo/ho-so/${id}`);
    await look(clerk.page, 'dossier-staff');
    await clerk.page.getByRole('link', { name: 'Xem và xử lý phí, lệ phí' }).click();
    await clerk.page.getByRole('link', { name: 'Sửa số tiền, miễn giảm' }).first().click();
    await clerk.page.fill('[name="so-tien"]', '0');
    await clerk.page.fill('[name="ly-do"]', 'Miễn cho người quen');
    await press(clerk, 'Ghi số tiền');
    assert.match(await main(clerk), /Số tiền thấp hơn mức công bố 800\.000 đồng/, 'nobody waives by himself');
    const director = await official('giamdoc.nongnghiep');
    assert.equal(
      await director.open(new URL(clerk.page.url()).pathname),
      200,
      'who answers for the office may',
    );
    await clerk.open(`/can-bo/ho-so/${id}`);
    await clerk.page.getByRole('link', { name: 'Thu tiền mặt 800.000 đồng' }).click();
    await look(clerk.page, 'take-cash');
    assert.match(await main(clerk), /Tám trăm nghìn đồng/);
    await press(clerk, 'Đã nhận đủ tiền, lập phiếu thu');
    await look(clerk.page, 'receipt');
    const receipt = clerk.page.url().split('?')[0] ?? '';
    const pdf = await (await clerk.context.request.get(`${receipt}/in.pdf`)).body();
    if (process.env.LOOK) (await import('node:fs')).writeFileSync(`${process.env.LOOK}/receipt.pdf`, pdf);
    const words = wordsOf(pdf);
    for (const said of ['PHIẾU THU', 'Giàng Thị Mỷ', 'Tám trăm nghìn đồng', code])
      assert.ok(words.includes(said), said);
    assert.equal(await statusOf(code), 'processing');

    await clerk.page.getByText('Hủy phiếu thu', { exact: true }).click();
    await clerk.page.fill('[name="ly-do"]', 'Người nộp đổi ý, trả bằng chuyển khoản');
    await press(clerk, 'Hủy phiếu thu này');
    assert.match(await main(clerk), /đã hủy phiếu này/);
    assert.equal(await statusOf(code), 'awaiting-payment');
    await clerk.open(`/can-bo/ho-so/${id}/phi/thu`);
    await press(clerk, 'Đã nhận đủ tiền, lập phiếu thu');
    assert.match(await clerk.page.title(), /Phiếu thu số 2\//, 'the cancelled number stays');

    // The day before was never closed: its box is counted first.
    await program.env.db.run(
      'INSERT INTO payments.cash_day (agency_id, day, opened_at) SELECT agency_id, day - 1, opened_at FROM payments.cash_day',
    );
    await clerk.open('/can-bo/thu-phi/so-quy');
    await look(clerk.page, 'days');
    await clerk.page.locator('table.list a').first().click();
    const today = clerk.page.url();
    await look(clerk.page, 'day-before-open');
    assert.match(await main(clerk), /Chưa chốt được[\s\S]*Sổ quỹ ngày/);
    await clerk.page.locator('#f-dem-duoc a').click();
    assert.match(await main(clerk), /Trong quỹ còn 800\.000 đồng của các ngày sau/);
    await look(clerk.page, 'day-before');
    await clerk.page.fill('[name="dem-duoc"]', '0');
    await press(clerk, 'Chốt quỹ ngày này');
    assert.match(await main(clerk), /Sổ ngày này không thay đổi nữa/);
    await clerk.open(new URL(today).pathname);
    await clerk.page.fill('[name="dem-duoc"]', '790.000');
    await press(clerk, 'Chốt quỹ ngày này');
    assert.match(await clerk.page.title(), /^Lỗi: /, 'a difference is explained');
    await look(clerk.page, 'day-refused');
    assert.equal(
      await clerk.page.inputValue('[name="dem-duoc"]'),
      '790.000',
      'what was typed is still there',
    );
    await clerk.page.fill('[name="ly-do"]', 'Trả thừa tiền lẻ cho người nộp');
    await press(clerk, 'Chốt quỹ ngày này');
    await look(clerk.page, 'day-closed');
    assert.match(await main(clerk), /−10\.000 đồng[\s\S]*Sổ ngày này không thay đổi nữa/);
    const day = clerk.page.url().split('?')[0] ?? '';
    const csv = (await (await clerk.context.request.get(`${day}/so.csv`)).body()).toString();
    assert.match(csv, new RegExp(`"1/\\d{4}".*"${code.replaceAll('.', '\\.')}".*,0,800000,.*hủy lúc`));
    const xlsx = await (await clerk.context.request.get(`${day}/so.xlsx`)).body();
    assert.equal(xlsx.subarray(0, 2).toString(), 'PK');

    const late = await apply();
    const lateId = (await findDossierByCode(program.env.db, late))?.id ?? assert.fail();
    await clerk.open(`/can-bo/ho-so/${lateId}/phi/thu`);
    await press(clerk, 'Đã nhận đủ tiền, lập phiếu thu');
    assert.match(await main(clerk), /Quỹ tiền mặt ngày \d\d\/\d\d\/\d{4} đã chốt/);
    await look(clerk.page, 'cash-refused');
  });

  test('the ledger of all this verifies, and the tables agree with it', () => assertProven(program));

  test('no page failed, complained, or asked another site for anything', () => {
    assert.deepEqual(
      people.flatMap(p => p.faults),
      [],
    );
  });
});
