import assert from 'node:assert/strict';
import { test } from 'node:test';
import { button } from './component.ts';

test('a button sends its name and value; a link goes nowhere bad', () => {
  assert.equal(
    button({ label: 'Ký & nộp', name: 'act', value: 'sign' }).toString(),
    '<button class="btn" name="act" value="sign">Ký &amp; nộp</button>',
  );
  assert.match(button({ label: 'x', href: 'javascript:alert(1)' }).toString(), /href="#"/);
  assert.match(button({ label: 'x', action: '//evil.example' }).toString(), /formaction="#"/);
});
