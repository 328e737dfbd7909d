import assert from 'node:assert/strict';
import { test } from 'node:test';
import { foldTable, scrollTable } from './component.ts';

const props = {
  caption: 'Bảng "A"',
  columns: [{ label: 'Cơ quan' }, { label: 'Đã trả', figures: true }],
  rows: [['Xã <b>', '611']],
};

test('a folded value still says which column it belongs to', () => {
  assert.match(
    foldTable(props).toString(),
    /<tr><th scope="row">Xã &lt;b&gt;<\/th><td class="n" data-l="Đã trả">611<\/td><\/tr>/,
  );
});

test('a table that scrolls is a region with a name, within reach of the keyboard', () => {
  assert.match(scrollTable(props).toString(), /tabindex="0" role="region" aria-label="Bảng &quot;A&quot;"/);
});
