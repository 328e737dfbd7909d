import assert from 'node:assert/strict';
import { test } from 'node:test';
import { beginningOf } from './beginning.ts';

test('a word is found from its beginning, with either i, and what is written short where it stands whole', () => {
  const finds = (typed: string, text: string) => new RegExp(beginningOf(typed)).test(text);
  for (const [typed, text] of [
    ['gia', 'giang thi my'],
    ['mi', 'giang thi my'],
    ['my', 'giang thi mi | khai sinh'],
    ['mi', 'tran minh'],
    ['ly lich tu', 'cap phieu li lich tu phap'],
    ['htx', 'hop tac xa bac ha'],
    ['htx', 'htx bac ha'],
    ['ubnd', 'uy ban nhan dan xa'],
  ] as const)
    assert.ok(finds(typed, text), `${typed} in ${text}`);
  for (const [typed, text] of [
    ['my', 'tran minh'],
    ['iang', 'giang thi my'],
    ['htx', 'hop tac'],
    ['ly lich', 'ly linh lich'],
    ['a%', 'ab'],
  ] as const)
    assert.ok(!finds(typed, text), `${typed} not in ${text}`);
});
