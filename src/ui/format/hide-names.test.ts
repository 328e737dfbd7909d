import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hideNames, maskName } from './hide-names.ts';

test('of a name the first letter of each word is left', () => {
  assert.equal(maskName('Giàng Thị Mỷ'), 'G••• T••• M•••');
  assert.equal(maskName('Đặng K’Ủ'), 'Đ••• K•••');
  assert.equal(maskName(maskName('Giàng Thị Mỷ')), 'G••• T••• M•••');
  assert.equal(maskName(''), '');
});

test('a known name is masked in words however it is written; words that only look like a part of it stay', () => {
  const names = ['Giàng Thị Mỷ', 'Lan'];
  const hidden = (text: string) => hideNames(text, names);
  assert.equal(hidden('Giàng Thị Mỷ nộp hai lần'), 'G••• T••• M••• nộp hai lần');
  assert.equal(hidden('GIANG THI MY nop phi'), 'G••• T••• M••• nop phi');
  assert.equal(hidden('trả cho giàng  thị mỷ.'), 'trả cho g•••  t••• m•••.');
  assert.equal(hidden('Giàng Thị Mỷ, Giàng Thị Mỷ'), 'G••• T••• M•••, G••• T••• M•••');
  assert.equal(hidden('Giàng Thị Máy, thị trấn, lan can'), 'Giàng Thị Máy, thị trấn, lan can');
  assert.equal(hideNames('', names), '');
});
