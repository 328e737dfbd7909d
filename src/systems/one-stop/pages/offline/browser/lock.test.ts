import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { keyFrom, lock, open, openBytes, seal, sealBytes, unlock } from './lock.js';
import { readAnswer, readCard, readDay } from './read.js';

test('what is sealed opens with the key of its pack alone, and what was changed with none', async () => {
  const base64 = randomBytes(32).toString('base64');
  const [key, other] = await Promise.all([keyFrom(base64), keyFrom(randomBytes(32).toString('base64'))]);
  const entered = { entries: [['name', 'Giàng Thị Mỷ']] };
  const sealed = await seal(key, entered);
  assert.deepEqual(await open(key, sealed), entered);
  await assert.rejects(open(other, sealed));
  const body = new Uint8Array(sealed.body.slice(0));
  body[3]! ^= 1;
  await assert.rejects(open(key, { ...sealed, body }));
  const file = await sealBytes(key, Uint8Array.of(1, 2, 3));
  assert.deepEqual(new Uint8Array(await openBytes(key, file)), Uint8Array.of(1, 2, 3));
});

test('the key lies under the password, in whichever form its letters are typed', async () => {
  const base64 = randomBytes(32).toString('base64');
  const locked = await lock(base64, 'suối Bắc Hà'.normalize('NFC'));
  const sealed = await seal(await keyFrom(base64), 'x');
  const key = (await unlock(locked, 'suối Bắc Hà'.normalize('NFD'))) ?? assert.fail();
  assert.equal(await open(key, sealed), 'x');
  assert.equal(await unlock(locked, 'suoi Bac Ha'), undefined);
});

test('days, numbers and cards are read as the counter reads them', () => {
  assert.deepEqual(['4/3/1991', '04031991', '31/02/2026', 'mai'].map(readDay), [
    '1991-03-04',
    '1991-03-04',
    undefined,
    undefined,
  ]);
  assert.equal(readAnswer('money', ['1.500.000']), 1_500_000);
  assert.equal(readAnswer('yes-no', ['no']), false);
  assert.deepEqual(readAnswer('checkboxes', ['a', 'b']), ['a', 'b']);
  assert.equal(readAnswer('text', ['  ']), undefined);
  assert.deepEqual(readCard('010191004172||Giàng Thị Mỷ|04031991|Nữ|Thôn Na Hối|15082021'), {
    personalNumber: '010191004172',
    name: 'Giàng Thị Mỷ',
    birthDate: '04/03/1991',
    sex: 'female',
    address: 'Thôn Na Hối',
  });
  assert.equal(readCard('xin chào'), undefined);
});
