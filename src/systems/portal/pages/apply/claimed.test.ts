import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { Form } from '#engines/forms';
import type { Fee } from '#engines/procedures';
import { createTranslations } from '#platform/i18n';
import { claimedNote } from './claimed.ts';

const texts = (lang: string) =>
  JSON.parse(readFileSync(path.join(import.meta.dirname, `../../locales/${lang}.json`), 'utf8'));
const t = createTranslations([{ module: 'portal', texts: { vi: texts('vi'), en: texts('en') } }]).of('vi');

test('who claims to pay less reads of himself, not only whom it is for; who claims nothing does not', () => {
  const form = { fields: { 'owner.group': { use: 'exemption' } } } as unknown as Form;
  const fee = {
    name: 'Phí thẩm định',
    channels: [],
    amount: 150_000,
    exemptions: [{ who: 'Hộ nghèo', share: 0, grounds: ['poor'] }],
    claimHolds: true,
  } as unknown as Fee;
  const said = (answer: string, ...fees: Fee[]) =>
    String(claimedNote(t, fees, form, { owner: { group: answer } }) ?? '');
  assert.match(said('poor', fee), /khai thuộc diện “Hộ nghèo”: chưa phải nộp Phí thẩm định/);
  assert.match(said('poor', { ...fee, claimHolds: false }), /Cơ quan xem giấy tờ rồi báo số phải nộp/);
  assert.equal(said('none', fee), '');
  assert.equal(said('poor', { ...fee, exemptions: [] }), '');
});
