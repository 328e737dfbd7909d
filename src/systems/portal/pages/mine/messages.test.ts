import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cases } from '#engines/cases';
import { testCtx } from '#test/ctx';
import { ui } from '#ui';
import { portal } from '../../module.ts';
import { bodyOf } from './messages.ts';

test('a message that asks for money leads to where it is paid, and after it to the dossier', () => {
  const ctx = testCtx({ modules: [ui, cases, portal] });
  const code = '001.18.60.H38-261201-0001';
  const words = { code, result: 'Giấy khai sinh', owed: '16.000 đồng' };
  const ways = { see: `/ho-so/${code}`, pay: `/ho-so/${code}/nop-phi` };
  const html = bodyOf(ctx, {
    key: 'cases.message.result-fee',
    params: { ...words, ...ways },
  }).toString();
  assert.deepEqual(
    [...html.matchAll(/<a[^>]* href="([^"]*)">([^<]*)</g)].map(([, href, label]) => [href, label]),
    [
      [`/ho-so/${code}/nop-phi`, 'trang nộp phí, lệ phí'],
      [`/ho-so/${code}`, 'trang hồ sơ'],
    ],
  );
});
