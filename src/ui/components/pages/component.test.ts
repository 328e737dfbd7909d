import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testCtx } from '#test/ctx';
import { ui } from '../../module.ts';
import { pages } from './component.ts';

const { t } = testCtx({ modules: [ui] });

test('the first page of many leads on, and says how many there are', () => {
  const nav = String(pages(t, { from: 1, to: 50, total: 1601, next: '?t=2' }));
  assert.match(nav, /Hiện 1–50 trong 1\.601\./);
  assert.match(nav, /<a href="\?t=2" rel="next">Xem tiếp<\/a>/);
  assert.doesNotMatch(nav, /rel="prev"/);
});

test('one page needs no way on', () => {
  assert.equal(pages(t, { from: 1, to: 3, total: 3 }), null);
});
