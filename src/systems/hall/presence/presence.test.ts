import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { isPresent, presenceAt, WINDOW_SECONDS } from './code.ts';
import { newPass, readPass, writePass } from './pass.ts';

const key = Buffer.alloc(32, 1);
const HALL = '01a20000-0000-7000-8000-000000000001';
const at = (seconds: number) => new Date(1_796_000_000_000 + seconds * 1_000);

test('the code of a hall is good while it is shown and a few minutes on, in that hall, and not before', () => {
  const last = 2 * WINDOW_SECONDS;
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 100_000 }), fc.integer({ min: 0, max: 3_000 }), (start, later) => {
      const { code, digits } = presenceAt(key, HALL, at(start));
      for (const given of [code, digits, `${digits.slice(0, 3)} ${digits.slice(3)}`]) {
        if (later <= last) assert.ok(isPresent(key, HALL, given, at(start + later)), `${later} s later`);
        if (given === code && later >= 3 * WINDOW_SECONDS)
          assert.ok(!isPresent(key, HALL, given, at(start + later)), `still good ${later} s later`);
      }
      assert.ok(!isPresent(key, HALL, code, at(start - 3 * WINDOW_SECONDS)), 'before it was shown');
      assert.ok(!isPresent(key, HALL.replace(/1$/, '2'), code, at(start)), 'in another hall');
      assert.ok(!isPresent(Buffer.alloc(32, 2), HALL, code, at(start)), 'of another installation');
    }),
  );
  for (const given of ['', ' ', '000', 'x'.repeat(5_000)]) assert.ok(!isPresent(key, HALL, given, at(0)));
  const { digits } = presenceAt(key, HALL, at(0));
  assert.match(digits, /^\d{6}$/);
});

test('a pass is believed only as we wrote it, and keeps the name of its telephone', () => {
  const pass = newPass(undefined, HALL, at(0));
  const cookie = writePass(key, pass);
  assert.deepEqual(readPass(key, cookie), pass);
  assert.equal(newPass(pass, HALL, at(60)).holder, pass.holder);
  assert.notEqual(newPass(undefined, HALL, at(0)).holder, pass.holder);
  const [holder, agency, seconds, mac] = cookie.split('.');
  for (const forged of [
    undefined,
    '',
    'a.b.c.d',
    `${holder}.${agency}.${Number(seconds) + 3_600}.${mac}`,
    `${randomBytes(24).toString('base64url')}.${agency}.${seconds}.${mac}`,
    `${holder}.${HALL.replace(/1$/, '2')}.${seconds}.${mac}`,
    `${cookie}.x`,
  ])
    assert.equal(readPass(key, forged), undefined, forged);
});
