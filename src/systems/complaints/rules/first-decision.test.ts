import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fateOfFirst } from './first-decision.ts';

test('what becomes of the first decision: upheld with what is kept, annulled or changed with what is not; of none, nothing', () => {
  const kept = { decisionNumber: '1/2026', outcome: 'kept' } as const;
  const changed = { decisionNumber: '1/2026', outcome: 'changed' } as const;
  assert.equal(fateOfFirst(kept, 'kept'), 'upheld');
  assert.equal(fateOfFirst(kept, 'changed'), 'annulled');
  assert.equal(fateOfFirst(changed, 'kept'), 'upheld');
  assert.equal(fateOfFirst(changed, 'changed'), 'changed');
  for (const none of [undefined, { decisionNumber: null, outcome: null }])
    assert.equal(fateOfFirst(none, 'changed'), null);
});
