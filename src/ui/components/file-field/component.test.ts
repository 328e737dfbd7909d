import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testCtx } from '#test/ctx';
import { ui } from '../../module.ts';
import { fileField } from './component.ts';

test('a file sent before is named, whatever it is called', () => {
  const { t } = testCtx({ modules: [ui] });
  const kept = [{ name: '<img src=x>.pdf', bytes: 1_258_291 }];
  const field = fileField(t, { name: 'p', label: 'P', kept, multiple: true, accept: 'image/png' }).toString();
  assert.match(field, /Đã có tệp &lt;img src=x&gt;\.pdf <span class="num">\(1,2 MB\)\.</);
  assert.match(field, /type="file" id="f-p" name="p" accept="image\/png" multiple/);
  assert.match(field, /<label class="btn alt" for="f-p" aria-hidden="true">Chọn tệp<\/label><input/);
});
