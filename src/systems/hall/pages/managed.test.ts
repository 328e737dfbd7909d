import assert from 'node:assert/strict';
import { test } from 'node:test';
import { organisation } from '#engines/organisation';
import { testCtx } from '#test/ctx';
import { placeFirst } from './managed.ts';

test('offices of one kind are told apart by what stands first; any other name is as it was', () => {
  const ctx = testCtx({ modules: [organisation] });
  const kind = 'service-centre';
  const name = 'Trung tâm Phục vụ hành chính công phường Sa Pa';
  assert.equal(placeFirst(ctx, { name, kind }), 'Phường Sa Pa – Trung tâm Phục vụ hành chính công');
  assert.equal(placeFirst(ctx, { name: 'Trung tâm PVHCC Sa Pa', kind }), 'Trung tâm PVHCC Sa Pa');
});
