import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testCtx } from '#test/ctx';
import { performance } from './index.ts';
import { keyWords } from './period.ts';

test('a month is counted in Vietnamese and named in English; a year is a year', () => {
  const said = (lang: 'vi' | 'en', key: string) => keyWords(testCtx({ modules: [performance], lang }), key);
  assert.deepEqual(
    [said('vi', '2026-11'), said('en', '2026-11'), said('en', '2026-01'), said('en', '2026')],
    ['tháng 11/2026', 'November 2026', 'January 2026', '2026'],
  );
});
