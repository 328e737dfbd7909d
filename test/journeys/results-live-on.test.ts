import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { findDossierByCode, listResultActs, listResults } from '#engines/cases';
import { formatDate } from '#platform/clock';
import type { Person } from '#test/person';
import { asRead } from '#test/visit';
import { examine } from '../conformance/support/examine.ts';
import { BIRTH, BIRTH_PAGES, begin, fillAll, photo, press, sendChecked } from './support/birth.ts';
import { wordsOf } from './support/judge.ts';
import { doStep } from './support/office.ts';
import { assertSigned, checked, download, main, shot, tellStory, until } from './support/story.ts';

describe('journeys: what becomes of a result after it was given out', () => {
  const story = tellStory();
  const MY = '+84912345678';
  let code: string;
  let page: string;
  let first: Buffer;
  let complaint: string;
  let decision: Buffer;

  const dossier = async () => (await findDossierByCode(story.program.env.db, code)) ?? assert.fail('gone');

  test('Giàng Thị Mỷ has a birth certificate', async () => {
    const citizen = await story.citizen(MY);
    await begin(citizen, BIRTH);
    await fillAll(citizen, BIRTH_PAGES);
    code = await sendChecked(citizen);
    await doStep(await story.official('motcua.bacha'), code, 'Đủ giấy tờ, chuyển xử lý');
    await doStep(await story.official('hotich.bacha'), code, 'Trình ký');
    await doStep(await story.official('chutich.bacha'), code, 'Ký kết quả');
    const { id } = await dossier();
    const [result] = await listResults(story.program.env.db, id);
    page = `/can-bo/ho-so/${id}`;
    first = await download(citizen, `/ho-so/${code}/ket-qua/${result?.id}.pdf`, 'first.pdf');
  });

  test('the chairman corrects a tone mark; nothing changed and no reason are told, and what was typed stays', async () => {
    const chairman = await story.official('chutich.bacha');
    await chairman.open(page);
    await shot(chairman, 'dossier-with-result');
    await chairman.page.getByRole('link', { name: 'Đính chính', exact: true }).click();
    await chairman.page.waitForURL('**/dinh-chinh');
    await shot(chairman, 'correct');
    assert.match(await main(chairman), /Việc này không hoàn tác được/);
    assert.equal(await chairman.page.locator('[name^="contact.phone"], [name="result.way"]').count(), 0);
    assert.equal((await chairman.page.locator('[name="contact.relation"]').count()) > 0, true);
    await chairman.page.fill('[name="ly-do"]', 'Nhập sai dấu so với giấy chứng sinh');
    await press(chairman, 'Xem bản đính chính trước khi ký');
    assert.match(await main(chairman), /Chưa sửa nội dung nào/);
    await chairman.page.fill('[name="child.name"]', 'Giàng A Phừ');
    await chairman.page.fill('[name="ly-do"]', 'Sai');
    await press(chairman, 'Xem bản đính chính trước khi ký');
    await shot(chairman, 'correct-refused');
    assert.equal(await chairman.page.inputValue('[name="child.name"]'), 'Giàng A Phừ');
    await chairman.page.fill('[name="ly-do"]', 'Nhập sai dấu so với giấy chứng sinh');
    await press(chairman, 'Xem bản đính chính trước khi ký');
    assert.match(await main(chairman), /Giàng A Phử[\s\S]*Giàng A Phừ/);
    await shot(chairman, 'correct-look');
    // Loaded again, left and come back to, it is there still, and so is what he typed.
    await chairman.page.reload();
    await chairman.page.goBack();
    assert.equal(await chairman.page.inputValue('[name="child.name"]'), 'Giàng A Phừ');
    await shot(chairman, 'correct-back');
    await chairman.page.goForward();
    assert.match(await main(chairman), /Giàng A Phử[\s\S]*Giàng A Phừ/);
    await press(chairman, 'Sửa lại');
    assert.equal(await chairman.page.inputValue('[name="child.name"]'), 'Giàng A Phừ');
    await chairman.page.goBack();
    await press(chairman, 'Ký bản đính chính');
    assert.match(await main(chairman), /Đã ký bản đính chính[\s\S]*“Giàng A Phử” sửa thành “Giàng A Phừ”/);
    await shot(chairman, 'dossier-corrected');
  });

  test('the old certificate is told from the new one, by its file and by its code; she is told', async () => {
    const anyone = await story.anyone();
    const { db } = story.program.env;
    const { id } = await dossier();
    const [act] = await listResultActs(db, id);
    assert.match(
      await checked(anyone, first),
      /đã được đính chính ngày \d\d\/\d\d\/\d{4}, bản mới số \d+\/\d{4}/,
    );
    await shot(anyone, 'check-corrected-file');
    await anyone.open(`/kiem-tra/k/${act?.resultId}`);
    assert.match(await main(anyone), /đã được đính chính ngày/);
    await shot(anyone, 'check-corrected-code');
    await anyone.page.getByRole('link', { name: /Kiểm tra bản mới/ }).click();
    assert.match(await main(anyone), /còn hiệu lực/);
    const citizen = await story.citizen(MY);
    const second = await download(citizen, `/ho-so/${code}/ket-qua/${act?.newResultId}.pdf`, 'corrected.pdf');
    assertSigned(second);
    assert.match(
      wordsOf(second).replace(/\s+/g, ' '),
      /đính chính và thay thế .*“Giàng A Phử” nay sửa là “Giàng A Phừ”/,
    );
    await until(citizen, '/tin-nhan', /đã được đính chính/);
    await citizen.open(`/ho-so/${code}`);
    await shot(citizen, 'citizen-corrected');
  });

  test('it is revoked by a decision: the code says so, her account has the decision, and it cannot be done twice', async () => {
    const chairman = await story.official('chutich.bacha');
    await chairman.open(page);
    await chairman.page.getByRole('link', { name: 'Thu hồi, hủy bỏ' }).click();
    await chairman.page.waitForURL('**/thu-hoi');
    const form = chairman.page.url();
    await press(chairman, 'Xem quyết định trước khi ký');
    await shot(chairman, 'revoke-refused');
    await chairman.page.check('[name="cach"][value="revocation"]');
    await chairman.page.fill('[name="can-cu"]', 'Luật Hộ tịch số 60/2014/QH13\nNghị định số 123/2015/NĐ-CP');
    await chairman.page.fill('[name="ly-do"]', 'Giấy chứng sinh kèm hồ sơ không do cơ sở y tế cấp');
    await press(chairman, 'Xem quyết định trước khi ký');
    assert.match(
      await main(chairman),
      /Số: …\/QĐ-[\s\S]*Căn cứ Luật Hộ tịch[\s\S]*Lý do: Giấy chứng sinh kèm hồ sơ/,
    );
    await shot(chairman, 'revoke-look');
    await press(chairman, 'Ký quyết định');
    assert.match(await main(chairman), /Đã ký quyết định[\s\S]*Đã thu hồi ngày/);
    const head = (who: Person) => who.page.locator('main .row:has(h1)').innerText().then(asRead);
    assert.match(await head(chairman), /Kết quả đã bị thu hồi/);
    assert.doesNotMatch(await head(chairman), /Đã trả kết quả|Đã có kết quả/);
    await shot(chairman, 'dossier-revoked');
    await chairman.open('/can-bo/so-theo-doi?xem=done');
    const line = chairman.page.locator('main tr', { hasText: code });
    assert.match(await line.innerText().then(asRead), /Kết quả đã bị thu hồi/);
    // Who comes back to its form finds none to fill in, but who was first.
    await chairman.page.goto(form);
    assert.match(
      await main(chairman),
      /không còn hiệu lực: chính người đang đăng nhập đã thu hồi lúc [\d/]+ \d\d:\d\d, Quyết định số \d+\/QĐ-/,
    );
    const { id } = await dossier();
    const act = (await listResultActs(story.program.env.db, id)).at(-1);
    const citizen = await story.citizen(MY);
    await citizen.open(`/ho-so/${code}`);
    assert.match(await main(citizen), /đã bị thu hồi ngày[\s\S]*Giấy chứng sinh kèm hồ sơ không do/);
    assert.equal(await citizen.page.locator('h1').innerText().then(asRead), 'Kết quả đã bị thu hồi');
    await shot(citizen, 'citizen-revoked');
    decision = await download(citizen, `/ho-so/${code}/quyet-dinh/${act?.id}.pdf`, 'decision.pdf');
    assertSigned(decision);
    assert.match(wordsOf(decision), /Về việc thu hồi[\s\S]*Căn cứ Luật Hộ tịch/);
    const anyone = await story.anyone();
    assert.match(await checked(anyone, decision), /thu hồi .* số/);
    await shot(anyone, 'check-decision-file');
    await anyone.open(`/kiem-tra/k/${act?.resultId}`);
    assert.match(await main(anyone), /đã thu hồi ngày \d\d\/\d\d\/\d{4}/);
    await shot(anyone, 'check-revoked-code');
    await anyone.open(`/kiem-tra/k/${act?.id}`);
    assert.match(await main(anyone), /Quyết định số .* là thật/);
    await shot(anyone, 'check-decision-code');
  });

  test('she complains about the revocation; without a day and a reason nothing is sent, and what she typed stays', async () => {
    const citizen = await story.citizen(MY);
    await citizen.open(`/ho-so/${code}`);
    await citizen.page.getByRole('link', { name: 'Nộp đơn khiếu nại' }).click();
    await citizen.page.waitForURL('**/khieu-nai');
    await citizen.page.fill('[name="noi-dung"]', 'Giấy chứng sinh do trạm y tế xã cấp, có dấu và chữ ký');
    await citizen.page.setInputFiles('[name="tep-kem"]', photo('giay-chung-sinh-goc.png'));
    await press(citizen, 'Nộp đơn khiếu nại');
    await shot(citizen, 'complain-refused');
    assert.match(await main(citizen), /giay-chung-sinh-goc\.png/, 'the file waits');
    assert.match(await citizen.page.inputValue('[name="noi-dung"]'), /trạm y tế/);
    await citizen.page.fill('[name="ngay-biet"]', formatDate(story.program.env.clock.now()));
    await citizen.page.fill('[name="de-nghi"]', 'Hủy quyết định thu hồi, cấp lại giấy khai sinh');
    await press(citizen, 'Nộp đơn khiếu nại');
    assert.match(await main(citizen), /Đã nộp đơn khiếu nại[\s\S]*Khiếu nại lần đầu số/);
    complaint = new URL(citizen.page.url()).pathname;
    await shot(citizen, 'complaint-sent');
    assert.deepEqual(await examine(citizen, 'complaint-sent'), []);
    await citizen.open('/khieu-nai');
    await shot(citizen, 'complaints-mine');
    await citizen.open(`/ho-so/${code}`);
    await shot(citizen, 'citizen-complained');
  });

  test('the officer takes it on; the chairman, who revoked, may not settle it; the vice chairman does', async () => {
    const officer = await story.official('hotich.bacha');
    await officer.open('/can-bo');
    assert.match(await main(officer), /1 khiếu nại đang chờ/);
    await officer.open('/can-bo/khieu-nai');
    await shot(officer, 'staff-complaints');
    assert.deepEqual(await examine(officer, 'staff-complaints'), []);
    await officer.page.locator('main table a').first().click();
    await officer.page.waitForURL(/khieu-nai\/[0-9a-f-]{36}$/);
    const at = new URL(officer.page.url()).pathname;
    await shot(officer, 'staff-complaint');
    await officer.open(`${at}/khong-thu-ly`);
    await press(officer, 'Không thụ lý và báo người khiếu nại');
    await shot(officer, 'decline-refused');
    await officer.open(`${at}/thu-ly`);
    await shot(officer, 'take-on');
    await press(officer, 'Thụ lý và báo người khiếu nại');
    assert.match(await main(officer), /Đã thụ lý; người khiếu nại được báo tin/);
    const notice = await download(officer, `${at}/thong-bao.pdf`, 'notice.pdf');
    assert.match(wordsOf(notice), /Về việc thụ lý giải quyết khiếu nại lần đầu/);
    await officer.open(`${at}/gia-han`);
    await shot(officer, 'prolong');
    const chairman = await story.official('chutich.bacha');
    await chairman.open(at);
    assert.match(
      await main(chairman),
      /Người đứng đầu cơ quan giải quyết khiếu nại lần đầu, kể cả khi chính mình đã tham gia[\s\S]*Giải quyết/,
    );
    await shot(chairman, 'own-head');
    const vice = await story.official('phochutich.bacha');
    await vice.open(at);
    await vice.page.getByRole('link', { name: 'Giải quyết', exact: true }).click();
    await vice.page.waitForURL('**/giai-quyet');
    // Chosen by a slip, it is taken back again.
    await vice.page.check('[name="viec-phai-lam"][value="redo"]');
    await vice.page.check('[name="viec-phai-lam"][value=""]');
    await press(vice, 'Xem quyết định trước khi ký');
    await shot(vice, 'settle-refused');
    await vice.page.check('[name="ket-qua"][value="changed"]');
    await vice.page.check('[name="viec-phai-lam"][value="redo"]');
    await vice.page.fill(
      '[name="noi-dung"]',
      'Trạm y tế xác nhận đã cấp giấy chứng sinh.\nViệc thu hồi không có căn cứ.',
    );
    await press(vice, 'Xem quyết định trước khi ký');
    assert.match(await main(vice), /Quyết định sẽ ký[\s\S]*Việc thu hồi không có căn cứ/);
    await shot(vice, 'settle-look');
    await vice.page.reload();
    await vice.page.goBack();
    assert.match(await vice.page.inputValue('[name="noi-dung"]'), /Việc thu hồi không có căn cứ/);
    await vice.page.goForward();
    await press(vice, 'Ký quyết định giải quyết');
    assert.match(await main(vice), /Đã ký quyết định giải quyết[\s\S]*Chấp nhận khiếu nại/);
    await shot(vice, 'staff-settled');
    assert.deepEqual(await examine(vice, 'staff-settled'), []);
  });

  test('she has the answer in writing, is told, and may go to the province; the desk takes that in for her', async () => {
    const citizen = await story.citizen(MY);
    await citizen.open(complaint);
    assert.match(await main(citizen), /Khiếu nại đã được giải quyết[\s\S]*Trạm y tế xác nhận/);
    assert.match(
      await main(citizen),
      /khiếu nại lần hai đến Chủ tịch Ủy ban nhân dân tỉnh Lào Cai được trong 30 ngày/,
    );
    await shot(citizen, 'complaint-settled');
    const paper = await download(citizen, `${complaint}/quyet-dinh.pdf`, 'settlement.pdf');
    assertSigned(paper);
    assert.match(wordsOf(paper), /Về việc giải quyết khiếu nại lần đầu/);
    const anyone = await story.anyone();
    assert.match(await checked(anyone, paper), /Quyết định số .*QĐ-GQKN do .* ký/);
    await anyone.open(`/kiem-tra/k/${complaint.split('/').at(-1)}`);
    assert.match(await main(anyone), /Quyết định số .*QĐ-GQKN là thật/);
    await shot(anyone, 'check-settlement-code');
    await anyone.open(`/tra-cuu?ma=${code}`);
    await anyone.page.fill('[name="so"]', '5678');
    await press(anyone, 'Tra cứu');
    assert.match(await main(anyone), /Khiếu nại lần đầu số \d+\/\d{4}[\s\S]*Thay đổi quyết định/);
    assert.doesNotMatch(await main(anyone), /Giàng Thị Mỷ/);
    await shot(anyone, 'tracked-complaint');
    await until(citizen, '/tin-nhan', /Khiếu nại số .* đã được giải quyết/);
    const clerk = await story.official('motcua.bacha');
    await clerk.open(page);
    await shot(clerk, 'dossier-complaints');
    await clerk.page.getByRole('link', { name: 'Nhận đơn khiếu nại về hồ sơ này' }).click();
    await clerk.page.waitForURL('**/khieu-nai');
    await clerk.page.check('[name="nguoi-thay"]');
    await press(clerk, 'Nhận đơn khiếu nại');
    await shot(clerk, 'counter-refused');
    assert.deepEqual(await examine(clerk, 'counter-complaint'), []);
    await clerk.page.fill('[name="ten-nguoi-thay"]', 'Giàng Seo Vần');
    await clerk.page.fill('[name="so-nguoi-thay"]', '010090000123');
    await clerk.page.fill('[name="quan-he"]', 'Chồng, giấy ủy quyền số 12/2026');
    await clerk.page.check('[name="ve-viec"][value^="lan-hai."]');
    await clerk.page.fill('[name="ngay-biet"]', formatDate(story.program.env.clock.now()));
    await clerk.page.fill('[name="noi-dung"]', 'Chưa nói rõ bao giờ cấp lại giấy khai sinh');
    await clerk.page.fill('[name="de-nghi"]', 'Ấn định ngày cấp lại');
    await press(clerk, 'Nhận đơn khiếu nại');
    assert.match(await main(clerk), /Đã nhận đơn khiếu nại[\s\S]*Khiếu nại lần hai số/);
    await shot(clerk, 'counter-received');
    const province = await story.official('chutich.tinh');
    await province.open('/can-bo/khieu-nai');
    assert.match(await main(province), /Khiếu nại lần hai số/);
    await shot(province, 'province-complaints');
  });

  test('while the province has it nothing is to be carried out; she thinks better of it, and it is', async () => {
    const chairman = await story.official('chutich.bacha');
    await chairman.open(page);
    assert.match(await main(chairman), /Chưa phải thi hành: đang có khiếu nại lần hai/);
    assert.equal(await chairman.page.getByRole('link', { name: /^Thi hành Quyết định số/ }).count(), 0);
    await shot(chairman, 'dossier-rests');
    const citizen = await story.citizen(MY);
    await citizen.open(complaint);
    assert.match(await main(citizen), /Chưa phải thi hành: đang có khiếu nại lần hai/);
    await shot(citizen, 'complaint-rests');
    await citizen.open(`/ho-so/${code}`);
    await citizen.page.getByRole('link', { name: /^Khiếu nại lần hai số/ }).click();
    await citizen.page.locator('summary', { hasText: 'Rút khiếu nại' }).click();
    await citizen.page.fill('[name="ly-do"]', 'Đã được giải thích rõ');
    await press(citizen, 'Rút khiếu nại');
    assert.match(await main(citizen), /đã rút/i);
    await shot(citizen, 'second-withdrawn');
  });

  test('the chairman carries the decision out: the certificate holds again, everybody reads by which decision', async () => {
    const chairman = await story.official('chutich.bacha');
    await chairman.open('/can-bo');
    assert.match(await main(chairman), /1 quyết định giải quyết khiếu nại đang chờ thi hành/);
    await chairman.open('/can-bo/khieu-nai?xem=carry-out');
    await shot(chairman, 'list-carry-out');
    await chairman.open(page);
    await shot(chairman, 'dossier-to-carry-out');
    await chairman.page.getByRole('link', { name: /^Thi hành Quyết định số/ }).click();
    await chairman.page.waitForURL('**/thi-hanh');
    await shot(chairman, 'carry-out');
    assert.deepEqual(await examine(chairman, 'carry-out'), []);
    await press(chairman, 'Thi hành quyết định');
    assert.match(await main(chairman), /Đã thi hành quyết định[\s\S]*có hiệu lực trở lại/);
    await shot(chairman, 'dossier-carried-out');
    const citizen = await story.citizen(MY);
    await citizen.open(complaint);
    assert.match(await main(citizen), /Đã thi hành ngày [\s\S]*kết quả có hiệu lực trở lại/);
    await shot(citizen, 'complaint-carried-out');
    await citizen.open(`/ho-so/${code}`);
    assert.match(await main(citizen), /Khiếu nại được chấp nhận: kết quả số/);
    await shot(citizen, 'dossier-holds-again');
    await until(citizen, '/tin-nhan', /có hiệu lực trở lại/);
    const { id } = await dossier();
    const holds = (await listResults(story.program.env.db, id)).find(r => r.status === 'valid');
    const anyone = await story.anyone();
    await anyone.open(`/kiem-tra/k/${holds?.id}`);
    assert.match(
      await main(anyone),
      /còn hiệu lực[\s\S]*Từng bị (thu hồi|hủy bỏ)[\s\S]*có hiệu lực trở lại từ[\s\S]*QĐ-GQKN của Ủy ban nhân dân/,
    );
    await shot(anyone, 'check-holds-again');
    // The decision that was found wrong: its signature holds, and that is not what is said first.
    const told = await checked(anyone, decision);
    assert.match(told, /Quyết định số .* không còn giá trị[\s\S]*Không áp dụng quyết định này nữa/);
    assert.doesNotMatch(told, /Chữ ký hợp lệ, văn bản còn nguyên|Hợp lệ khi kiểm tra/);
    await shot(anyone, 'check-lifted-decision-file');
  });

  test('nothing failed on the way', () => assert.deepEqual(story.faults(), []));
});
