import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Person } from '#test/person';
import { startProgram, type TestProgram } from '#test/program';
import { signInOfficial } from '#test/sign-in';
import { asRead } from '#test/visit';
import { device } from './support/device.ts';

describe('journeys: what is asked for before a provisional receipt, without a network', () => {
  // Whoever says that she is divorced proves it; who never married has nothing to prove.
  const MARITAL_STATUS = '1.004873';
  const ASKED = /Bản án, quyết định ly hôn/;

  let program: TestProgram;
  let folder: string;
  let ha: Person;
  before(async () => {
    [program, folder] = await Promise.all([startProgram(), mkdtemp(path.join(tmpdir(), 'device-'))]);
    ha = await device(program, folder);
    await signInOfficial(ha, 'motcua.bacha');
    await ha.open('/can-bo/khong-mang');
    for (const box of await ha.page.locator('[name="thu-tuc"]:checked').all()) await box.uncheck();
    await ha.page.fill('[name="ma-khac"]', MARITAL_STATUS);
    await press('Tiếp tục');
    await ha.page.waitForURL('**/goi/**');
    await ha.page.fill('[name="mat-khau"]', 'suoi bac ha');
    await ha.page.fill('[name="lai"]', 'suoi bac ha');
    await press('Lưu vào máy này');
    await ha.page
      .getByText(/Đã lưu\./)
      .first()
      .waitFor();
    await ha.open('/can-bo/khong-mang/quay');
    await ha.context.setOffline(true);
  });
  after(async () => {
    await ha?.close();
    await program?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const press = (name: string | RegExp) => ha.page.getByRole('button', { name }).click();
  async function faults(): Promise<string> {
    await press('Nhận hồ sơ, in biên nhận tạm');
    return ha.page.locator('.sum:visible').innerText().then(asRead);
  }

  test('a paper is asked for before the provisional receipt just where the answers ask for it, and no more once it lies there', async () => {
    const unlock = ha.page.locator('[name="mat-khau"]:visible');
    const begin = ha.page.getByRole('button', { name: new RegExp(MARITAL_STATUS) });
    await unlock.or(begin).first().waitFor();
    if (await unlock.count()) {
      await unlock.fill('suoi bac ha');
      await press('Mở khóa');
    }
    await begin.click();
    await ha.page.fill('[name="name"]', 'Giàng Thị Mỷ');
    await ha.page.fill('[name="birthDate"]', '04/03/1991');
    await press('Đi tiếp');
    await ha.page.check('[name="history.status"][value="never"]');
    assert.doesNotMatch(await faults(), ASKED);
    await ha.page.check('[name="history.status"][value="divorced"]');
    assert.match(await faults(), ASKED);
    await ha.page.fill('[name="ban-sao.proof"]', '1');
    assert.doesNotMatch(await faults(), ASKED);
    await ha.page.fill('[name="ban-sao.proof"]', '');
    const all = ha.page.locator('[name="du-giay-to"]');
    if (await all.count()) await all.check();
    assert.match(await faults(), ASKED, 'of this one she did not read when she said that all are there');
    await ha.page.locator('.sum a:visible', { hasText: ASKED }).click();
    assert.equal(await ha.page.locator('[name="ban-sao.proof"]:focus').count(), 1);
  });

  test('whoever has no telephone is not given the electronic result alone: a number in the form is enough, as at the counter', async () => {
    const UNREACHED = /không tra cứu và tải được bản điện tử/;
    await ha.page.check('[name="result.way"][value="electronic"]');
    assert.match(await faults(), UNREACHED);
    await ha.page.fill('[name="contact.phone"]', '0912345678');
    assert.doesNotMatch(await faults(), UNREACHED);
    await ha.page.fill('[name="contact.phone"]', '');
    assert.match(await faults(), UNREACHED);
    await ha.page.locator('.sum a:visible', { hasText: UNREACHED }).click();
    assert.equal(await ha.page.locator('[name="result.way"]:focus').count(), 1);
    await ha.page.check('[name="result.way"][value="post"]');
    assert.doesNotMatch(await faults(), UNREACHED);
  });
});
