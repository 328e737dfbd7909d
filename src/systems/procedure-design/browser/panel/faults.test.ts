import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faultsByField } from './faults.js';

test('a fault is said at the field in which it is mended, else above the fields', () => {
  const field = (key: string, value: unknown = '') => ({ key, value });
  const fault = (code: string, words: string) => ({ element: 'a', code, words });
  const fields = [field('name', 'Hỏi'), field('area', ''), field('params', '{ what: '), field('message')];
  const { at, elsewhere } = faultsByField(fields, [
    fault('feel-syntax', 'Biểu thức sai.'),
    fault('message-missing', 'Chưa ghi tên tin.'),
    fault('dead-end', 'Không đi tới kết thúc.'),
    fault('bad-share', 'Phần thời hạn.'),
  ]);
  assert.deepEqual(
    [...at],
    [
      ['params', 'Biểu thức sai.'],
      ['message', 'Chưa ghi tên tin.'],
    ],
  );
  assert.deepEqual(elsewhere, ['Không đi tới kết thúc.', 'Phần thời hạn.']);
});
