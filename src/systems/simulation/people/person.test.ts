import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { numberFault, personalNumberFault, readPhone } from '#engines/forms';
import { randomOf } from '../plan/random.ts';
import { NAMES, PEOPLES } from './names.ts';
import { SAMPLE_PAPER } from './paper.ts';
import { personOf } from './person.ts';

const HOME = { name: 'Bắc Hà', fullName: 'Xã Bắc Hà', kind: 'commune' };
const NAME = /^\p{L}[\p{L}\p{M}]*(?: \p{L}[\p{L}\p{M}]*)*$/u;

test('everybody is of one piece: number, sex and year of birth agree, the telephone is well formed and rings nowhere', () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 1930, max: 2025 }), (seed, year) => {
      const person = personOf(randomOf(seed), HOME, [year, year]);
      const { personalNumber, birthDate: born, sex, phone, name } = person;
      assert.equal(personalNumberFault(personalNumber, { born, sex }), null);
      assert.equal(numberFault(personalNumber, '2026-11-28'), null);
      assert.match(phone, /^095\d{7}$/);
      assert.ok(readPhone(phone));
      assert.match(name, NAME);
      assert.deepEqual(person, personOf(randomOf(seed), HOME, [year, year]));
    }),
  );
});

test('people are named as their people are: all seven in a highland commune and in town, the most frequent as one expects', () => {
  const peoples = (home: typeof HOME) => {
    const counts = new Map<string, number>();
    for (let i = 0; i < 3_000; i++) {
      const { people, family } = personOf(randomOf(`${home.name} ${i}`), home, [1960, 2000]);
      assert.ok(NAMES[people].families.includes(family));
      counts.set(people, (counts.get(people) ?? 0) + 1);
    }
    return [...counts].sort((a, b) => b[1] - a[1]).map(([people]) => people);
  };
  assert.equal(peoples(HOME)[0], 'Hmông');
  const town = peoples({ name: 'Lào Cai', fullName: 'Phường Lào Cai', kind: 'ward' });
  assert.equal(town[0], 'Kinh');
  assert.deepEqual([...town].sort(), [...PEOPLES].sort());
});

test('the paper that is handed in is a PDF that says that it is none', () => {
  const text = SAMPLE_PAPER.toString('latin1');
  assert.match(text, /^%PDF-1\.4\n/);
  assert.match(text, /OF NOBODY/);
  const table = Number(/startxref\n(\d+)/.exec(text)?.[1]);
  assert.equal(text.slice(table, table + 4), 'xref');
});
