import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { LIKELY, likenessOf, type PersonFacts } from './likeness.ts';
import { likeNames, nameKeys, oneLetterApart } from './name-key.ts';

const person = (name: string, more: Partial<PersonFacts> = {}): PersonFacts => ({
  name,
  ...{ birthDate: null, sex: null, phone: null, ethnicity: null, areaId: null, address: null, mother: null },
  ...{ number: null, stated: null },
  ...more,
});

test('a name is one name however offices write it', () => {
  for (const [a, b, how] of [
    ['Giàng Thị Mỷ', 'GIÀNG THỊ MỶ', 'same'],
    ['Giàng Thị Mỷ', 'Giang Thi My', 'marks'],
    ['Nguyễn Thị Hoà', 'Nguyễn Thị Hòa', 'marks'],
    ['Đặng Văn Đức', 'Ðặng Văn Ðức', 'marks'],
    ['Giàng Thị Mỷ', 'Mỷ Giàng Thị', 'order'],
    ['Giàng Thị Mỷ', 'Giàng Mỷ', 'filler'],
    ['Thào A Sính', 'Thào Sính', 'filler'],
    ['Sùng Thị Xi', 'Xùng Thị Si', 'sound'],
    ['Giàng A Páo', 'Dàng Páo', 'sound'],
    ['Lý Mỹ', 'Lí Mĩ', 'sound'],
    ['Nguyễn Thị Thu Hoa', 'Nguyễn Thị Hoa', 'part'],
    ['Hoàng Văn Thuận', 'Hoàng Văn Thuân', 'marks'],
    ['Hoàng Văn Thuận', 'Hoàng Văn Thuậ', 'letter'],
  ] as const)
    assert.equal(likeNames(a, b), how, `${a} / ${b}`);
  for (const [a, b] of [
    ['Giàng Thị Mỷ', 'Giàng Thị Mai'],
    ['Giàng A Páo', 'Vàng A Páo'],
    ['Lý Văn', 'Lý Thị'],
    ['Chảo Mẩy', 'Tẩn Mẩy'],
  ] as const)
    assert.equal(likeNames(a, b), undefined, `${a} / ${b}`);
});

test('the same name and birthday are shown, the same name alone is not', () => {
  const born = { birthDate: '1991-03-04' };
  const found = likenessOf(person('Giàng Thị Mỷ', born), person('Giang Thi My', born));
  assert.deepEqual(
    found?.signs.map(s => `${s.fact} ${s.how}`),
    ['name marks', 'birthDate same'],
  );
  assert.equal(likenessOf(person('Giàng Thị Mỷ'), person('Giàng Thị Mỷ')), undefined);
  assert.equal(
    likenessOf(person('Giàng Thị Mỷ', born), person('Giàng Thị Mỷ', { birthDate: '1984-06-22' })),
    undefined,
  );
});

test('who knows his year only is found by what else is known of him', () => {
  const [full, year] = [{ birthDate: '1958-07-19' }, { birthDate: '1958-01-01' }];
  assert.equal(likenessOf(person('Lý Tả Mẩy', full), person('Lý Tả Mẩy', year)), undefined);
  const here = { areaId: 'a' };
  const found = likenessOf(
    person('Lý Tả Mẩy', { ...full, ...here }),
    person('Ly Ta May', { ...year, ...here }),
  );
  assert.deepEqual(
    found?.signs.map(s => `${s.fact} ${s.how}`),
    ['name marks', 'birthDate year', 'area same'],
  );
  assert.equal(found?.score, LIKELY);
});

test('the same number said is shown even under another name; two numbers from cards are two people', () => {
  const born = { birthDate: '1991-03-04', phone: '+84912345678' };
  const said = likenessOf(
    person('Giàng Thị Mỷ', { ...born, number: 'aa' }),
    person('Giàng Thị Mai', { ...born, stated: 'aa' }),
  );
  assert.deepEqual(said?.signs.slice(0, 2), [
    { fact: 'name', how: 'differs', points: 0 },
    { fact: 'number', how: 'same', points: 45 },
  ]);
  const cards = [
    person('Giàng Thị Mỷ', { ...born, number: 'aa' }),
    person('Giàng Thị Mỷ', { ...born, number: 'bb' }),
  ];
  assert.equal(likenessOf(cards[0]!, cards[1]!), undefined);
});

test('an ethnic group is one however it is written', () => {
  const born = { birthDate: '1991-03-04' };
  const how = (a: string, b: string) =>
    likenessOf(
      person('Giàng Mỷ', { ...born, ethnicity: a }),
      person('Giàng Mỷ', { ...born, ethnicity: b }),
    )?.signs.at(-1)?.how;
  assert.equal(how("H'Mông", 'Mông'), 'same');
  assert.equal(how('Dao', 'Tày'), 'differs');
});

test('likeness does not depend on who is looked at first, and alike names share a key', () => {
  const word = fc.constantFrom(
    'Giàng',
    'Dàng',
    'Thị',
    'Văn',
    'A',
    'Mỷ',
    'Mi',
    'Páo',
    'Hoa',
    'Xuân',
    'Đức',
    'Phử',
  );
  const name = fc.array(word, { minLength: 1, maxLength: 4 }).map(words => words.join(' '));
  const day = fc.constantFrom(null, '1990-01-01', '1990-02-03', '1990-03-02', '1985-02-03');
  const any = fc.record({ name, birthDate: day, phone: fc.constantFrom(null, '1', '2') });
  fc.assert(
    fc.property(any, any, (a, b) => {
      const [one, other] = [person(a.name, a), person(b.name, b)];
      assert.deepEqual(likenessOf(one, other), likenessOf(other, one));
      const how = likeNames(a.name, b.name);
      if (how === 'same' || how === 'marks') assert.deepEqual(nameKeys(a.name), nameKeys(b.name));
    }),
  );
});

test('one letter apart', () => {
  for (const [a, b, yes] of [
    ['hoan', 'hoang', true],
    ['hoan', 'hoan', true],
    ['hoan', 'boan', true],
    ['hoan', 'noah', false],
    ['a', 'abc', false],
  ] as const)
    assert.equal(oneLetterApart(a, b), yes, `${a} ${b}`);
});
