import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { testCtx } from '#test/ctx';
import { ui } from '../../module.ts';
import { dateField, selectField, textArea, textField } from './component.ts';

const { t } = testCtx({ modules: [ui] });
const unescaped = (text: string) =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

test('a refused field keeps what was typed and tells screen readers why', () => {
  const field = textField(t, {
    name: 'phone',
    label: 'Số',
    hint: 'Gợi ý',
    error: 'Nhập số',
    value: '09',
  }).toString();
  assert.match(field, /aria-invalid="true" aria-describedby="f-phone-h f-phone-e"/);
  assert.match(field, /id="f-phone-h">Gợi ý<.*id="f-phone-e"><span class="vh">Lỗi: <\/span>Nhập số</);
  assert.match(field, /value="09"/);
});

test('a field that nobody has to fill says so', () => {
  assert.match(
    textArea(t, { name: 'x', label: 'Lý do', optional: true }).toString(),
    /Lý do \(không bắt buộc\)/,
  );
});

test('a date opens the keypad with digits, and names its purpose', () => {
  const field = dateField(t, { name: 'born', label: 'Ngày sinh', autocomplete: 'bday' }).toString();
  assert.match(field, /inputmode="numeric" autocomplete="bday"/);
});

test('the chosen option is the only one chosen', () => {
  const options = ['a', 'b', 'c'].map(value => ({ value, label: value }));
  const field = selectField(t, { name: 's', label: 'S', options, value: 'b' }).toString();
  assert.deepEqual(
    [...field.matchAll(/value="(\w)" selected/g)].map(m => m[1]),
    ['b'],
  );
  assert.doesNotMatch(
    selectField(t, { name: 's', label: 'S', options, value: 'zz' }).toString(),
    / selected/,
  );
});

test('a list whose choices have a name for none has no second entry for it', () => {
  const options = [
    { value: '', label: 'Luôn hỏi' },
    { value: 'a', label: 'a' },
  ];
  const field = selectField(t, { name: 's', label: 'S', options, value: 'a' }).toString();
  assert.equal(field.match(/value=""/g)?.length, 1);
  assert.match(field, /Luôn hỏi/);
});

test('whatever is typed comes back as it was, and never as markup', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), value => {
      const input = textField(t, { name: 'x', label: 'x', value }).toString();
      const shown = input.match(/ value="([^"]*)">/)?.[1] ?? '';
      assert.equal(unescaped(shown), value);
      const area = textArea(t, { name: 'x', label: 'x', value }).toString();
      assert.equal(unescaped(area.match(/<textarea[^>]*>\n([^<]*)<\/textarea>/)?.[1] ?? '∅'), value);
    }),
  );
});
