import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readOptions } from './field/options.ts';
import { codeMissing, fixedFor, withCodes } from './fixed-codes.ts';

test('an answer that a card fills, or that says how a result goes out, has the code by which it is known', () => {
  const made = (typed: string, from: string[], use?: string) => {
    const fixed = fixedFor(from, use);
    assert.ok(fixed);
    const options = withCodes(readOptions(typed, undefined), fixed);
    return [options.map(o => o.value ?? '?').join(' '), codeMissing(options, fixed)];
  };
  assert.deepEqual(made('Nam\nNữ', ['card.sex']), ['male female', undefined]);
  assert.deepEqual(made('Nữ\nNam\nKhác', ['', 'profile.sex']), ['female male ?', undefined]);
  assert.deepEqual(made('nam = Nam\nNữ', ['card.sex']), ['nam female', 'Nam']);
  assert.deepEqual(made('Ông\nBà', ['card.sex']), ['? ?', 'Ông']);
  assert.deepEqual(made('Bản điện tử\nTại quầy\nQua bưu chính', [], 'delivery'), [
    'electronic counter post',
    undefined,
  ]);
  assert.deepEqual(made('Tại quầy\nNhờ người quen', [], 'delivery'), ['counter ?', 'Nhờ người quen']);
  assert.equal(fixedFor(['card.name'], 'owner'), undefined);
});
