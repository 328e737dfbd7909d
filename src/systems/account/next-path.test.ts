import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { nextPath } from './next-path.ts';

test('after signing in one comes to a path of ours, whatever a link says', () => {
  assert.equal(nextPath('/ho-so/1?trang=2'), '/ho-so/1?trang=2');
  assert.equal(nextPath('/gui-lai/abc_-1'), '/gui-lai/abc_-1');
  for (const bad of [
    '',
    'ho-so',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    'https://evil.example/',
    'javascript:alert(1)',
    '/..//evil.example',
    '/dang-nhap?next=/dang-nhap',
    '/can-bo/dang-nhap/ma',
  ])
    assert.equal(nextPath(bad), null, JSON.stringify(bad));
});

test('whatever is accepted stays on this host', () => {
  const piece = fc.constantFrom(
    '/',
    '\\',
    '.',
    '..',
    '@',
    ':',
    'evil.example',
    '?',
    '#',
    '\t',
    '\n',
    '%2f',
    'a',
    'http:',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), pieces => {
      const path = nextPath(`/${pieces.join('')}`);
      if (path === null) return;
      assert.ok(path.startsWith('/') && !path.startsWith('//') && !path.includes('\\'));
      assert.equal(new URL(path, 'https://dichvucong.example').host, 'dichvucong.example');
    }),
    { numRuns: 2_000 },
  );
});
