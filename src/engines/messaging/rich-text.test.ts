import assert from 'node:assert/strict';
import { test } from 'node:test';
import { richText } from './rich-text.ts';

test('a letter as HTML: paragraphs, lists, links that end before the stop, and nothing that was not text', () => {
  assert.equal(
    richText('Chào <b>ông</b> & bà,\ndòng hai\n\n- một\n- hai\n\nXem: https://x.example/a?b=1&c=2.'),
    '<p>Chào &lt;b&gt;ông&lt;/b&gt; &amp; bà,<br>dòng hai</p>\n<ul><li>một</li><li>hai</li></ul>\n' +
      '<p>Xem: <a href="https://x.example/a?b=1&amp;c=2">https://x.example/a?b=1&amp;c=2</a>.</p>',
  );
});
