import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { defineForm, type Form, misfits, standardForm } from '#engines/forms';

const ways = (form: Form) =>
  Object.entries(form.fields).filter(
    ([, f]) => f.use === 'delivery' && f.options?.some(o => o.value === 'post'),
  );

describe('procedures: who wants the result by post says where to', () => {
  const files = globSync('src/systems/*/procedures/*.form.json');
  const forms = [
    standardForm({ papers: [] }),
    ...files.map(file => defineForm(JSON.parse(readFileSync(file, 'utf8')))),
  ].filter(form => ways(form).length > 0);

  test('there are such forms, the one for births among them', () =>
    assert.ok(forms.length > 10 && forms.some(f => f.id.includes('birth'))));

  for (const form of forms)
    test(form.id, () => {
      const [[path] = ['']] = ways(form);
      const [holder = '', field = ''] = path.split('.');
      const missing = (way: string) =>
        misfits(form, { [holder]: { [field]: way } }, '2026-11-28').some(
          m => m.missing && m.path === `${holder}.address`,
        );
      assert.deepEqual([missing('post'), missing('electronic')], [true, false]);
      assert.ok(form.fields[`${holder}.address`]?.prefill, 'and finds what is known of it');
    });
});
