import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cases } from '#engines/cases';
import { testCtx } from '#test/ctx';
import { ui } from '#ui';
import { oneStop } from '../module.ts';
import { actsSection } from './acts-section.ts';

test('who does a step is told that others have not answered; who only reads a notice or is asked himself is not', () => {
  const ctx = testCtx({ modules: [ui, cases, oneStop] });
  const told = (ref: string, act: string | null) => {
    const task = { id: 't', ref, elementId: 'e', dueAt: null, dueBasis: null, title: { step: 'Bước' } };
    const question = { toAgency: 'a', outcome: null, answeredAt: null, droppedAt: null, lateAt: new Date(0) };
    return actsSection(ctx, {
      story: {
        dossier: { id: 'd', status: 'supplementing', closedAt: null },
        tasks: [task],
        happenings: [],
        questions: [question],
      },
      facing: [{ taskId: 't' }],
      refusing: { proposal: undefined, paid: 0, own: false },
      outcomesOf: () => ({ act, outcomes: ['done'] }),
      outcomeText: () => 'Xong',
      factFields: new Map(),
      signsFor: new Map(),
      seenOf: new Map(),
      ownAppraisal: new Map(),
      inTheWay: new Map(),
      facts: {},
      more: null,
    } as unknown as Parameters<typeof actsSection>[1]).toString();
  };
  assert.match(told('3', null), /Ý kiến cơ quan khác: 1 chưa trả lời/);
  assert.doesNotMatch(told('late:q', 'notice'), /Ý kiến cơ quan khác/);
});
