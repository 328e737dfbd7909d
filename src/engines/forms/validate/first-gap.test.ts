import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { birthdayOf, firstGap } from './first-gap.ts';

describe('forms: days that are left out', () => {
  const TODAY = '2026-11-28';

  test('a birthday falls on the day, or the day after where the year has none', () => {
    assert.equal(birthdayOf('1991-03-04', 14), '2005-03-04');
    assert.equal(birthdayOf('2004-02-29', 14), '2018-03-01');
  });

  test('all days since then are to be covered, in whatever order they are written; a month may be forgotten', () => {
    const since = '2005-03-04';
    assert.deepEqual(firstGap([{ from: '2020-01-01', to: TODAY }], since, TODAY), {
      from: since,
      to: '2020-01-01',
    });
    const whole = [
      { from: '2015-02-01', to: TODAY },
      { from: '2004-01-01', to: '2015-01-15' },
    ];
    assert.equal(firstGap(whole, since, TODAY), undefined);
    assert.deepEqual(firstGap([{ from: '2005-03-04', to: '2019-06-30' }], since, TODAY), {
      from: '2019-06-30',
      to: TODAY,
    });
  });

  test('nothing is missing of whoever is not so old yet', () =>
    assert.equal(firstGap([{ from: '2026-01-01', to: TODAY }], '2030-01-01', TODAY), undefined));
});
