import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tabs } from './component.ts';

test('only the tab one is on is current', () => {
  const items = [
    { href: '/a', label: 'A' },
    { href: '/b', label: 'B', current: true },
  ];
  assert.deepEqual(
    [
      ...tabs({ label: 'x', items })
        .toString()
        .matchAll(/href="([^"]*)" aria-current/g),
    ].map(m => m[1]),
    ['/b'],
  );
});
