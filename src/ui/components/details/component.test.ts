import assert from 'node:assert/strict';
import { test } from 'node:test';
import { html } from '../../html.ts';
import { details } from './component.ts';

test('open and closed are told apart by the browser, without script', () => {
  assert.match(
    details({ summary: 'A' }, html`<p>x</p>`).toString(),
    /^<details><summary>A<\/summary>\s*<p>x<\/p><\/details>/,
  );
  assert.match(
    details({ summary: 'A', open: true, why: true }, html``).toString(),
    /^<details class="why" open>/,
  );
});
