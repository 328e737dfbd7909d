import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { BIRTH_PAGES, begin, fillAll, photo, press, sendChecked } from './support/birth.ts';
import { wordsOf } from './support/judge.ts';
import { assertProven } from './support/ledger.ts';
import { doStep, openFromInbox } from './support/office.ts';
import { assertSigned, checked, download, main, shot, tellStory } from './support/story.ts';

describe('journeys: a new-born', () => {
  const BUNDLE = '2.002621';
  const MY = '+84912345678';
  const RESULTS = ['Giấy khai sinh', 'Thông báo kết quả đăng ký thường trú', 'Thẻ bảo hiểm y tế'];
  const story = tellStory();
  let code: string;

  test('one form: birth, residence and health insurance', async () => {
    const my = await story.citizen(MY);
    await begin(my, BUNDLE);
    await shot(my, 'bundle-parts');
    await fillAll(my, {
      child: BIRTH_PAGES.child ?? {},
      mother: BIRTH_PAGES.mother ?? {},
      father: { 'father.declared': 'no' },
      residence: { 'residence.relation': 'child' },
      insurance: {
        'insurance.hospital': 'Trạm Y tế xã Bắc Hà',
        'insurance.group': 'under6',
        'papers.birthNotice': photo(),
      },
      contact: { 'result.way': 'electronic' },
    });
    await shot(my, 'bundle-check');
    code = await sendChecked(my);
  });

  test('the commune registers the birth; police and insurance then work at once, in their own names', async () => {
    await doStep(await story.official('motcua.bacha'), code, 'Đủ giấy tờ, chuyển xử lý');
    await doStep(await story.official('hotich.bacha'), code, 'Trình ký');
    const chairman = await story.official('chutich.bacha');
    await doStep(chairman, code, 'Ký kết quả');
    await shot(chairman, 'bundle-first-signed');

    const my = await story.citizen(MY);
    await my.open(`/ho-so/${code}`);
    await shot(my, 'bundle-first');
    const said = await main(my);
    assert.match(said, /Tải Giấy khai sinh/);
    assert.match(said, /Đang xử lý/);
    assert.match(said, /Nơi xử lý\s+Công an xã Bắc Hà; Bảo hiểm xã hội tỉnh Lào Cai/);
    assert.match(said, /Ký Giấy khai sinh số 1\/\d{4}/);

    const insurance = await story.official('the.bhxh');
    await openFromInbox(insurance, code);
    await shot(insurance, 'bundle-insurance');
    await insurance.page.fill('[name="insurance.number"]', '1520123456');
    await press(insurance, 'Trình ký');
    await doStep(await story.official('congan.bacha'), code, 'Trình ký');
    await doStep(await story.official('giamdoc.bhxh'), code, 'Ký kết quả');
    const head = await story.official('truongcongan.bacha');
    assert.doesNotMatch(
      await pageOf('giamdoc.bhxh'),
      /Ký kết quả/,
      'the card is signed, the notice is not his',
    );
    await doStep(head, code, 'Ký kết quả');
    await shot(head, 'bundle-signed');
    assert.match(await main(head), /Hồ sơ đã kết thúc/);
  });

  /** What an official reads who looks the dossier up. */
  async function pageOf(user: string): Promise<string> {
    const who = await story.official(user);
    await who.open(`/can-bo?q=${code}`);
    return main(who);
  }

  test('she has three results in one dossier, of three agencies, and each is found valid by anybody', async () => {
    const my = await story.citizen(MY);
    await my.open(`/ho-so/${code}`);
    await shot(my, 'bundle-result');
    const links = my.page.locator('main a[href*="/ket-qua/"]');
    assert.equal(await links.count(), 3);
    const anyone = await story.anyone();
    const titles = [];
    for (let i = 0; i < 3; i++) {
      const title = ((await links.nth(i).textContent()) ?? '').replace(/^Tải | \(PDF\)$/g, '');
      titles.push(title);
      const paper = await download(my, (await links.nth(i).getAttribute('href')) ?? '', `bundle-${i}.pdf`);
      assertSigned(paper);
      assert.match(wordsOf(paper), /GIÀNG A PHỬ/);
      const said = await checked(anyone, paper);
      assert.match(said, /Chữ ký hợp lệ, văn bản còn nguyên/);
      assert.match(said, new RegExp(`${title} số .*còn hiệu lực`));
    }
    assert.deepEqual(titles.sort(), [...RESULTS].sort());
  });

  test('the ledger of all this verifies', () => assertProven(story.program));

  test('no page failed, complained, or asked another site for anything', () =>
    assert.deepEqual(story.faults(), []));
});
