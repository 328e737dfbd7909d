import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { fold } from '#platform/text';
import { COMMON_WORDS } from '../testing/common-words.ts';
import { distance, isSlip, marksAgree } from './slip.ts';
import { isSyllable } from './syllable.ts';

/** Every folded word of the names that the program brings. */
const catalogue = [
  ...new Set(
    readFileSync(new URL('../data/demo-procedures.jsonl', import.meta.url), 'utf8')
      .split('\n')
      .filter(Boolean)
      .flatMap(line => fold((JSON.parse(line) as { name: string }).name).split(' ')),
  ),
];
const vowels = (word: string): string =>
  word
    .replace(/^(?:gi|qu)(?=[aeiouy])/, '')
    .replaceAll('y', 'i')
    .replace(/[^aeiou]/g, '');
const letters = (word: string): string => [...word].sort().join('');

describe('procedures: search/slip', () => {
  test('what can be said in Vietnamese is a syllable, and every word of the catalogue and of every day is', () => {
    for (const word of ['hoc', 'dien', 'nuoc', 'thue', 'nghieng', 'quoc', 'quyen', 'giay', 'gi', 'khuya'])
      assert.ok(isSyllable(word), word);
    for (const word of ['sih', 'zan', 'kahi', 'cty', 'bhyt', 'gplx', 'doannh', 'w', '14', ''])
      assert.ok(!isSyllable(word), word);
    const strange = [...catalogue, ...COMMON_WORDS.flatMap(w => fold(w).split(' '))].filter(
      w => !isSyllable(w),
    );
    assert.deepEqual(
      strange.filter(w => !/\d/.test(w)),
      [],
    );
  });

  test('letters exchanged, lost, doubled, or written by the ear are slips; another word is none', () => {
    const slips =
      'khia khai,kahi khai,sih sinh,sin sinh,hom hon,zan dan,xinh sinh,chu tru,giong dong,nap lap,doang doanh,kinhh kinh';
    for (const [typed = '', word = ''] of slips.split(',').map(pair => pair.split(' ')))
      assert.ok(isSlip(typed, word), `${typed} for ${word}`);
    const others = 'lon con,trau tru,meo mo,hoc hon,dien lien,nuoc cuoc,thue thua,hoi hon,hong con,ma mo';
    for (const [typed = '', word = ''] of others.split(',').map(pair => pair.split(' ')))
      assert.ok(!isSlip(typed, word), `${typed} for ${word}`);
  });

  test('whoever types marks means those, hỏi and ngã aside; what cannot be said, and what has none, may be any', () => {
    assert.ok(!marksAgree('tiệm', 'tiền', 'tiem'));
    assert.ok(!marksAgree('ăn', 'án', 'an'));
    for (const [typed = '', written = ''] of ['tien tiền', 'hôm hôn', 'zân dân', 'hiễm hiểm'].map(p =>
      p.split(' '),
    ))
      assert.ok(marksAgree(typed, written, fold(typed)), typed);
  });

  test('no word of every day is taken for another of the catalogue, but where it is spelt by the ear or its letters changed places', () => {
    for (const typed of COMMON_WORDS.flatMap(w => fold(w).split(' ')))
      for (const word of catalogue.filter(w => w !== typed && isSlip(typed, w)))
        assert.ok(
          vowels(typed) === vowels(word) || letters(typed) === letters(word),
          `${typed} is no slip for ${word}`,
        );
  });

  test('distance counts slips, neighbours exchanged as one', () => {
    assert.equal(distance('khia', 'khai'), 1);
    assert.equal(distance('', 'abc'), 3);
    fc.assert(
      fc.property(fc.string({ maxLength: 8 }), fc.string({ maxLength: 8 }), (a, b) => {
        assert.equal(distance(a, b), distance(b, a));
        assert.equal(distance(a, a), 0);
        assert.ok(distance(a, b) <= Math.max(a.length, b.length));
      }),
    );
  });
});
