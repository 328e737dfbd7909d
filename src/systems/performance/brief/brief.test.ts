import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testCtx } from '#test/ctx';
import { ui } from '#ui';
import { performance } from '../module.ts';
import { agenciesTold, daysTold, othersTold } from './brief.ts';

const { t } = testCtx({ modules: [ui, performance] });

test('on Monday a leader is told of Friday and of what came in since, and how much of it on days off', () => {
  const told = daysTold({ from: '2026-11-27', to: '2026-11-29', received: 31, off: 8 }, t);
  assert.equal(told.yesterday, 'Từ ngày làm việc gần nhất, 27/11/2026, đến hết 29/11/2026, gồm cả ngày nghỉ');
  assert.equal(told.received, 'Tiếp nhận 31 hồ sơ, trong đó 8 hồ sơ vào ngày nghỉ');
});

test('on another morning the day before is told alone', () => {
  const told = daysTold({ from: '2026-11-26', to: '2026-11-26', received: 23, off: 0 }, t);
  assert.deepEqual(told, { yesterday: 'Ngày làm việc trước, 26/11/2026', received: 'Tiếp nhận 23 hồ sơ' });
});

test('where nothing came in on the days off, nothing is said of them', () => {
  const told = daysTold({ from: '2026-11-27', to: '2026-11-29', received: 0, off: 0 }, t);
  assert.equal(told.received, 'Tiếp nhận 0 hồ sơ');
});

test('steps in dossiers of others are told in a line of their own, and nothing where there are none', () => {
  const of = { taken: 9, 'in-time': 13, late: 1, open: 8, soon: 2, 'late-now': 0 };
  const told = othersTold([{ of }, { of }], t);
  assert.equal(
    told.others,
    '\n\nBước làm cho hồ sơ của cơ quan khác: làm đúng hạn 26, trễ hạn 2; sáng nay đang giữ 16, đến hạn hôm nay 4, đang quá hạn 0.',
  );
  assert.equal(told.steps, '; bước cho cơ quan khác: 0 quá hạn, 4 đến hạn hôm nay');
  assert.deepEqual(othersTold([], t), { others: '', steps: '' });
});

test('ten agencies are named, and how much lies at the others is said: the sums of the letter agree', () => {
  const busy = Array.from({ length: 13 }, (_, i) => ({ name: `Xã ${i}`, late: i < 11 ? 1 : 0, today: 2 }));
  const lines = agenciesTold(busy, t).split('\n');
  assert.deepEqual(lines.slice(0, 3), [
    'Cơ quan có hồ sơ quá hạn hoặc đến hạn hôm nay:',
    '',
    '- Xã 0: quá hạn 1, đến hạn hôm nay 2',
  ]);
  assert.equal(lines.length, 13);
  assert.equal(lines.at(-1), '- 3 cơ quan khác: quá hạn 1, đến hạn hôm nay 6');
  assert.match(agenciesTold([], t), /^Không cơ quan nào có hồ sơ quá hạn/);
});
