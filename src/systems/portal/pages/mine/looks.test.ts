import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testCtx } from '#test/ctx';
import { ui } from '#ui';
import { portal } from '../../module.ts';
import { readerWords } from './looks.ts';

test('who looked is called by post and agency, whose name is said once; who stood in is told apart', () => {
  const ctx = testCtx({ modules: [ui, portal] });
  const said = (post: string | null, agency: string | null, byDelegation = false) =>
    readerWords(ctx, { post, agency, byDelegation, delegate: null });
  const [post, agency] = ['Chủ tịch Ủy ban nhân dân', 'Ủy ban nhân dân xã Bắc Hà'];
  assert.equal(said(post, agency), 'Chủ tịch Ủy ban nhân dân xã Bắc Hà');
  assert.equal(said('Văn thư', agency), `Văn thư, ${agency}`);
  assert.equal(said(post, agency, true), `Người được ${post} ủy quyền, ${agency}`);
  assert.equal(said(null, agency), agency);
  assert.equal(said(null, null), null);
});
