import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { openBrowser } from '#test/axe';
import { DESK, look, type Person, person } from '#test/person';
import { startProgram, type TestProgram } from '#test/program';
import { signInCitizen, signInHere } from '#test/sign-in';
import { asRead } from '#test/visit';
import { BIRTH, BIRTH_PAGES, begin, codeShown, draftOf, fillAll, fillIn, press } from './support/birth.ts';

describe('journeys: drafts', () => {
  const MY = '+84912345678';

  let program: TestProgram;
  let browser: Browser;
  let my: Person;
  let draft: string;
  before(async () => {
    [program, browser] = await Promise.all([startProgram(), openBrowser()]);
    my = await person(browser, program);
    await signInCitizen(my, MY);
    await begin(my, BIRTH);
    draft = draftOf(my);
  });
  after(async () => {
    await browser?.close();
    await program?.stop();
  });

  const name = (who: Person) => who.page.inputValue('[name="child.name"]');
  const dossiers = async () =>
    (await program.env.db.one<{ n: number }>('SELECT count(*)::int AS n FROM cases.dossier')).n;

  test('two tabs on one draft: the second is told, keeps what it typed, and may save it', async () => {
    const other: Person = { ...my, page: await my.context.newPage() };
    await my.open(`/nop/${draft}/child`);
    await other.page.goto(`${program.url}/nop/${draft}/child`);
    await fillIn(my, { ...BIRTH_PAGES.child, 'child.name': 'Giàng A Phử' });
    await press(my);
    await fillIn(other, { ...BIRTH_PAGES.child, 'child.name': 'Giàng A Phủ' });
    await press(other);
    assert.match(await other.page.locator('main').innerText().then(asRead), /vừa được lưu ở một cửa sổ khác/);
    assert.match(
      await other.page.locator('main').innerText().then(asRead),
      /cửa sổ kia đã lưu “Giàng A Phử”/,
    );
    assert.equal(await name(other), 'Giàng A Phủ');
    await look(other.page, 'two-tabs');
    await my.open(`/nop/${draft}/child`);
    assert.equal(await name(my), 'Giàng A Phử', 'the first tab’s is what is kept so far');
    await press(other);
    assert.match(other.page.url(), /\/mother$/);
    await my.page.reload();
    assert.equal(await name(my), 'Giàng A Phủ');
    await other.page.close();
  });

  test('two tabs on different pages of one draft: what both changed is kept, and nobody is asked', async () => {
    const other: Person = { ...my, page: await my.context.newPage() };
    await my.open(`/nop/${draft}/child`);
    await other.page.goto(`${program.url}/nop/${draft}/mother`);
    await fillIn(my, { ...BIRTH_PAGES.child, 'child.name': 'Giàng A Phủ Sinh' });
    await press(my);
    await fillIn(other, { ...BIRTH_PAGES.mother, 'mother.name': 'Giàng Thị Mỷ Hoa' });
    await press(other);
    assert.doesNotMatch(other.page.url(), /\/mother$/);
    await my.open(`/nop/${draft}/child`);
    assert.equal(await name(my), 'Giàng A Phủ Sinh');
    await my.open(`/nop/${draft}/mother`);
    assert.equal(await my.page.locator('[name="mother.name"]').inputValue(), 'Giàng Thị Mỷ Hoa');
    await my.open(`/nop/${draft}/child`);
    await fillIn(my, { ...BIRTH_PAGES.child, 'child.name': 'Giàng A Phủ' });
    await press(my);
    await other.page.close();
  });

  test('the draft goes on on another device', async () => {
    const desk = await person(browser, program, { size: DESK });
    await signInCitizen(desk, MY);
    await desk.open('/ho-so');
    await look(desk.page, 'mine-drafts');
    await desk.page.locator('ul.tasks a').first().click();
    await desk.page.waitForURL(`**/nop/${draft}`);
    await look(desk.page, 'task-list');
    await desk.open(`/nop/${draft}/child`);
    assert.equal(await name(desk), 'Giàng A Phủ');
    await begin(desk, BIRTH);
    assert.equal(draftOf(desk), draft, 'beginning again goes on with it');
    assert.deepEqual(desk.faults, []);
    await desk.close();
  });

  test('a session that is over in mid-form loses nothing that was typed', async () => {
    await my.open(`/nop/${draft}/mother`);
    await fillIn(my, { ...BIRTH_PAGES.mother, 'mother.name': 'Giàng Thị Mỷ' });
    await program.env.db.run(
      `UPDATE identity.session SET seen_at = seen_at - interval '2 days', created_at = created_at - interval '2 days' WHERE kind = 'citizen'`,
    );
    // Nor does the browser bring the session's cookie any more.
    await my.context.clearCookies({ name: 'fs' });
    await press(my);
    assert.match(my.page.url(), /\/dang-nhap\?next=/);
    await signInHere(my, MY);
    assert.match(my.page.url(), /\/gui-lai\//);
    await look(my.page, 'resumed');
    await press(my);
    assert.match(my.page.url(), /\/father$/, 'saved, and on to the next page');
    await my.open(`/nop/${draft}/mother`);
    assert.equal(await my.page.inputValue('[name="mother.name"]'), 'Giàng Thị Mỷ');
  });

  test('submitting twice at once, and going back and submitting again, gives one dossier', async () => {
    const { father = {}, papers = {}, contact = {} } = BIRTH_PAGES;
    await my.open(`/nop/${draft}`);
    await fillAll(my, { father, papers, contact });
    assert.equal(await dossiers(), 0);
    const token = await my.page.locator('main form input[name="_csrf"]').first().inputValue();
    const submit = () =>
      my.context.request.post(`${program.url}/nop/${draft}/kiem-tra`, {
        form: { _csrf: token, 'cam-doan': 'yes' },
        headers: { origin: program.url },
      });
    const answers = await Promise.all([submit(), submit(), submit()]);
    assert.deepEqual(
      [...new Set(answers.map(a => `${a.status()} ${new URL(a.url()).pathname}`))],
      [`200 /nop/${draft}/da-nop`],
    );
    assert.equal(await dossiers(), 1);
    // The page to check is still open in the browser: pressing its button now leads to the same receipt.
    await my.page.check('[name="cam-doan"]');
    await press(my, 'Nộp hồ sơ');
    const code = await codeShown(my);
    await my.page.goBack();
    await my.page.goForward();
    assert.equal(await codeShown(my), code);
    await my.open(`/nop/${draft}/child`);
    assert.match(my.page.url(), /\/da-nop$/, 'what was sent is not changed any more');
    assert.equal(await dossiers(), 1);
  });

  test('no page failed, complained, or asked another site for anything', () =>
    assert.deepEqual(my.faults, []));
});
