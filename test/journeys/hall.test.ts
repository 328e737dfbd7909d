import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { openBrowser } from '#test/axe';
import { hallDevice, hallOf } from '#test/hall-device';
import { DESK, look, type Person, person } from '#test/person';
import { startProgram, type TestProgram } from '#test/program';
import { asRead } from '#test/visit';
import { communeOf } from '../api/support.ts';
import type { Client } from '../security/support/client.ts';
import { signedIn } from '../security/support/world.ts';

describe('journeys: the hall', () => {
  let program: TestProgram;
  let browser: Browser;
  let clerk: Client;
  let wall: Person;
  let hall: string;

  before(async () => {
    [program, browser] = await Promise.all([startProgram(), openBrowser()]);
    // The demo has people in the hall of Bắc Hà; in this one nobody has been today.
    clerk = await signedIn(program, 'motcua.laocai');
    const { env, url } = program;
    hall = await hallOf(env, (await communeOf(program, 'Ủy ban nhân dân phường Lào Cai')).agencyId);
    wall = await person(browser, program, { size: DESK });
    const { token } = await hallDevice(env, hall, 'screen');
    await wall.context.addCookies([{ name: 'fs-thiet-bi', value: token, url }]);
  });
  after(async () => {
    await browser?.close();
    await program?.stop();
  });

  test('the screen on the wall shows each number when it is called, by itself', async () => {
    const path = /href="(\/man-hinh\/[0-9a-f-]{36})"/.exec((await clerk.get('/can-bo/quay')).text)?.[1];
    const { page } = wall;
    await wall.open(path ?? assert.fail('no way to the screen'));
    await page.getByText('Chưa gọi số nào hôm nay.').waitFor();
    const listens = page.waitForResponse(r => r.url().endsWith('/song'));
    await page.reload();
    await listens;
    for (const _ of [1, 2]) await clerk.post('/can-bo/quay/phat-so', { nhom: 'A' });
    await page.locator('dd', { hasText: /^2$/ }).waitFor();
    await clerk.post('/can-bo/quay/mo', { so: '4', nhom: 'A' });
    await clerk.post('/can-bo/quay', { viec: 'goi' });
    await page.locator('li.now', { hasText: 'A001' }).waitFor();
    const ve = /name="ve" value="([^"]+)"/.exec((await clerk.get('/can-bo/quay')).text)?.[1] ?? '';
    await clerk.post('/can-bo/quay', { viec: 'xong', ve });
    await clerk.post('/can-bo/quay', { viec: 'goi' });
    await page.locator('li.now', { hasText: 'A002' }).waitFor();
    assert.deepEqual(
      (await page.locator('[data-call]').allInnerTexts()).map(text => text.replace(/\s+/g, ' ')),
      ['A002 Quầy 4', 'A001 Quầy 4'],
    );
    await look(page, 'hall-screen');
    await page.setViewportSize({ width: 1920, height: 1080 });
    await look(page, 'hall-screen-tv');
    assert.equal(
      await page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth'),
      false,
    );
  });

  test('somebody in the hall takes a number by telephone, and is told to which desk; the screen says when its network is away', async () => {
    const phone = await person(browser, program);
    const { page } = phone;
    await phone.open(`/lay-so/${hall}`);
    await page.fill('[name="ma"]', await wall.page.locator('.scan b').innerText().then(asRead));
    await page.getByRole('button', { name: 'Tiếp tục' }).click();
    const listens = page.waitForResponse(r => r.url().endsWith('/song'));
    await page.getByRole('button', { name: /^A/ }).click();
    await listens;
    await page.getByText('Trước Ông/Bà không còn ai').waitFor();
    await wall.context.setOffline(true);
    const ve = /name="ve" value="([^"]+)"/.exec((await clerk.get('/can-bo/quay')).text)?.[1] ?? '';
    await clerk.post('/can-bo/quay', { viec: 'xong', ve });
    await clerk.post('/can-bo/quay', { viec: 'goi' });
    await page.getByText('Mời đến quầy 4').waitFor();
    assert.match(await page.title(), /Mời đến quầy 4/);
    await look(page, 'hall-phone');
    assert.deepEqual(phone.faults, []);
    await phone.close();
    await wall.page.locator('[data-lost]').waitFor();
    await look(wall.page, 'hall-screen-lost');
    await wall.context.setOffline(false);
    await wall.page.locator('li.now', { hasText: 'A003' }).waitFor();
    await wall.page.locator('[data-lost]').waitFor({ state: 'hidden' });
  });
});
