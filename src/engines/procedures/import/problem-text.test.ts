import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTranslations } from '#platform/i18n';
import en from '../locales/en.json' with { type: 'json' };
import vi from '../locales/vi.json' with { type: 'json' };
import { importProblemText } from './problem-text.ts';

const texts = createTranslations([{ module: 'procedures', texts: { vi, en } }], key => assert.fail(key));

test('what is wrong with a channel names it as people do, in their language', () => {
  const fee = { reason: 'fee-unreadable', detail: 'online: ,000 VNĐ' } as const;
  assert.match(importProblemText(texts.of('vi'), fee), /Trực tuyến: ,000 VNĐ/);
  assert.match(importProblemText(texts.of('en'), fee), /Online: ,000 VNĐ/);
  const code = { reason: 'bad-code', detail: 'online' } as const;
  assert.match(importProblemText(texts.of('vi'), code), /“online”/, 'what stood in the file stays as it was');
});
