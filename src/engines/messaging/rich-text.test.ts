import assert from 'node:assert/strict';
import { test } from 'node:test';
import { letterOf, richText } from './rich-text.ts';

test('a letter as HTML: paragraphs, lists, links that end before the stop, and nothing that was not text', () => {
  assert.equal(
    richText('Chào <b>ông</b> & bà,\ndòng hai\n\n- một\n- hai\n\nXem: https://x.example/a?b=1&c=2.'),
    '<p>Chào &lt;b&gt;ông&lt;/b&gt; &amp; bà,<br>dòng hai</p>\n<ul><li>một</li><li>hai</li></ul>\n' +
      '<p>Xem: <a href="https://x.example/a?b=1&amp;c=2">https://x.example/a?b=1&amp;c=2</a>.</p>',
  );
});

test('a letter is a whole page in its language, as wide as the screen that it is read on, and nobody’s markup', () => {
  const letter = letterOf({ subject: 'Sự cố <1>', body: '- một\n- hai', lang: 'vi' });
  assert.match(letter, /^<!DOCTYPE html><html lang="vi">.*<meta name="viewport" content="width=device-width/);
  assert.match(letter, /<title>Sự cố &lt;1&gt;<\/title>/);
  assert.match(letter, /<ul><li>một<\/li><li>hai<\/li><\/ul>/);
});
