import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { createTranslations } from '#platform/i18n';
import { feeLater } from './fee-later.ts';

const texts = (lang: string) =>
  JSON.parse(readFileSync(path.join(import.meta.dirname, `../../locales/${lang}.json`), 'utf8'));
const t = createTranslations([{ module: 'portal', texts: { vi: texts('vi'), en: texts('en') } }]).of('vi');

test('before sending one reads which fee the agency will ask for, and that nothing is to be paid yet', () => {
  const byText = { name: 'Lệ phí', amount: null, text: '8.000 đồng/bản sao' };
  const certain = { name: 'Phí thẩm định', amount: 150_000 };
  const atOnce = { name: 'Phí cấp bản sao', amount: 20_000, due: 'at-submission' };
  // The page names its fees in the line above: all of them are meant.
  const all = String(feeLater(t, [byText, certain]));
  assert.match(all, /^<p>Gửi hồ sơ chưa phải nộp: cơ quan báo số tiền và cách nộp khi đến lúc\.<\/p>$/);
  const some = String(feeLater(t, [byText, atOnce, certain]));
  assert.match(some, /Lệ phí: 8\.000 đồng\/bản sao; Phí thẩm định: 150\.000 đồng/);
  assert.doesNotMatch(some, /Phí cấp bản sao/);
  assert.match(String(feeLater(t, [{ name: 'Phí khác', amount: null }, atOnce])), /<p>Phí khác\. /);
  assert.equal(feeLater(t, [{ ...certain, due: 'at-submission' }]), null, 'asked for by itself');
  assert.equal(feeLater(t, [{ ...certain, amount: 0 }]), null, 'free');
  assert.equal(feeLater(t, []), null);
});
