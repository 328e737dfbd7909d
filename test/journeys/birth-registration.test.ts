import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { casesService, findDossierByCode, receiptToken } from '#engines/cases';
import { openBrowser } from '#test/axe';
import { DESK, look, type Person, person } from '#test/person';
import { startProgram, type TestProgram } from '#test/program';
import { signInHere, signInOfficial } from '#test/sign-in';
import { asRead } from '#test/visit';
import { BIRTH, BIRTH_PAGES, begin, fillAll, photo, press, sendChecked } from './support/birth.ts';
import { pdfsig, wordsOf } from './support/judge.ts';
import { assertProven } from './support/ledger.ts';
import { doStep, openFromInbox } from './support/office.ts';
import { checked } from './support/story.ts';

describe('journeys: birth registration', () => {
  const MY = '+84912345678';

  let program: TestProgram;
  let browser: Browser;
  let citizen: Person;
  const officials: Person[] = [];
  before(async () => {
    [program, browser] = await Promise.all([startProgram(), openBrowser()]);
    citizen = await person(browser, program);
  });
  after(async () => {
    await browser?.close();
    await program?.stop();
  });

  async function official(user: string): Promise<Person> {
    const who = await person(browser, program, { size: DESK });
    officials.push(who);
    await signInOfficial(who, user);
    return who;
  }

  const main = (who: Person) => who.page.locator('main').innerText().then(asRead);
  const download = async (who: Person, path: string): Promise<Buffer> =>
    (await who.context.request.get(new URL(path, program.url).href)).body();

  let code: string;
  let certificate: Buffer;

  test('Giàng Thị Mỷ applies on her phone, and is led to sign in and back', async () => {
    await begin(citizen, BIRTH);
    assert.match(citizen.page.url(), /\/dang-nhap\?next=/);
    await signInHere(citizen, MY);
    assert.match(citizen.page.url(), /\/nop\/[^/]+$/, 'straight to what she had begun');
    await fillAll(citizen, BIRTH_PAGES);
    assert.match(citizen.page.url(), /\/kiem-tra$/);
    const checked = await main(citizen);
    for (const said of ['Giàng A Phử', 'Giàng Seo Vần', 'giay-chung-sinh.png', 'Xã Bắc Hà'])
      assert.ok(checked.includes(said), said);
    await press(citizen, 'Nộp hồ sơ');
    assert.match(await citizen.page.title(), /^Lỗi: /, 'not without the declaration');
    code = await sendChecked(citizen);
    assert.match(code, /^\d{3}\.\d\d\.\d\d\.H\d\d-\d{6}-\d{4}$/);
    await look(citizen.page, 'done');
  });

  test('her receipt names her, and its code proves it', async () => {
    const receipt = await download(citizen, `/ho-so/${code}/giay-tiep-nhan.pdf`);
    const words = wordsOf(receipt);
    assert.ok(words.includes(code) && words.includes('Giàng Thị Mỷ'));
    // What stands in its QR code; cases' own tests say that it does.
    const dossier = (await findDossierByCode(program.env.db, code)) ?? assert.fail();
    const token = receiptToken(program.env.get(casesService).receiptKey, dossier);
    const anyone = await person(browser, program);
    assert.equal(await anyone.open(`/kiem-tra/g/${code}?k=${token}`), 200);
    assert.match(await main(anyone), /Giấy tiếp nhận này là thật/);
    await look(anyone.page, 'receipt-genuine');
    const forged: string[] = [];
    for (const path of [`${code}?k=${token.slice(1)}x`, `${code.slice(0, -1)}x?k=${token}`]) {
      assert.equal(await anyone.open(`/kiem-tra/g/${path}`), 404, 'not with another code');
      forged.push((await main(anyone)).replace(/\d\d:\d\d/, ''));
    }
    await look(anyone.page, 'receipt-forged');
    assert.match(forged[0] ?? '', /Mã này không có trong sổ[\s\S]*có thể là giả/);
    assert.equal(forged[0], forged[1], 'nobody learns from it which dossiers there are');
    const said = await checked(anyone, receipt);
    await look(anyone.page, 'receipt-as-file');
    assert.match(said, /hẹn trả kết quả: loại giấy không ký số[\s\S]*Xem thông tin theo mã trên giấy/i);
    assert.doesNotMatch(said, /bị sửa|không dùng/);
    await anyone.close();
  });

  test('clerk, officer and chairman do their steps; a photograph is asked for again and comes', async () => {
    const clerk = await official('motcua.bacha');
    await doStep(clerk, code, 'Đủ giấy tờ, chuyển xử lý');
    const officer = await official('hotich.bacha');
    await openFromInbox(officer, code);
    await officer.page.getByText('Yêu cầu bổ sung', { exact: true }).click();
    await officer.page.fill(
      '[name="reason"] >> visible=true',
      'Giấy chứng sinh chụp mờ, chụp lại rõ bốn góc.',
    );
    await press(officer, 'Gửi yêu cầu và tạm dừng thời hạn');
    await look(officer.page, 'supplement-asked');
    assert.match(await main(officer), /Đang chờ người nộp bổ sung/);
    const slip = /href="([^"]+\/phieu\/bo-sung[^"]+)"/;
    const forOffice = slip.exec(await officer.page.content())?.[1] ?? assert.fail('no slip for the office');

    await citizen.open(`/ho-so/${code}`);
    assert.match(await main(citizen), /chụp lại rõ bốn góc/);
    const forHer = slip.exec(await citizen.page.content())?.[1] ?? assert.fail('no slip for her');
    const paper = await download(citizen, forHer);
    assert.match(wordsOf(paper), /PHIẾU YÊU CẦU BỔ SUNG/);
    assert.deepEqual(await download(officer, forOffice), paper, 'the office gives out the same');
    await look(citizen.page, 'citizen-supplement');
    await citizen.page.setInputFiles('[name="giay-to"]', photo('chup-lai.png'));
    await press(citizen, 'Gửi bổ sung');
    assert.doesNotMatch(await main(citizen), /Gửi bổ sung/);

    await doStep(officer, code, 'Trình ký');
    const chairman = await official('chutich.bacha');
    await openFromInbox(chairman, code);
    await look(chairman.page, 'dossier-leader');
    await press(chairman, 'Ký kết quả');
    await look(chairman.page, 'dossier-signed');
    assert.match(await main(chairman), /Hồ sơ đã kết thúc/);
  });

  test('she gets the certificate, which pdfsig calls valid from the first byte to the last', async () => {
    await citizen.open(`/ho-so/${code}`);
    await look(citizen.page, 'citizen-result');
    const link = citizen.page.locator('a.btn[href*="/ket-qua/"]');
    certificate = await download(citizen, (await link.getAttribute('href')) ?? '');
    const said = pdfsig(certificate);
    assert.equal(said.match(/Signature Validation: Signature is Valid\./g)?.length, 2, said);
    assert.match(said, /Vàng Seo Páo/);
    assert.match(said, /Total document signed/);
    assert.match(wordsOf(certificate), /GIÀNG A PHỬ/);
    const story = await main(citizen);
    assert.match(story, /Kiểm tra hồ sơ/, 'the story names the steps');
    assert.doesNotMatch(story, /Làm xong một bước/);
  });

  test('she was told three times, in her account and on her phone', async () => {
    // Word follows the sealed ledger: it comes a moment after the act.
    for (let i = 0; i < 100; i++) {
      await citizen.open('/tin-nhan');
      if ((await main(citizen)).includes('Đã có Giấy khai sinh')) break;
      await new Promise(resolve => setTimeout(resolve, 100));
    }
    // What she has read already is folded away under the last word of the dossier.
    for (const fold of await citizen.page.locator('main summary').all()) await fold.click();
    await look(citizen.page, 'messages');
    const told = await main(citizen);
    // Under the dossier's own heading its code is not said again.
    const subjects = ['Đã tiếp nhận hồ sơ', 'Cần bổ sung giấy tờ', `Đã có Giấy khai sinh`, code];
    for (const subject of subjects) assert.ok(told.includes(subject), subject);
    const anyone = await person(browser, program);
    for (let i = 0; i < 100; i++) {
      await anyone.open('/hop-thu-thu');
      if ((await main(anyone)).includes(`Ho so ${code} da co ket qua`)) break;
      await new Promise(resolve => setTimeout(resolve, 100));
    }
    const outbox = await main(anyone);
    for (const sms of ['da duoc tiep nhan', 'can bo sung giay to', 'da co ket qua'])
      assert.ok(outbox.includes(`Ho so ${code} ${sms}`), sms);
    await anyone.close();
  });

  test('anybody can check the certificate; one changed byte is told', async () => {
    const anyone = await person(browser, program);
    const check = async (buffer: Buffer) => {
      await anyone.open('/kiem-tra');
      await anyone.page.setInputFiles('[name="tep"]', {
        name: 'giay-khai-sinh.pdf',
        mimeType: 'application/pdf',
        buffer,
      });
      await press(anyone, 'Kiểm tra');
      return main(anyone);
    };
    const good = await check(certificate);
    await look(anyone.page, 'verified');
    assert.match(good, /Chữ ký hợp lệ, văn bản còn nguyên/);
    assert.match(good, /bản trình diễn: văn bản không có giá trị pháp lý/);
    assert.doesNotMatch(good + wordsOf(certificate), /như bản giấy/);
    assert.match(good, /Vàng Seo Páo/);
    assert.match(good, /Giấy khai sinh số .* còn hiệu lực/);
    const changed = Buffer.from(certificate);
    const at = changed.indexOf('/MediaBox') + 12;
    changed[at] = changed[at] === 0x30 ? 0x31 : 0x30;
    assert.match(await check(changed), /Văn bản đã bị sửa sau khi ký/);
    await look(anyone.page, 'verified-changed');
    // Where the signature itself is damaged nothing can be read: it is said that one was there.
    const damaged = Buffer.from(certificate);
    damaged.write('zz', damaged.lastIndexOf('/Contents <', undefined, 'latin1') + 100, 'latin1');
    const told = await check(damaged);
    assert.match(told, /Chữ ký số của văn bản đã hỏng/);
    assert.match(told, /Không dùng tệp này: tải lại tệp gốc/);
    await look(anyone.page, 'verified-damaged');
    // The certificate of the authority itself was touched: no strange one is blamed, and nothing is vouched for.
    const authority = Buffer.from('CA gốc thử nghiệm (DEMO)').toString('hex');
    const touched = Buffer.from(certificate);
    const name = touched.indexOf(
      authority,
      touched.lastIndexOf('/Contents <', undefined, 'latin1'),
      'latin1',
    );
    assert.ok(name > 0);
    touched.write('63', name, 'latin1');
    const altered = await check(touched);
    assert.match(altered, /Chữ ký số của văn bản đã hỏng/);
    assert.match(altered, /Ghi do .* cấp, nhưng chứng thư đã hỏng hoặc bị sửa/);
    assert.match(altered, /Không chứng minh được là còn nguyên/);
    assert.match(altered, /Ghi tên [^\n]*Vàng Seo Páo[^\n]*không chứng minh được/);
    assert.doesNotMatch(altered, /ký lúc/, 'nobody is said to have signed it');
    assert.doesNotMatch(altered, /không thuộc hệ thống này|Không thay đổi sau khi ký/);
    await look(anyone.page, 'verified-altered');
    await anyone.close();
  });

  test('without an account: code and last four digits show where it stands, and no name', async () => {
    const anyone = await person(browser, program);
    await anyone.open(`/tra-cuu?ma=${code}`);
    await anyone.page.fill('[name="so"]', '5678');
    await press(anyone, 'Tra cứu');
    await look(anyone.page, 'tracked');
    const shown = await main(anyone);
    assert.match(shown, /Đã trả kết quả/);
    assert.doesNotMatch(shown, /Giàng|Phử|Seo/);
    await anyone.open(`/tra-cuu?ma=${code}`);
    await anyone.page.fill('[name="so"]', '0000');
    await press(anyone, 'Tra cứu');
    assert.match(await main(anyone), /không khớp/);
    await anyone.close();
  });

  test('the ledger of all this verifies, and the tables agree with it', () => assertProven(program));

  test('no page failed, complained, or asked another site for anything', () => {
    assert.deepEqual(
      [citizen, ...officials].flatMap(p => p.faults),
      [],
    );
  });
});
