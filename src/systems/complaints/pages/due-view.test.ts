import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testCtx } from '#test/ctx';
import { ui } from '#ui';
import { complaints } from '../module.ts';
import type { Complaint } from '../types.ts';
import { besideChip, standingChip } from './due-view.ts';

test('beside the chip of a complaint stands what the chip does not say already', () => {
  const ctx = testCtx({ modules: [ui, complaints] });
  const at = new Date('2026-12-01T09:00:00+07:00');
  const of = (change: Partial<Complaint>) =>
    besideChip(ctx, {
      takeOnDue: at,
      receivedAt: at,
      carryOutDue: null,
      outcome: null,
      ...change,
    } as Complaint);
  assert.equal(of({ status: 'withdrawn', closedAt: at }), null);
  assert.equal(of({ status: 'declined', closedAt: at }), null);
  assert.equal(of({ status: 'settled', outcome: 'kept', closedAt: at }), 'Đã giải quyết');
  assert.match(of({ status: 'received' }) ?? '', /\S/);
});

test('of a decision that a second one replaced the chip says that, once and without the green of what is done', async () => {
  const ctx = testCtx({ modules: [ui, complaints] });
  const at = new Date('2026-12-01T09:00:00+07:00');
  const settled = {
    status: 'settled',
    outcome: 'changed',
    closedAt: at,
    carryOutDue: at,
    carriedOutAt: null,
  };
  const replaced = { ...settled, replacedBy: 'second', restsFor: null } as unknown as Complaint;
  const chip = String(await standingChip(ctx, replaced));
  assert.match(chip, />Đã được quyết định lần hai thay thế</);
  assert.equal(besideChip(ctx, replaced), 'Thay đổi quyết định');
  const done = { ...replaced, replacedBy: null, carriedOutAt: at };
  const toneOf = (html: string) => html.slice(0, html.indexOf('>'));
  assert.notEqual(toneOf(chip), toneOf(String(await standingChip(ctx, done))));
});
