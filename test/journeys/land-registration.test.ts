import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { letPass, movingClock } from '#test/passing-time';
import { begin, draftOf, fillIn, photo, press, sendChecked } from './support/birth.ts';
import { wordsOf } from './support/judge.ts';
import { assertProven } from './support/ledger.ts';
import { doStep, openFromInbox } from './support/office.ts';
import { assertSigned, checked, download, main, shot, tellStory, until } from './support/story.ts';

describe('journeys: land registration', () => {
  const LAND = '1.012753';
  const MY = '+84912345678';
  const clock = movingClock();
  const story = tellStory(clock);
  let code: string;

  test('an organisation applies for two plots, each with its map', async () => {
    const my = await story.citizen(MY);
    await begin(my, LAND);
    const draft = `/nop/${draftOf(my)}`;
    await my.open(`${draft}/owner`);
    await shot(my, 'land-owner');
    await fillIn(my, {
      'owner.name': 'Hợp tác xã chè Na Hối',
      'owner.taxCode': '5300123456',
      'owner.address': 'Thôn Na Hối Nùng, xã Bắc Hà, tỉnh Lào Cai',
    });
    await press(my);
    await shot(my, 'land-plots-none');
    for (const [n, number, area] of [
      [0, '34', '500'],
      [1, '35', '250,5'],
    ] as const) {
      await my.open(`${draft}/plots`);
      if (n) await my.page.getByRole('link', { name: 'Thêm thửa đất' }).click();
      else await my.open(`${draft}/plots/1`);
      await fillIn(my, {
        [`plots.${n}.sheet`]: '12',
        [`plots.${n}.number`]: number,
        [`plots.${n}.area`]: area,
        [`plots.${n}.purpose`]: n ? 'business' : 'production',
        [`plots.${n}.since`]: '1/1/2010',
        [`plots.${n}.map`]: photo(`trich-luc-${number}.png`),
      });
      if (n) await shot(my, 'land-plot');
      await press(my, 'Lưu mục này');
    }
    await shot(my, 'land-plots');
    await press(my, 'Lưu và tiếp tục');
    for (const [page, answers] of [
      ['place', { 'place.address': 'Thôn Na Hối Nùng', 'origin.kind': 'other' }],
      ['papers', { 'papers.request': photo('don.png'), 'papers.review': photo('ra-soat.png') }],
      ['contact', { 'result.way': 'electronic' }],
    ] as const) {
      await my.open(`${draft}/${page}`);
      if (page === 'place') await my.page.selectOption('[name="place.commune"]', { label: 'Xã Bắc Hà' });
      await fillIn(my, answers as Record<string, string>);
      await shot(my, `land-${page}`);
      await press(my);
    }
    await shot(my, 'land-check');
    const said = await main(my);
    for (const words of ['Thửa đất 2', 'trich-luc-35.png', '750,5']) assert.ok(said.includes(words), words);
    await my.page.locator('a[href$="#f-plots.1.area"]').click();
    assert.ok(await my.page.isVisible('[id="f-plots.1.area"]'), 'on the page of the second plot');
    await my.open(`${draft}/kiem-tra`);
    code = await sendChecked(my);
    await shot(my, 'land-sent');
  });

  test('nobody of another commune sees it; the commune confirms, the land office asks for more, and the clock stops', async () => {
    const foreign = await story.official('hotich.laocai');
    const clerk = await story.official('motcua.bacha');
    await openFromInbox(clerk, code);
    await shot(clerk, 'land-clerk');
    const address = new URL(clerk.page.url()).pathname;
    assert.equal(await foreign.open(address), 404, 'as if there were none');
    await press(clerk, 'Đủ giấy tờ, chuyển xử lý');
    const commune = await story.official('hotich.bacha');
    await openFromInbox(commune, code);
    await shot(commune, 'land-commune');
    await commune.page.fill('[name="confirm.origin"]', 'Nhà nước giao đất năm 2010');
    await commune.page.fill('[name="confirm.state"]', 'Nhà xưởng, kho');
    await press(commune, 'Đã xác nhận');

    const land = await story.official('diachinh.bacha');
    await openFromInbox(land, code);
    await land.page.getByText('Yêu cầu bổ sung', { exact: true }).click();
    await land.page.fill('[name="reason"] >> visible=true', 'Nộp thêm sơ đồ ranh giới thửa đất số 35.');
    await press(land, 'Gửi yêu cầu và tạm dừng thời hạn');
    await shot(land, 'land-supplement-asked');
    assert.match(await main(land), /Đang chờ người nộp bổ sung/);
  });

  test('she answers after a week: the week is not counted, and the page says so', async () => {
    await letPass(story.program, clock, 7);
    await story.everybodyLeaves();
    const my = await story.citizen(MY);
    await my.open(`/ho-so/${code}`);
    await shot(my, 'land-supplement');
    assert.match(await main(my), /Tạm dừng từ[\s\S]*Nộp thêm sơ đồ ranh giới thửa đất số 35/);
    await my.page.setInputFiles('[name="giay-to"]', photo('ranh-gioi.png'));
    await press(my, 'Gửi bổ sung');
    await my.page.getByText('Xem cách tính từng giờ').click();
    await shot(my, 'land-supplemented');
    const said = await main(my);
    assert.match(said, /Tạm dừng, chờ bổ sung hoặc trả lời/);
    assert.match(
      said,
      /đến \d\d\/\d\d \d\d:\d\d tạm dừng, chờ bổ sung hoặc trả lời: \d+ giờ(?: \d+ phút)?, không tính/,
    );
  });

  test('the land office would have it refused: the province, which is to sign, is asked and does not follow', async () => {
    const land = await story.official('diachinh.bacha');
    await openFromInbox(land, code);
    await land.page.getByText('Đề nghị không giải quyết', { exact: true }).click();
    await land.page.fill('[name="reason-propose"]', 'Thửa đất số 35 nằm trong quy hoạch đường tỉnh 153.');
    await press(land, 'Gửi đề nghị lên lãnh đạo');
    assert.match(await main(land), /Đang chờ lãnh đạo cơ quan quyết định/);
    const commune = await story.official('chutich.bacha');
    await commune.open(new URL(land.page.url()).pathname);
    assert.doesNotMatch(
      await main(commune),
      /Từ chối và báo người nộp/,
      'the commune does not decide any more',
    );
    const province = await story.official('chutich.tinh');
    await openFromInbox(province, code);
    assert.match(await main(province), /quy hoạch đường tỉnh 153/);
    await shot(province, 'land-refusal-proposed');
    await province.page.getByText('Trả lại đề nghị', { exact: true }).click();
    await province.page.fill('[name="reason-back"]', 'Quy hoạch đã điều chỉnh, thửa đất không còn vướng.');
    await press(province, 'Trả lại đề nghị, giải quyết tiếp');
  });

  test('the land office goes on, the tax office sets the charge, and the clock waits for the money', async () => {
    await doStep(await story.official('diachinh.bacha'), code, 'Chuyển thông tin sang cơ quan thuế');
    const tax = await story.official('thue.bacha');
    await openFromInbox(tax, code);
    await tax.page.fill('main [name^="note-"]', 'Theo thông báo số 12/TB-TCS');
    await press(tax, 'Đã xác định số phải nộp');
    await shot(tax, 'land-tax-refused');
    assert.match(await main(tax), /Chưa ghi số tiền phải nộp: Tiền sử dụng đất/);
    assert.equal(await tax.page.inputValue('main [name^="note-"]'), 'Theo thông báo số 12/TB-TCS');
    await tax.page.getByRole('link', { name: 'Ghi số tiền', exact: true }).click();
    await tax.page.fill('[name="so-tien"]', '12.000.000');
    await tax.page.fill('[name="ly-do"]', 'Theo thông báo số 12/TB-TCS');
    await shot(tax, 'land-amount');
    await press(tax, 'Ghi số tiền');
    await shot(tax, 'land-fees');
    await openFromInbox(tax, code);
    await press(tax, 'Đã xác định số phải nộp');
    await shot(tax, 'land-tax-done');
    assert.match(await main(tax), /Đang chờ nộp phí, lệ phí: các bước tạm dừng/);
  });

  test('she pays at her bank by VietQR, and the dossier goes on to the province', async () => {
    const my = await story.citizen(MY);
    await my.open(`/ho-so/${code}`);
    await shot(my, 'land-owes');
    assert.match(await main(my), /12\.000\.000 đồng/);
    await my.open(`/ho-so/${code}/nop-phi`);
    await shot(my, 'land-pay');
    await my.page.getByRole('link', { name: 'Trả thử tại ngân hàng mô phỏng' }).click();
    await press(my, 'Chuyển tiền thử');
    await until(my, `/ho-so/${code}/nop-phi`, /Đã nộp phí, lệ phí/);
    await shot(my, 'land-paid');
    const office = await story.official('diachinh.bacha');
    await openFromInbox(office, code);
    await office.page.fill('[name="draft.use"]', 'Sử dụng riêng');
    await office.page.fill('[name="draft.term"]', 'Lâu dài');
    await press(office, 'Trình ký');
    const chairman = await story.official('chutich.tinh');
    await openFromInbox(chairman, code);
    await shot(chairman, 'land-sign');
    await press(chairman, 'Ký kết quả');
    await shot(chairman, 'land-signed');
    assert.match(await main(chairman), /Hồ sơ đã kết thúc/);
  });

  test('the certificate names both plots, is signed by the province, and anybody finds it valid', async () => {
    const my = await story.citizen(MY);
    await my.open(`/ho-so/${code}`);
    await shot(my, 'land-result');
    const link = my.page.locator('a.btn[href*="/ket-qua/"]');
    const paper = await download(my, (await link.getAttribute('href')) ?? '', 'land.pdf');
    assertSigned(paper);
    const words = wordsOf(paper);
    for (const said of ['HỢP TÁC XÃ CHÈ NA HỐI', 'Trần Văn Dũng', 'Đất thương mại, dịch vụ', '750,5'])
      assert.ok(words.includes(said), `${said} in ${words}`);
    assert.match(words, /1 +12 +34 +500[\s\S]*2 +12 +35 +250,5/);
    const anyone = await story.anyone();
    assert.match(await checked(anyone, paper), /Chữ ký hợp lệ, văn bản còn nguyên[\s\S]*còn hiệu lực/);
    await shot(anyone, 'land-checked');
  });

  test('the ledger of all this verifies', () => assertProven(story.program));

  test('no page failed, complained, or asked another site for anything', () =>
    assert.deepEqual(story.faults(), []));
});
