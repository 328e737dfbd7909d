import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Translate } from '#platform/i18n';
import { feeWords } from './fee-words.ts';

const t = Object.assign((_: string, { name, amount }: Record<string, string>) => `${name} ${amount}`, {
  lang: 'vi' as const,
}) as unknown as Translate;

test('a fee is named with its amount, with the words of the law, or alone', () => {
  const fee = { name: 'Phí mỗi bản', amount: 8_000 };
  assert.equal(feeWords(t, fee), 'Phí mỗi bản 8.000 đồng');
  assert.equal(feeWords(t, { ...fee, amount: null, text: 'theo diện tích' }), 'Phí mỗi bản theo diện tích');
  assert.equal(feeWords(t, { ...fee, amount: null }), 'Phí mỗi bản');
});
