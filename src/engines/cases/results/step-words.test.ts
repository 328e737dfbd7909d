import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { StepFact, StepFacts } from '#engines/procedures';
import { testCtx } from '#test/ctx';
import { stepWords } from './step-words.ts';

const { t } = testCtx({ modules: [] });
const fact = (id: string, kind: StepFact['kind'], optional = false): [string, StepFact] => [
  `tasks.verify.${id}`,
  { id, kind, label: `Nhãn ${id}`, optional, step: 'Thẩm tra' },
];
const facts: StepFacts = new Map([
  fact('status', 'text'),
  fact('fee', 'money'),
  fact('area', 'number'),
  fact('seen', 'date'),
  fact('note', 'text', true),
]);
const dossier = (outcome?: Record<string, string | number | null>) => ({
  code: 'H38-1',
  processState: { tokens: [], next: 1, outcomes: outcome ? { verify: outcome } : {} },
});

test('a result says what a step has found, each in the words of its kind', () => {
  const said = dossier({
    outcome: 'propose',
    status: 'Độc thân',
    fee: 50_000,
    area: 120.5,
    seen: '2026-11-20',
    note: null,
  });
  const words = (id: string) => stepWords(t, facts, said, `tasks.verify.${id}`);
  assert.deepEqual(['status', 'fee', 'area', 'seen', 'note'].map(words), [
    'Độc thân',
    '50.000 đồng',
    '120,5',
    '20/11/2026',
    '',
  ]);
});

test('what the step never said is never taken from elsewhere: no signature, and a look at the paper says so', () => {
  for (const unsaid of [dossier(), dossier({ outcome: 'propose' })]) {
    assert.throws(() => stepWords(t, facts, unsaid, 'tasks.verify.status'), {
      code: 'RESULT_FACT_MISSING',
      params: { code: 'H38-1', fact: 'Nhãn status', step: 'Thẩm tra' },
    });
    assert.equal(stepWords(t, facts, unsaid, 'tasks.verify.status', true), '(chưa ghi: Nhãn status)');
  }
  assert.throws(() => stepWords(t, facts, dossier(), 'tasks.verify.note'), { code: 'RESULT_FACT_MISSING' });
});
