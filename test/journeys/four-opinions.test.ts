import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { findDossierByCode, listQuestions, type Question } from '#engines/cases';
import { letPassUntil, movingClock } from '#test/passing-time';
import { begin, draftOf, fillIn, photo, press, sendChecked } from './support/birth.ts';
import { wordsOf } from './support/judge.ts';
import { assertProven } from './support/ledger.ts';
import { doStep, openElsewhere, openFromInbox } from './support/office.ts';
import { assertSigned, checked, download, main, shot, tellStory } from './support/story.ts';

describe('journeys: four opinions', () => {
  const FOREST = '1.000081';
  const OWNER = '+84912345678';
  const clock = movingClock();
  const story = tellStory(clock);
  let code: string;

  /** `user` answers what his department is asked. */
  async function answers(user: string, outcome: string, words: string): Promise<void> {
    const who = await story.official(user);
    await openFromInbox(who, code);
    await who.page.getByRole('link', { name: 'Trả lời' }).click();
    if (user === 'chuyenvien.khoahoc') await shot(who, 'forest-answer');
    await who.page.getByLabel(outcome, { exact: true }).check();
    await who.page.locator('main textarea').fill(words);
    await press(who, 'Gửi trả lời');
  }

  /** What the department that does not answer was asked. */
  async function fourth(): Promise<Question> {
    const { db } = story.program.env;
    const { id } = (await findDossierByCode(db, code)) ?? assert.fail(code);
    const asked = await listQuestions(db, id);
    return asked.find(q => q.elementId === 'opinionConstruction') ?? assert.fail('nobody asked');
  }

  test('the owner of a forest applies; the department checks and asks four others at once', async () => {
    const owner = await story.citizen(OWNER);
    await begin(owner, FOREST);
    const draft = `/nop/${draftOf(owner)}`;
    for (const [page, fields] of Object.entries({
      owner: {
        'owner.name': 'Ban Quản lý rừng phòng hộ Bắc Hà',
        'owner.address': 'Thôn Na Hối Nùng, xã Bắc Hà, tỉnh Lào Cai',
      },
      scheme: {
        'scheme.name': 'Du lịch sinh thái Na Hối',
        'scheme.forest': 'Rừng phòng hộ Bắc Hà',
        'scheme.area': '120',
        'scheme.built': '3',
        'scheme.investment': '9.000.000.000',
        'scheme.years': '20',
      },
      'places/1': { 'places.0.area': '120', 'places.0.use': 'Đường mòn, nhà nghỉ' },
      places: {},
      papers: {
        'papers.letter': photo('to-trinh.png'),
        'papers.scheme': photo('de-an.png'),
        'papers.assessment': photo('hien-trang.png'),
      },
      contact: { 'result.way': 'electronic' },
    })) {
      await owner.open(`${draft}/${page}`);
      if (page === 'places/1')
        await owner.page.selectOption('[name="places.0.commune"]', { label: 'Xã Bắc Hà' });
      await fillIn(owner, fields as Record<string, string>);
      await shot(owner, `forest-${page.replace('/', '-')}`);
      await press(owner);
    }
    code = await sendChecked(owner);
    await doStep(await story.official('motcua.tinh'), code, 'Đủ giấy tờ, chuyển xử lý');
    const officer = await story.official('chuyenvien.nongnghiep');
    await openFromInbox(officer, code);
    await press(officer, 'Lấy ý kiến các sở');
    await shot(officer, 'forest-asked');
    const said = await main(officer);
    for (const department of [
      'Tài chính',
      'Xây dựng',
      'Văn hóa, Thể thao và Du lịch',
      'Khoa học và Công nghệ',
    ])
      assert.ok(said.includes(`Sở ${department}`), department);
  });

  test('three answer, in their own words; who is not asked cannot', async () => {
    await answers('chuyenvien.khoahoc', 'Nhất trí', 'Không có công nghệ hạn chế chuyển giao.');
    await answers('chuyenvien.taichinh', 'Nhất trí', 'Nguồn vốn rõ ràng.');
    await answers('chuyenvien.dulich', 'Nhất trí với điều kiện', 'Giữ nguyên lối đi của dân bản.');
    const officer = await story.official('chuyenvien.nongnghiep');
    await openElsewhere(officer, code);
    await shot(officer, 'forest-three');
    const said = await main(officer);
    for (const words of ['Nhất trí với điều kiện', 'Giữ nguyên lối đi của dân bản.', 'Nguồn vốn rõ ràng.'])
      assert.ok(said.includes(words), words);
    assert.match(said, /Sở Xây dựng\s+Chờ trả lời, hạn/);
    const stranger = await story.official('hotich.laocai');
    assert.equal(await stranger.open(new URL(officer.page.url()).pathname), 404);
    await stranger.open(`/can-bo?q=${code}`);
    assert.doesNotMatch(await main(stranger), new RegExp(code), 'nor does a search tell him');
  });

  test('the fourth is late: the asking department, the asked one, the leader above it and the owner see it', async () => {
    await letPassUntil(story.program, clock, async () => (await fourth()).lateAt !== null, 30);
    await story.everybodyLeaves();
    const officer = await story.official('chuyenvien.nongnghiep');
    await officer.open(`/can-bo?q=${code}`);
    await shot(officer, 'forest-late-inbox');
    assert.match(await main(officer), /Chưa có trả lời đúng hạn: Ý kiến của Sở Xây dựng/);
    await openFromInbox(officer, code);
    await shot(officer, 'forest-late');
    const said = await main(officer);
    assert.match(said, /Ý kiến của Sở Xây dựng\s– Sở Xây dựng[^\n]+\s+Quá hạn/);
    assert.match(said, /Sở Xây dựng\s+Chưa trả lời, quá hạn từ \d\d\/\d\d/);
    assert.match(said, /Má Thị Di: trả lời: Nhất trí với điều kiện/);
    const late = await story.official('chuyenvien.xaydung');
    await late.open('/can-bo');
    await shot(late, 'forest-late-asked');
    assert.match(await main(late), /Quá hạn[\s\S]*Ý kiến của Sở Xây dựng/);
    const leader = await story.official('chutich.tinh');
    await leader.open('/can-bo');
    await shot(leader, 'forest-late-leader');
    assert.match(await main(leader), /Quá hạn[\s\S]*Nhắc hạn: Ý kiến của Sở Xây dựng/);
    const owner = await story.citizen(OWNER);
    await owner.open(`/ho-so/${code}`);
    await shot(owner, 'forest-late-owner');
    assert.match(await main(owner), /Sở Xây dựng chưa trả lời đúng hạn/);
    const way = await owner.page.locator('ol.line > li > ol.line').allInnerTexts();
    assert.match(
      way.join('\n'),
      /Chờ Sở Xây dựng\s+Đang ở đây/,
      'inside the step the four stand beside each other',
    );
    assert.match(way.join('\n'), /Chờ Sở Tài chính:\s+Đã xong/);
  });

  test('it never answers: after ten working days the process goes on without, and the decision is signed', async () => {
    await letPassUntil(story.program, clock, async () => (await fourth()).droppedAt !== null, 30);
    await story.everybodyLeaves();
    const officer = await story.official('chuyenvien.nongnghiep');
    await openFromInbox(officer, code);
    await shot(officer, 'forest-gather');
    assert.match(await main(officer), /Sở Xây dựng\s+Không trả lời đúng hạn; hồ sơ đã đi tiếp/);
    await officer.page.fill('[name="gather.opinions"]', 'Ba sở nhất trí; Sở Xây dựng không trả lời');
    await press(officer, 'Trình ký');
    await doStep(await story.official('chutich.tinh'), code, 'Ký kết quả');
    const owner = await story.citizen(OWNER);
    await owner.open(`/ho-so/${code}`);
    await shot(owner, 'forest-result');
    const link = owner.page.locator('a.btn[href*="/ket-qua/"]');
    const paper = await download(owner, (await link.getAttribute('href')) ?? '', 'forest.pdf');
    assertSigned(paper);
    assert.match(wordsOf(paper), /Du lịch sinh thái Na Hối/);
    assert.match(await checked(await story.anyone(), paper), /Chữ ký hợp lệ, văn bản còn nguyên/);
  });

  test('the ledger of all this verifies', () => assertProven(story.program));

  test('no page failed, complained, or asked another site for anything', () =>
    assert.deepEqual(story.faults(), []));
});
