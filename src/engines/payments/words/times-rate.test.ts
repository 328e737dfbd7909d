import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dueName, isLineOf, itemName } from './times-rate.ts';

const COPIES = { name: 'Phí mỗi bản', quantity: 2, amount: 16_000, baseAmount: 16_000, exemption: null };

test('the rest of what was paid in part is called the rest, and not the rate twice', () => {
  assert.equal(itemName(COPIES), 'Phí mỗi bản (2 × 8.000 đồng)');
  assert.equal(dueName({ ...COPIES, outstanding: 16_000 }), itemName(COPIES));
  const rest = dueName({ ...COPIES, outstanding: 10_000 });
  assert.equal(rest, 'Phí mỗi bản, phần còn lại của 16.000 đồng');
  assert.equal(dueName({ ...COPIES, outstanding: 10_000 }, 'en'), 'Phí mỗi bản, the rest of 16,000 VND');
  for (const line of ['Phí mỗi bản', itemName(COPIES), rest]) assert.ok(isLineOf(line, COPIES), line);
  assert.ok(!isLineOf('Phí mỗi bản sao', COPIES));
});
