import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { findDossierByCode } from '#engines/cases';
import { messagesAbout } from '#engines/messaging';
import { formatDateTime } from '#platform/clock';
import { ledgerService } from '#platform/ledger';
import { openBrowser } from '#test/axe';
import { DESK, look, type Person, person } from '#test/person';
import { startProgram, type TestProgram } from '#test/program';
import { signInCitizen, signInOfficial } from '#test/sign-in';
import { asRead } from '#test/visit';
import { begin, draftOf, fillAll, photo, press, sendChecked } from './support/birth.ts';
import { assertProven } from './support/ledger.ts';

/** Who tells the payer something of his dossier or his money. */
const TELLING = new Set(['cases.notify', 'fees.tell-claimant', 'fees.tell-payer']);

describe('journeys: an exemption that is claimed', () => {
  let program: TestProgram;
  let browser: Browser;
  let my: Person;
  let clerk: Person;
  before(async () => {
    [program, browser] = await Promise.all([startProgram(), openBrowser()]);
    my = await person(browser, program);
    await signInCitizen(my, '+84912345678');
    clerk = await person(browser, program, { size: DESK });
  });
  after(async () => {
    await browser?.close();
    await program?.stop();
  });

  const main = (who: Person) => who.page.locator('main').innerText().then(asRead);

  test('who borrows for farming says so online, pays nothing while it waits, and the clerk confirms it with a reason', async () => {
    await begin(my, '1.011441');
    await fillAll(my, {
      parties: { 'taker.name': 'Ngân hàng Nông nghiệp Bắc Hà', 'taker.address': 'Tổ 1, xã Bắc Hà' },
      land: { 'land.certificate': 'DA 123456', 'land.sheet': '12', 'land.number': '345' },
      contract: {
        'contract.number': '12/2026',
        'contract.date': '20/11/2026',
        'contract.request': 'first',
        'papers.request': photo('phieu.png'),
        'papers.contract': photo('hop-dong.png'),
        'papers.certificate': photo('so-do.png'),
      },
      fee: {
        'exemption.claim': 'yes',
        'exemption.ground': 'agriculture',
        'exemption.proof': photo('xac-nhan.png'),
      },
      contact: { 'result.way': 'electronic' },
    });
    await my.open(`/nop/${draftOf(my)}/kiem-tra`);
    const code = await sendChecked(my);
    await look(my.page, 'claim-sent');
    assert.match(await main(my), /Đang chờ xác nhận miễn, giảm[\s\S]*chưa phải nộp/);
    assert.doesNotMatch(await main(my), /Nộp 80\.000 đồng/);
    await my.open(`/ho-so/${code}/nop-phi`);
    await look(my.page, 'claim-waits');
    assert.match(await main(my), /vay vốn phục vụ phát triển nông nghiệp[\s\S]*chưa phải nộp/);
    assert.doesNotMatch(await main(my), /Quét mã QR/);
    const id = (await findDossierByCode(program.env.db, code))?.id ?? assert.fail();
    await signInOfficial(clerk, 'motcua.bacha');
    await clerk.open(`/can-bo/ho-so/${id}`);
    await look(clerk.page, 'claim-staff');
    await clerk.page.getByRole('link', { name: 'Xét miễn, giảm' }).click();
    await press(clerk, 'Ghi quyết định');
    for (const fault of ['Chọn xác nhận hay không', 'Ghi lý do: giấy tờ nào'])
      assert.ok((await main(clerk)).includes(fault), fault);
    await look(clerk.page, 'claim-refused');
    assert.match(await main(clerk), /55\/2015\/NĐ-CP[\s\S]*đã gửi 1 tệp/);
    await clerk.page.check('[name="quyet-dinh"][value="grant"]');
    await clerk.page.fill('[name="ly-do"]', 'Hợp đồng ghi vay để nuôi lợn');
    await press(clerk, 'Ghi quyết định');
    await look(clerk.page, 'claim-granted');
    assert.match(await main(clerk), /Được miễn/);
    await my.open(`/ho-so/${code}/nop-phi`);
    await look(my.page, 'claim-free');
    assert.match(await main(my), /đã xác nhận Ông\/Bà thuộc diện/);
    await assertProven(program);
    const { followers } = program.env.get(ledgerService);
    const behind = async () => (await followers.states()).some(s => TELLING.has(s.id) && s.behind > 0);
    for (let i = 0; i < 100 && (await behind()); i++) await new Promise(done => setTimeout(done, 100));
    assert.ok(!(await behind()), 'whoever tells something has said it');
    const { dueAt } = (await findDossierByCode(program.env.db, code)) ?? assert.fail();
    const told = (await messagesAbout(program.env.db, id)).filter(m => m.key !== 'cases.message.received');
    assert.deepEqual(
      told.map(m => [m.channel, m.key, m.params.promised]).sort(),
      ['account', 'sms'].map(channel => [channel, 'fees.message.claim-free-due', formatDateTime(dueAt)]),
      'once each way, by the decision and not by the amount too',
    );
    await my.open('/tin-nhan');
    await look(my.page, 'claim-told');
    assert.equal((await main(my)).split('không phải nộp').length, 2, 'and so he reads it once');
    assert.deepEqual([...my.faults, ...clerk.faults], []);
  });
});
