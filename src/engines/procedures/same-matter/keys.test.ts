import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type SameMatter, unknownAnswers } from './definition.ts';
import { matterKeys } from './keys.ts';

const birth: SameMatter = {
  matter: 'birth',
  ways: [
    { child: 'child.name', born: 'child.birthDate', 'mother-number': 'mother.personalNumber' },
    { child: 'child.name', born: 'child.birthDate', mother: 'mother.name' },
  ],
  once: true,
};
/** Another form, which asks the same elsewhere. */
const bundle: SameMatter = {
  ...birth,
  ways: [{ 'mother-number': 'parent.number', born: 'baby.day', child: 'baby.called' }],
};
const said = {
  child: { name: 'Giàng A Phử', birthDate: '2026-11-01' },
  mother: { name: 'Vàng Thị Dợ', personalNumber: '010191000172' },
};

test('the same child in two forms of two procedures has a key in common, however it was typed', () => {
  const other = {
    baby: { called: '  GIÀNG  a phử '.normalize('NFD'), day: '2026-11-01' },
    parent: { number: '010191000172' },
  };
  const [byNumber, byName] = matterKeys(birth, said);
  assert.deepEqual(matterKeys(bundle, other), [byNumber]);
  assert.notEqual(byNumber, byName);
});

test('what differs in an answer, in its tone marks or in its matter is another', () => {
  const [key] = matterKeys(birth, said);
  const of = (child: Record<string, unknown>, same = birth) =>
    matterKeys(same, { ...said, child: { ...said.child, ...child } })[0];
  assert.notEqual(of({ name: 'Giàng A Phứ' }), key);
  assert.notEqual(of({ birthDate: '2026-11-02' }), key);
  assert.notEqual(of({}, { ...birth, matter: 'death' }), key);
});

test('a way in which something was not said tells nothing', () => {
  assert.equal(matterKeys(birth, { ...said, mother: { name: 'Vàng Thị Dợ' } }).length, 1);
  assert.deepEqual(matterKeys(birth, { child: said.child, mother: { name: '  ' } }), []);
  assert.deepEqual(matterKeys(null, said), []);
});

test('each item of a repeating group is a matter of its own', () => {
  const plots: SameMatter = {
    matter: 'plot',
    ways: [{ commune: 'place.commune', sheet: 'plots.sheet', number: 'plots.number' }],
    once: true,
  };
  const of = (...plotsSaid: Array<[number, number]>) =>
    matterKeys(plots, {
      place: { commune: '02953' },
      plots: plotsSaid.map(([sheet, number]) => ({ sheet, number })),
    });
  assert.equal(of([1, 20], [1, 21]).length, 2);
  assert.deepEqual(of([1, 21]), of([1, 20], [1, 21]).slice(1));
  assert.notDeepEqual(of([12, 1]), of([1, 21]));
});

test('whatever is said, there are no more keys than ways, and the order in which a way is written does not matter', () => {
  const turned: SameMatter = {
    ...birth,
    ways: birth.ways.map(w => Object.fromEntries(Object.entries(w).reverse())),
  };
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string(), (name, birthDate, mother) => {
      const data = { child: { name, birthDate }, mother: { name: mother, personalNumber: mother } };
      const keys = matterKeys(birth, data);
      assert.ok(keys.length <= 2);
      assert.deepEqual(matterKeys(turned, data), keys);
    }),
  );
});

test('an answer that the form does not ask is named', () => {
  assert.deepEqual(unknownAnswers(birth, { 'child.name': {}, 'child.birthDate': {}, 'mother.name': {} }), [
    'mother.personalNumber',
  ]);
  assert.deepEqual(unknownAnswers(null, {}), []);
});

test('what was corrected is known beside what was declared, and however much of it there is no more than a row holds', () => {
  const corrected = { ...said, child: { ...said.child, name: 'Giàng A Phú' } };
  const both = matterKeys(birth, corrected, said);
  assert.deepEqual(both, [...matterKeys(birth, corrected), ...matterKeys(birth, said)]);
  const plots: SameMatter = { matter: 'plot', ways: [{ number: 'plots.number' }], once: true };
  const of = (from: number) => ({ plots: Array.from({ length: 20 }, (_, i) => ({ number: from + i })) });
  assert.deepEqual(matterKeys(plots, of(100), of(1)), matterKeys(plots, of(100)));
});
