import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Translate } from '#platform/i18n';
import { nothingAsked, takenWords } from './fee-words.ts';

const t = Object.assign(
  (key: string, words: Record<string, string> = {}) =>
    key === 'fees.section.fee' ? `${words.name} ${words.amount}` : `${key} ${words.fees ?? ''}`.trim(),
  { lang: 'vi' as const },
) as unknown as Translate;

test('what the procedure takes is named with its amount, with the words of the law, or alone', () => {
  const fee = { name: 'Phí mỗi bản', amount: 8_000 };
  assert.equal(nothingAsked(t, [fee]), 'fees.section.by-law Phí mỗi bản 8.000 đồng');
  assert.equal(
    nothingAsked(t, [
      { ...fee, amount: null, text: 'theo diện tích' },
      { ...fee, amount: null },
      { name: 'Lệ phí theo thông báo của thuế', amount: null, text: 'Theo thông báo của thuế' },
    ]),
    'fees.section.by-law Phí mỗi bản theo diện tích; Phí mỗi bản; Lệ phí theo thông báo của thuế',
  );
});

test('of what is free nothing is said', () => {
  assert.equal(nothingAsked(t, [{ name: 'Lệ phí', amount: 0 }]), 'fees.section.none');
});

test('who applied reads the published fee while nobody has asked for it, and nothing of what is free', () => {
  const fees = [
    { name: 'Phí mỗi bản', amount: 8_000 },
    { name: 'Lệ phí', amount: 0 },
  ];
  assert.equal(takenWords(t, fees), 'Phí mỗi bản 8.000 đồng');
  assert.equal(takenWords(t, fees.slice(1)), '');
});
