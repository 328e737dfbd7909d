import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { TIME_TO_COMPLAIN } from '#engines/cases';
import { fileLimit, type Level, RULES, readRules, settleLimit, takeOnLimit } from './limits.ts';

describe('complaints: time limits of the law', () => {
  test('are data that say where they stand, and that nobody has checked them yet', () => {
    assert.equal(RULES.unverified, true);
    assert.equal(fileLimit(1).law, TIME_TO_COMPLAIN.law);
    assert.equal(fileLimit(1).n, TIME_TO_COMPLAIN.n, 'what a decision says of itself');
    for (const limit of [
      fileLimit(1),
      fileLimit(2),
      takeOnLimit(1),
      settleLimit(2, { complex: true, remote: true }),
    ]) {
      assert.match(limit.article, /^Điều \d+$/);
      assert.match(limit.law, /02\/2011\/QH13/);
      assert.equal(limit.unverified, true);
    }
  });

  test('what is complex or far away, and what comes to the agency above, never has less time', () => {
    const level = fc.constantFrom<Level>(1, 2);
    fc.assert(
      fc.property(level, fc.boolean(), fc.boolean(), (at, complex, remote) => {
        const { n } = settleLimit(at, { complex, remote });
        assert.ok(n >= settleLimit(at, { complex: false, remote }).n);
        assert.ok(n >= settleLimit(at, { complex, remote: false }).n);
        assert.ok(settleLimit(2, { complex, remote }).n >= settleLimit(1, { complex, remote }).n);
      }),
    );
  });

  test('where the law says nothing of the circumstances the plain limit counts', () => {
    const plain = { ...RULES, settle: { first: RULES.settle.first!, second: RULES.settle.second! } };
    assert.equal(settleLimit(1, { complex: true, remote: true }, plain).n, plain.settle.first.n);
    assert.throws(
      () => settleLimit(1, { complex: false, remote: false }, { ...RULES, settle: {} }),
      /settle first/,
    );
  });

  test('a file that is no set of rules is refused, and named', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'rules-'));
    const file = path.join(folder, 'rules.json');
    try {
      for (const wrong of [
        {},
        { ...RULES, unverified: 'yes' },
        { ...RULES, settle: { first: { n: 0, unit: 'calendar-day', article: 'Điều 28' } } },
        { ...RULES, settle: { first: { n: 30, unit: 'weeks', article: 'Điều 28' } } },
      ]) {
        writeFileSync(file, JSON.stringify(wrong));
        assert.throws(() => readRules(file), /rules\.json: no rules of complaints/);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
