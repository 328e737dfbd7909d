import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testCtx } from '#test/ctx';
import { ui } from '#ui';
import { defineForm } from '../define/define-form.ts';
import { forms } from '../module.ts';
import { libraryCard } from '../testing/library-card.ts';
import type { FormData } from '../types.ts';
import type { DrawOptions } from './draw-options.ts';
import { renderFormPage } from './form-page.ts';

// The communes, which are asked of the database, stand on another page.
const form = defineForm({
  ...libraryCard,
  pages: libraryCard.pages.map(page => ({
    ...page,
    fields:
      page.id === 'more'
        ? [...page.fields, 'reader.commune']
        : page.fields.filter(path => path !== 'reader.commune'),
  })),
});
const ctxs = { vi: testCtx({ modules: [ui, forms] }), en: testCtx({ modules: [ui, forms], lang: 'en' }) };
const drawn = async (data: FormData, options: DrawOptions & { lang?: 'vi' | 'en'; error?: string } = {}) => {
  const errors = options.error ? [{ path: 'reader.sex', message: options.error }] : [];
  return String(await renderFormPage(ctxs[options.lang ?? 'vi'], form, 'reader', data, errors, options));
};
const checked = (page: string) =>
  [...page.matchAll(/name="reader\.sex"[^>]* value="(\w+)"[^>]* checked/g)].map(m => m[1]);

test('fields are kept as they look, and nobody is shown the answer of another, nor his name', async () => {
  const first = await drawn({ reader: { name: 'Giàng Thị Mỷ', sex: 'female' } });
  assert.deepEqual(checked(first), ['female']);
  const other = await drawn({ reader: { name: 'Lý Văn Páo', sex: 'male' } });
  assert.deepEqual(checked(other), ['male']);
  assert.doesNotMatch(other, /Giàng Thị Mỷ/);
  const blank = await drawn({});
  assert.deepEqual(checked(blank), []);
  assert.doesNotMatch(blank, /Lý Văn Páo|Giàng Thị Mỷ/);
  assert.equal(await drawn({ reader: { name: 'Giàng Thị Mỷ', sex: 'female' } }), first);
});

test('what is wrong with a field, where its answer came from and the language are told each time', async () => {
  const plain = await drawn({ reader: { sex: 'female' } });
  const refused = await drawn({ reader: { sex: 'female' } }, { error: 'Chọn giới tính' });
  assert.match(refused, /Chọn giới tính/);
  const known = await drawn({ reader: { sex: 'female' } }, { sources: { 'reader.sex': 'căn cước' } });
  assert.match(known, /căn cước/);
  assert.match(await drawn({ reader: { sex: 'female' } }, { lang: 'en' }), /optional|Male|Female|Sex/);
  assert.equal(await drawn({ reader: { sex: 'female' } }), plain);
});
