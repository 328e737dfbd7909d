import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { findDossierByCode, listResultActs, listResults } from '#engines/cases';
import { BIRTH, BIRTH_PAGES, begin, fillAll, press, sendChecked } from './support/birth.ts';
import { wordsOf } from './support/judge.ts';
import { doStep } from './support/office.ts';
import { assertSigned, checked, download, main, shot, tellStory, until } from './support/story.ts';

describe('journeys: what becomes of a result after it was given out', () => {
  const story = tellStory();
  const MY = '+84912345678';
  let code: string;
  let page: string;
  let first: Buffer;

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
    await chairman.page.fill('[name="ly-do"]', 'Nhập sai dấu so với giấy chứng sinh');
    await press(chairman, 'Ký bản đính chính');
    assert.match(await main(chairman), /Chưa sửa nội dung nào/);
    await chairman.page.fill('[name="child.name"]', 'Giàng A Phừ');
    await chairman.page.fill('[name="ly-do"]', 'Sai');
    await press(chairman, 'Ký bản đính chính');
    await shot(chairman, 'correct-refused');
    assert.equal(await chairman.page.inputValue('[name="child.name"]'), 'Giàng A Phừ');
    await chairman.page.fill('[name="ly-do"]', 'Nhập sai dấu so với giấy chứng sinh');
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
    await press(chairman, 'Ký quyết định');
    await shot(chairman, 'revoke-refused');
    await chairman.page.check('[name="cach"][value="revocation"]');
    await chairman.page.fill('[name="can-cu"]', 'Luật Hộ tịch số 60/2014/QH13\nNghị định số 123/2015/NĐ-CP');
    await chairman.page.fill('[name="ly-do"]', 'Giấy chứng sinh kèm hồ sơ không do cơ sở y tế cấp');
    await press(chairman, 'Ký quyết định');
    assert.match(await main(chairman), /Đã ký quyết định[\s\S]*Đã thu hồi ngày/);
    await shot(chairman, 'dossier-revoked');
    await chairman.page.goto(form);
    await chairman.page.check('[name="cach"][value="annulment"]');
    await chairman.page.fill('[name="can-cu"]', 'Luật Hộ tịch số 60/2014/QH13');
    await chairman.page.fill('[name="ly-do"]', 'Thêm một lần nữa cho chắc');
    await press(chairman, 'Ký quyết định');
    assert.match(await main(chairman), /không còn hiệu lực: đã có người/);
    const { id } = await dossier();
    const act = (await listResultActs(story.program.env.db, id)).at(-1);
    const citizen = await story.citizen(MY);
    await citizen.open(`/ho-so/${code}`);
    assert.match(await main(citizen), /đã bị thu hồi ngày[\s\S]*Giấy chứng sinh kèm hồ sơ không do/);
    await shot(citizen, 'citizen-revoked');
    const decision = await download(citizen, `/ho-so/${code}/quyet-dinh/${act?.id}.pdf`, 'decision.pdf');
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

  test('nothing failed on the way', () => assert.deepEqual(story.faults(), []));
});
