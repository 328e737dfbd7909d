import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testCtx } from '#test/ctx';
import { ui } from '../../module.ts';
import { deadlineStatus, status } from './component.ts';

const { t } = testCtx({ modules: [ui] });

test('each state has its own colour, icon and words', () => {
  const shown = [
    { minutesLeft: 1020 },
    { minutesLeft: 65 },
    { minutesLeft: -130 },
    { pausedSince: '18/11' },
    { minutesLeft: 9600, daysLeft: 27 },
    { minutesLeft: 90, daysLeft: 0 },
    { minutesLeft: -2400, daysLeft: -7 },
  ].map(d => {
    const text = deadlineStatus(t, d).toString();
    return [
      text.match(/class="st ?(\w*)"/)?.[1],
      text.match(/#i-(\w+)/)?.[1],
      text.match(/svg>(.*)<\/b>/)?.[1],
    ];
  });
  assert.deepEqual(shown, [
    ['', 'ok', 'Còn 2 ngày 1 giờ làm việc'],
    ['soon', 'soon', 'Còn 1 giờ 5 phút làm việc'],
    ['late', 'late', 'Quá hạn 2 giờ 10 phút làm việc'],
    ['hold', 'hold', 'Tạm dừng từ 18/11'],
    ['', 'ok', 'Còn 27 ngày'],
    ['soon', 'soon', 'Còn 1 giờ 30 phút làm việc'],
    ['late', 'late', 'Quá hạn 7 ngày'],
  ]);
});

test('what is new, or done, is no matter of time: it has another sign than a clock', () => {
  const signs = (['ok', 'new', 'done', 'ended'] as const).map(
    tone =>
      status(tone, 'Mới')
        .toString()
        .match(/#i-(\w+)/)?.[1],
  );
  assert.equal(new Set(signs).size, signs.length);
});
