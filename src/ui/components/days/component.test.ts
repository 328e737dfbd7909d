import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testCtx } from '#test/ctx';
import { ui } from '../../module.ts';
import { dayStairs, shortDay } from './component.ts';
import { longRun } from './examples.ts';
import { groupDays } from './group.ts';

const { t } = testCtx({ modules: [ui] });

test('days are named as people write them', () => {
  assert.equal(shortDay(t, '2026-11-13'), 'T6 13/11');
  assert.equal(shortDay(t, '2026-11-15'), 'CN 15/11');
});

test('the steps climb with the days counted, and a day off stays on the ground', () => {
  const list = dayStairs(t, longRun(3)).toString();
  assert.deepEqual(
    [...list.matchAll(/<li class="([^"]*)"/g)].map(m => m[1]),
    ['off', 'off', 'off', 'k1', 'k2', 'k3 due'],
  );
});

test('one day alone is a line of words: it climbs nothing', () => {
  const [day] = longRun(1).slice(-1);
  const line = dayStairs(t, day ? [{ ...day, words: 'Hẹn trả trước 17:00' }] : []).toString();
  assert.match(line, /^<p><b>Thứ \p{Lu}\p{Ll}+ \d\d\/11<\/b> · Hẹn trả trước 17:00<\/p>\n$/u);
});

test('a long limit is grouped by weeks without losing a day', () => {
  const rows = groupDays(longRun(20));
  assert.ok(rows.length <= 12, `${rows.length} rows`);
  assert.equal(rows.at(-1)?.due, true);
  const list = dayStairs(t, longRun(20)).toString();
  assert.match(list, /16\/11–20\/11<\/b><span>Ngày thứ nhất đến thứ 5</);
  assert.match(list, /class="days wide many"/);
  assert.ok(!/k1[1-9]/.test(list), 'no step above the tenth, which the style sheet has');
});
