import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { openBrowser } from '#test/axe';
import { DESK, look, type Person, person } from '#test/person';
import { startProgram, type TestProgram } from '#test/program';
import type { Client } from '../security/support/client.ts';
import { signedIn } from '../security/support/world.ts';

describe('journeys: the hall', () => {
  let program: TestProgram;
  let browser: Browser;
  let clerk: Client;
  let wall: Person;

  before(async () => {
    [program, browser] = await Promise.all([startProgram(), openBrowser()]);
    clerk = await signedIn(program, 'motcua.bacha');
    wall = await person(browser, program, { size: DESK });
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
});
