import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { attr, html, join, raw, url } from './html.ts';

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(fc.constantFrom('<', '>', '"', "'", '&', '&lt;', '</p>', '<!--', ']]>', 'Mỷ', '\u202e'), {
      maxLength: 8,
    })
    .map(parts => parts.join('')),
);
const plain = (escaped: string) =>
  escaped
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

test('whatever stands in an element comes out as text', () => {
  fc.assert(
    fc.property(text, value => {
      const inside = html`<p>${value}</p>`.toString().slice(3, -4);
      assert.doesNotMatch(inside, /[<>"']/);
      assert.equal(plain(inside), value);
    }),
  );
});

test('whatever stands in an attribute stays in it', () => {
  fc.assert(
    fc.property(text, value => {
      const inside = html`<a title="${value}">`.toString().slice(10, -2);
      assert.doesNotMatch(inside, /[<>"']/);
      assert.equal(plain(inside), value);
      assert.equal(attr('title', value).toString(), ` title="${inside}"`);
    }),
  );
});

test('lists are escaped one by one, pieces of HTML once', () => {
  fc.assert(
    fc.property(fc.array(text), values => {
      const list = html`${values}`.toString();
      assert.equal(list, values.map(v => html`${v}`.toString()).join(''));
      assert.equal(html`${html`${list}`}`.toString(), html`${list}`.toString());
    }),
  );
});

test('what is joined is escaped, and so is what stands between', () => {
  assert.equal(join(['<', html`<b>`, '>'], ' › ').toString(), '&lt; › <b> › &gt;');
  assert.equal(join([], ', ').toString(), '');
  assert.equal(join(['a', 'b'], '<br>').toString(), 'a&lt;br&gt;b');
});

test('nothing prints nothing; true and objects neither', () => {
  assert.equal(html`${null}${undefined}${false}${[]}`.toString(), '');
  assert.equal(
    html`${{ toString: () => '<b>' } as never}`.toString(),
    '',
    'an object that pretends to be text',
  );
  assert.equal(html`${0}`.toString(), '0');
  assert.equal(raw('<b>').toString(), '<b>');
  assert.equal(`${attr('x', true)}${attr('y', false)}${attr('z', 0)}`, ' x z="0"');
});

test('a link leads to the web, to a telephone or to a path of ours, never to a script', () => {
  for (const good of ['/tra-cuu?ma=1', '#f-name', '?t=2', 'https://x.vn/', 'tel:1022', 'mailto:a@b.vn'])
    assert.equal(url(good), good);
  for (const bad of [
    'javascript:alert(1)',
    ' javascript:x',
    'JaVaScRiPt:x',
    '//evil.example',
    '/\\evil.example',
    'data:text/html,x',
    'vbscript:x',
    '',
  ])
    assert.equal(url(bad), '#', bad);
  fc.assert(
    fc.property(text, value => {
      assert.doesNotMatch(url(value), /^\s*(?:javascript|data|vbscript):/i);
    }),
  );
});
