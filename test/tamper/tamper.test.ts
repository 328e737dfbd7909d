import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { edits } from './support/edits.ts';
import { type Province, tamperedProvince } from './support/province.ts';
import { tamperMany, verified } from './support/tamper.ts';

describe('a superuser’s edits', () => {
  let province: Province;
  before(async () => {
    province = await tamperedProvince(60);
  });
  after(() => province?.stop());

  test('are found and named, each kind of them; one that does not matter is not', async () => {
    assert.deepEqual(await verified(province.env), []);
    const { outcomes, control, clean } = await tamperMany(province, { count: edits.length, seed: 7 });
    assert.deepEqual(
      outcomes.filter(outcome => !outcome.found),
      [],
    );
    assert.equal(new Set(outcomes.map(outcome => outcome.edit)).size, edits.length);
    assert.equal(control.found, false);
    assert.ok(clean, 'what was put back is as it was');
  });
});
