import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { ROOT } from '#test/docs';
import { quick, slow } from './mutants.ts';
import { noticed } from './run-mutant.ts';

describe('the tests of guards', () => {
  test('each guard that a mutant takes away is where it is looked for, and so is its test', () => {
    for (const { file, from, tests, fails } of [...quick, ...slow]) {
      assert.equal(readFileSync(path.join(ROOT, file), 'utf8').split(from).length, 2, `${file}: ${from}`);
      assert.ok(
        readFileSync(path.join(ROOT, tests), 'utf8').includes(`test('${fails}`),
        `${tests}: ${fails}`,
      );
    }
  });

  for (const mutant of quick)
    test(`without ${mutant.without} they fail`, async () => {
      const seen = await noticed(mutant);
      assert.ok(seen.noticed, seen.said);
    });
});
