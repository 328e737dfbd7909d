import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { personalNumberFault, readPersonalNumber } from './personal-number.ts';

test('sex and year of birth are read from the fourth to the sixth digit', () => {
  assert.deepEqual(readPersonalNumber('010191004172'), { sex: 'female', birthYear: 1991 });
  assert.deepEqual(readPersonalNumber('010068001234'), { sex: 'male', birthYear: 1968 });
  assert.deepEqual(readPersonalNumber('010326001234'), { sex: 'female', birthYear: 2026 });
  assert.equal(readPersonalNumber('01019100417'), undefined);
});

test('what contradicts the card is told by what it contradicts', () => {
  const number = '010191004172';
  assert.equal(personalNumberFault(number, { born: '1991-03-04', sex: 'female', today: '2026-11-20' }), null);
  assert.equal(personalNumberFault(number, { born: '1992-03-04' }), 'year');
  assert.equal(personalNumberFault(number, { sex: 'male' }), 'sex');
  assert.equal(personalNumberFault('010699004172', { today: '2026-11-20' }), 'future');
  assert.equal(personalNumberFault(number, { is: 'female' }), null);
  assert.equal(personalNumberFault(number, { is: 'male' }), 'of-female', 'a father is no woman');
  assert.equal(personalNumberFault('x', { born: '1991-03-04' }), null, 'no number, nothing to contradict');
});

test('a number made for a person agrees with that person only', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1900, max: 2026 }),
      fc.constantFrom('male', 'female'),
      fc.integer({ min: 0, max: 999_999 }),
      (year, sex, random) => {
        const digit = 2 * Math.floor((year - 1900) / 100) + (sex === 'female' ? 1 : 0);
        const number = `010${digit}${String(year % 100).padStart(2, '0')}${String(random).padStart(6, '0')}`;
        assert.equal(personalNumberFault(number, { born: `${year}-05-06`, sex, today: '2026-11-20' }), null);
        assert.equal(personalNumberFault(number, { born: `${year + 1}-05-06` }), 'year');
      },
    ),
  );
});
