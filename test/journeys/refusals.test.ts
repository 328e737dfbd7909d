import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { findDossierByCode } from '#engines/cases';
import { openBrowser } from '#test/axe';
import { DESK, look, type Person, person } from '#test/person';
import { startProgram, type TestProgram } from '#test/program';
import { signInCitizen, signInHere, signInOfficial, signInOfficialHere } from '#test/sign-in';
import { applyForBirth, BIRTH, begin, draftOf } from './support/birth.ts';
import { assertProven } from './support/ledger.ts';
import { doStep } from './support/office.ts';

describe('journeys: refusals', () => {
  let program: TestProgram;
  let browser: Browser;
  let my: Person;
  let code: string;
  let id: string;
  before(async () => {
    [program, browser] = await Promise.all([startProgram(), openBrowser()]);
    my = await person(browser, program);
    await signInCitizen(my, '+84912345678');
    code = await applyForBirth(my);
    id = (await findDossierByCode(program.env.db, code))?.id ?? assert.fail('no dossier');
  });
  after(async () => {
    await browser?.close();
    await program?.stop();
  });

  /** Posts a form as the browser of this person would, with a token of its own: what is refused is the act. */
  async function post(who: Person, path: string, fields: Record<string, string>): Promise<number> {
    const token = await who.page.locator('input[name="_csrf"]').first().inputValue();
    const answer = await who.context.request.post(program.url + path, {
      form: { _csrf: token, ...fields },
      headers: { origin: program.url },
      maxRedirects: 0,
    });
    return answer.status();
  }

  const taskNow = async () =>
    (
      await program.env.db.one<{ id: string }>(
        "SELECT id FROM work.task WHERE subject_id = $1 AND state = 'open'",
        [id],
      )
    ).id;

  test('to an official of another commune the dossier does not exist', async () => {
    const other = await person(browser, program, { size: DESK });
    await signInOfficial(other, 'hotich.laocai');
    await other.open(`/can-bo?q=${code}`);
    assert.equal(await other.page.locator('table.list').count(), 0);
    assert.equal(await other.open(`/can-bo/ho-so/${id}`), 404);
    await look(other.page, 'not-found-official');
    await other.open('/can-bo');
    const reason = 'Giấy chứng sinh chụp mờ, chụp lại.';
    for (const [path, fields] of [
      [`/can-bo/ho-so/${id}/yeu-cau-bo-sung`, { reason }],
      [`/can-bo/ho-so/${id}/tu-choi`, { reason }],
      [`/can-bo/ho-so/${id}/buoc/${await taskNow()}`, { outcome: 'forward' }],
    ] as const) {
      assert.equal(await post(other, path, fields), 404, path);
    }
    for (const file of ['giay-tiep-nhan.pdf'])
      assert.equal(await other.open(`/can-bo/ho-so/${id}/${file}`), 404);
    await other.close();
  });

  test('a clerk passes the dossier on and may not sign it', async () => {
    const clerk = await person(browser, program, { size: DESK });
    await signInOfficial(clerk, 'motcua.bacha');
    await doStep(clerk, code, 'Đủ giấy tờ, chuyển xử lý');
    assert.equal(await clerk.page.getByRole('button', { name: 'Trình ký' }).count(), 0, 'not offered');
    assert.equal(
      await post(clerk, `/can-bo/ho-so/${id}/buoc/${await taskNow()}`, { outcome: 'propose' }),
      403,
    );
    const officer = await person(browser, program, { size: DESK });
    await signInOfficial(officer, 'hotich.bacha');
    await doStep(officer, code, 'Trình ký');
    for (const who of [clerk, officer]) {
      await who.open(`/can-bo/ho-so/${id}`);
      assert.equal(await who.page.getByRole('button', { name: 'Ký kết quả' }).count(), 0);
      assert.equal(
        await post(who, `/can-bo/ho-so/${id}/buoc/${await taskNow()}`, { outcome: 'signed' }),
        403,
      );
    }
    assert.equal((await findDossierByCode(program.env.db, code))?.status, 'processing');
    await Promise.all([clerk.close(), officer.close()]);
  });

  test('a citizen sees neither another’s dossier nor another’s draft', async () => {
    await begin(my, BIRTH);
    const draft = draftOf(my);
    const hoa = await person(browser, program);
    await signInCitizen(hoa, '+84903456789');
    for (const path of [
      `/ho-so/${code}`,
      `/ho-so/${code}/giay-tiep-nhan.pdf`,
      `/nop/${draft}`,
      `/nop/${draft}/child`,
      `/nop/${draft}/kiem-tra`,
    ]) {
      assert.equal(await hoa.open(path), 404, path);
    }
    await look(hoa.page, 'not-found-citizen');
    await hoa.open('/tai-khoan');
    assert.equal(await post(hoa, `/nop/${draft}/child`, { 'child.name': 'Ai Đó', _revision: '0' }), 404);
    assert.equal(await post(hoa, `/nop/${draft}/bo`, {}), 404);
    assert.equal(await post(hoa, `/ho-so/${code}/rut`, {}), 404);
    // Nor is a citizen let in where officials work, or an official where citizens apply.
    assert.equal(await hoa.open(`/can-bo/ho-so/${id}`), 403);
    await hoa.close();
  });

  test('nobody signed in: led to the right sign-in, and back to where they were going', async () => {
    const citizen = await person(browser, program);
    await citizen.open(`/ho-so/${code}`);
    await signInHere(citizen, '+84912345678');
    assert.equal(new URL(citizen.page.url()).pathname, `/ho-so/${code}`);
    await citizen.close();
    const officer = await person(browser, program, { size: DESK });
    await officer.open(`/can-bo/ho-so/${id}`);
    assert.match(officer.page.url(), /\/can-bo\/dang-nhap\?next=/);
    await signInOfficialHere(officer, 'hotich.bacha');
    assert.equal(new URL(officer.page.url()).pathname, `/can-bo/ho-so/${id}`);
    await officer.close();
  });

  test('a form of another site is refused, and nothing is done', async () => {
    await my.open('/ho-so');
    const answer = await my.context.request.post(`${program.url}/ho-so/${code}/rut`, {
      form: { 'ly-do': 'x' },
      headers: { origin: 'https://evil.example' },
    });
    assert.equal(answer.status(), 403);
    assert.equal((await findDossierByCode(program.env.db, code))?.status, 'processing');
  });

  test('the ledger of all this verifies', () => assertProven(program));
});
