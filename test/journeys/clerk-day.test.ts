import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import * as OTPAuth from 'otpauth';
import type { Browser } from 'playwright-core';
import { casesService, findDossierByCode, loadProcedure, submit } from '#engines/cases';
import { openBrowser } from '#test/axe';
import { DESK, look, type Person, person } from '#test/person';
import { startProgram, type TestProgram } from '#test/program';
import { signInOfficial } from '#test/sign-in';
import { asRead } from '#test/visit';
import { examine } from '../conformance/support/examine.ts';
import { fillDraft, sendDraft, signedIn } from '../security/support/world.ts';
import { enter, tabTo } from './support/keyboard.ts';
import { assertProven } from './support/ledger.ts';

describe('journeys: a clerk’s day at the keyboard', () => {
  // Cấp bản sao trích lục hộ tịch, with the standard form.
  const COPY = '2.000635';
  const INTAKES = 20;
  const ONLINE = 25;
  const SUPPLEMENTS = 5;
  const SIGNED = INTAKES + ONLINE - SUPPLEMENTS;

  let program: TestProgram;
  let browser: Browser;
  let clerk: Person;
  let officer: Person;
  let chairman: Person;
  const somebody = async (user: string): Promise<Person> => {
    const who = await person(browser, program, { size: DESK, bypassCSP: true });
    await who.context.addInitScript('globalThis.print = () => undefined');
    await signInOfficial(who, user);
    return who;
  };

  before(async () => {
    [program, browser] = await Promise.all([startProgram(), openBrowser()]);
    clerk = await somebody('motcua.bacha');
    officer = await somebody('hotich.bacha');
    chairman = await somebody('chutich.bacha');
    await sentOnline();
  });
  after(async () => {
    await browser?.close();
    await program?.stop();
  });

  /** What came in overnight: one filled in and sent as people do, the others of the same kind by the same code. */
  async function sentOnline(): Promise<void> {
    const { env } = program;
    const mine = await signedIn(program, '+84912345678');
    const { code } = await sendDraft(program, mine, await fillDraft(mine, COPY));
    const dossier = (await findDossierByCode(env.db, code)) ?? assert.fail();
    const procedure = await loadProcedure(env.db, dossier);
    const { applicantId, phone } = dossier;
    for (let n = 1; n < ONLINE; n++) {
      const name = `Giàng Thị Mỷ ${n}`;
      const applicant = { accountId: applicantId, name, phone, email: null, lang: 'vi' as const };
      const order = { procedure, channel: 'online' as const, data: dossier.data, papers: [], applicant };
      const by = { accountId: applicantId ?? '', postId: null, agencyId: null, at: env.clock.now() };
      await env.db.tx(tx => submit(tx, env.get(casesService), order, by));
    }
  }

  const main = (who: Person) => who.page.locator('main').innerText().then(asRead);
  const press = (who: Person, keys: string) => who.page.keyboard.press(keys);
  const type = (text: string) => clerk.page.keyboard.insertText(text);
  /** Presses a key that leads to another page (the slip that is fetched beside it is none), and waits until that one has the cursor where one goes on. */
  const key = async (name: string) => {
    const came = clerk.page.waitForEvent('framenavigated', frame => frame === clerk.page.mainFrame());
    await press(clerk, name);
    await came;
    await clerk.page.waitForLoadState();
    await clerk.page.waitForFunction('document.activeElement !== document.body');
  };
  const choose = async (name: string, value: string) => {
    await tabTo(clerk, `[name="${name}"]`);
    await press(clerk, 'Space');
    const chosen = () => clerk.page.locator(`[name="${name}"]:checked`).getAttribute('value');
    for (let i = 0; (await chosen()) !== value; i++) {
      assert.ok(i < 10, `${name} has no choice ${value}`);
      await press(clerk, 'ArrowDown');
    }
  };
  /** How many tasks the heading of somebody’s inbox counts. */
  const count = async (who: Person) =>
    Number(/: (\d+) việc/.exec(await who.page.locator('h1').innerText().then(asRead))?.[1]);
  const judged = async (who: Person, name: string) => assert.deepEqual(await examine(who, name), []);

  /** Five neighbours with cards, who come again and again. */
  const cards = ['Lù Thị Sua', 'Vàng Thị Dín', 'Thào Thị Mo', 'Sùng Thị Pà', 'Lý Thị Say'].map(
    (name, i) => `01019100417${i}||${name}|04031991|Nữ|Thôn Na Hối Nùng, xã Bắc Hà, tỉnh Lào Cai|15082021`,
  );

  test('twenty people come to the counter, and the mouse lies still', async () => {
    await clerk.open('/can-bo');
    for (let n = 0; n < INTAKES; n++) {
      await key('F8');
      await type(COPY);
      await key('Enter');
      await key('Enter');
      await type(cards[n % cards.length] ?? '');
      await key('Enter');
      if (n < cards.length) {
        await type(`091122233${n}`);
        await key('Enter');
      }
      await choose('owner.kind', 'self');
      await tabTo(clerk, '[name="request.content"]');
      await type('Bản sao trích lục kết hôn');
      // Whoever wants only the electronic result has it with the signature: nobody of those comes for hers.
      const comes = cards[n % cards.length]?.includes('Vàng Thị Dín');
      await choose('result.way', comes ? 'counter' : 'electronic');
      if (comes) await clerk.page.selectOption('[name="result.centre"]', { label: 'Xã Bắc Hà' });
      assert.equal(await clerk.page.locator('[name="du-giay-to"]').count(), 0, 'her declaration is the form');
      await key('Enter');
      assert.match(clerk.page.url(), /\/xong/, await main(clerk));
    }
    const { n } = await program.env.db.one<{ n: number }>(
      "SELECT count(*)::int AS n FROM cases.dossier WHERE channel = 'counter' AND procedure_code = $1",
      [COPY],
    );
    assert.equal(n, INTAKES);
  });

  test('five of those that came online lack something: each is opened, answered and left by keys', async () => {
    await clerk.open('/can-bo?q=trich+luc&cach-nop=online');
    assert.equal(await count(clerk), ONLINE);
    const supplement = 'form[action$="yeu-cau-bo-sung"]';
    for (let n = 0; n < SUPPLEMENTS; n++) {
      await press(clerk, 'j');
      await enter(clerk);
      await tabTo(clerk, `details:has(${supplement}) > summary`);
      await press(clerk, 'Enter');
      await tabTo(clerk, `${supplement} textarea`);
      await type('Ảnh chụp giấy tờ bị mờ, chụp lại rõ bốn góc.');
      await tabTo(clerk, `${supplement} button`);
      await enter(clerk);
      assert.match(await main(clerk), /Đã yêu cầu bổ sung/);
      await clerk.open('/can-bo?q=trich+luc&cach-nop=online');
    }
    assert.equal(await count(clerk), ONLINE - SUPPLEMENTS);
    await clerk.open('/can-bo?xem=waiting&q=trich+luc');
    assert.equal(await count(clerk), SUPPLEMENTS);
  });

  /** Everything on the page is ticked, a key of the bar is pressed, and what is shown is confirmed. */
  async function allAtOnce(who: Person, act: string, many: number): Promise<void> {
    await press(who, '*');
    const came = who.page.waitForEvent('framenavigated', frame => frame === who.page.mainFrame());
    await press(who, act);
    await came;
    await who.page.waitForLoadState();
    assert.equal(await who.page.locator('tbody input:checked').count(), many);
  }

  /** The key that finishes what the page is for, and the page that comes. */
  async function confirmed(who: Person): Promise<void> {
    const came = who.page.waitForEvent('framenavigated', frame => frame === who.page.mainFrame());
    await press(who, 'F9');
    await came;
    await who.page.waitForLoadState();
  }

  async function ended(who: Person): Promise<string> {
    await who.page.waitForFunction("!document.querySelector('[data-progress]')", undefined, {
      timeout: 60_000,
    });
    return who.page.locator('h1').innerText().then(asRead);
  }

  test('the others are passed on together, by the clerk and by the officer', async () => {
    await clerk.open('/can-bo?q=trich+luc');
    await press(clerk, '?');
    assert.match(await main(clerk), /chọn hết trang/);
    await look(clerk.page, 'inbox-keys');
    await judged(clerk, 'inbox-keys');
    await allAtOnce(clerk, 't', ONLINE - SUPPLEMENTS);
    await judged(clerk, 'bulk-review');
    await confirmed(clerk);
    const online = ONLINE - SUPPLEMENTS;
    assert.equal(await ended(clerk), `Đã chuyển ${online} trong ${online} hồ sơ`);
    // What came over the counter lies before the officer already.
    await officer.open('/can-bo?q=trich+luc');
    assert.equal(await count(officer), SIGNED);
    await allAtOnce(officer, 't', SIGNED);
    await confirmed(officer);
    await ended(officer);
  });

  test('the chairman looks through forty results and signs them with one code', async () => {
    const { page } = chairman;
    await chairman.open('/can-bo?q=trich+luc');
    assert.equal(await count(chairman), SIGNED);
    await allAtOnce(chairman, 's', SIGNED);
    await look(page, 'bulk-review');
    assert.equal(await page.getByRole('link', { name: /Xem trước kết quả/ }).count(), SIGNED);
    const preview = await page
      .getByRole('link', { name: /Xem trước kết quả/ })
      .first()
      .getAttribute('href');
    const answer = await chairman.context.request.get(program.url + preview);
    assert.equal(answer.headers()['content-type'], 'application/pdf');
    // His second factor was shown when he came this morning.
    await program.env.db.run("UPDATE identity.session SET stepped_up_at = stepped_up_at - interval '1 hour'");
    await program.env.db.run('UPDATE identity.totp SET last_step = last_step - 120');
    await confirmed(chairman);
    assert.match(page.url(), /\/tai-khoan\/xac-nhan/);
    const account = program.accounts.officials.find(o => o.user === 'chutich.bacha') ?? assert.fail();
    const totp = new OTPAuth.TOTP({ secret: OTPAuth.Secret.fromBase32(account.totpSecret) });
    await tabTo(chairman, 'input[autocomplete="one-time-code"]');
    await page.keyboard.insertText(totp.generate({ timestamp: program.env.clock.now().getTime() }));
    await enter(chairman);
    assert.match(page.url(), /\/can-bo\/hang-loat\//, await main(chairman));
    await confirmed(chairman);
    await look(page, 'bulk-running');
    assert.equal(await ended(chairman), `Đã ký ${SIGNED} trong ${SIGNED} kết quả`);
    await look(page, 'bulk-ended');
    await judged(chairman, 'bulk-ended');
    const { results, signatures } = await program.env.db.one<{ results: number; signatures: number }>(
      `SELECT count(DISTINCT r.id)::int AS results, count(s.*)::int AS signatures FROM cases.result r
       JOIN cases.dossier d ON d.id = r.dossier_id JOIN trust.signature s ON s.sha256 = r.sha256 WHERE d.procedure_code = $1`,
      [COPY],
    );
    assert.deepEqual(
      [results, signatures],
      [SIGNED, 2 * SIGNED],
      'each by the person and by the office, once',
    );
    await chairman.open('/can-bo?q=trich+luc');
    assert.equal(await count(chairman), 0);
  });

  test('a neighbour comes for hers: it is handed over at the counter', async () => {
    await clerk.open('/can-bo');
    await press(clerk, '/');
    await type('vang thi din');
    await enter(clerk);
    await press(clerk, 'j');
    await enter(clerk);
    await press(clerk, 'F2');
    await enter(clerk);
    await clerk.page.waitForFunction("document.activeElement.name === 'kiem'");
    await type('010191004171');
    await enter(clerk);
    await clerk.page
      .waitForURL('**xong=handed-over-counter**')
      .catch(async () => assert.fail(await main(clerk)));
    assert.match(await main(clerk), /Vàng Thị Dín/);
  });

  test('the ledger of the day verifies, and no page failed', async () => {
    await assertProven(program);
    assert.deepEqual([...clerk.faults, ...officer.faults, ...chairman.faults], []);
  });
});
