import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { numberFault, personalNumberFault, readPersonalNumber } from './personal-number.ts';

test('sex and year of birth are read from the fourth to the sixth digit', () => {
  assert.deepEqual(readPersonalNumber('010191004172'), { sex: 'female', birthYear: 1991 });
  assert.deepEqual(readPersonalNumber('010068001234'), { sex: 'male', birthYear: 1968 });
  assert.deepEqual(readPersonalNumber('010326001234'), { sex: 'female', birthYear: 2026 });
  assert.equal(readPersonalNumber('01019100417'), undefined);
});

test('a number that cannot be one is told why: no such province, or nobody born yet', () => {
  assert.equal(numberFault('010191004172', '2026-11-20'), null);
  assert.deepEqual(numberFault('003191004172', '2026-11-20'), { which: 'place', digits: '003' });
  assert.deepEqual(numberFault('097191004172', '2026-11-20'), { which: 'place', digits: '097' });
  assert.deepEqual(numberFault('012345678901', '2026-11-20'), { which: 'future', digits: '345', year: 2045 });
  assert.deepEqual(numberFault('999999999999', '2026-11-20'), { which: 'future', digits: '999', year: 2399 });
  assert.equal(numberFault('010326004172', '2026-11-20'), null, 'born this year');
  assert.equal(numberFault('240191000172', '2026-11-20'), null, 'registered abroad');
  assert.equal(numberFault('063245871', '2026-11-20'), null, 'nine digits are for the format');
});

test('what contradicts the card is told by what it contradicts', () => {
  const number = '010191004172';
  assert.equal(personalNumberFault(number, { born: '1991-03-04', sex: 'female' }), null);
  assert.equal(personalNumberFault(number, { born: '1992-03-04' }), 'year');
  assert.equal(personalNumberFault(number, { sex: 'male' }), 'sex');
  assert.equal(personalNumberFault(number, { sex: 'nam' }), 'sex', 'as a choice is worded');
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
        assert.equal(personalNumberFault(number, { born: `${year}-05-06`, sex }), null);
        assert.equal(numberFault(number, '2026-11-20'), null);
        assert.equal(personalNumberFault(number, { born: `${year + 1}-05-06` }), 'year');
      },
    ),
  );
});
