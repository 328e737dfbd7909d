import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testCtx } from '#test/ctx';
import { oneStop } from '../index.ts';
import { doubtsPart } from './doubts-part.ts';

test('whoever checks or signs reads first that two who are to marry are of one sex, and nothing where there is nothing to doubt', () => {
  const ctx = testCtx({ modules: [oneStop] });
  const none = { unmarked: [], otherNumber: null, otherPerson: null, sameSex: false };
  assert.equal(doubtsPart(ctx, none), null);
  const said = String(doubtsPart(ctx, { ...none, unmarked: ['Giang Thi My'], sameSex: true }));
  assert.match(
    said,
    /<li><b>Theo số trên giấy tờ đã khai, người dự định kết hôn cùng giới tính với người yêu cầu\.[\s\S]*khoản 2 Điều 8[\s\S]*<li>[\s\S]*Giang Thi My/,
  );
});
