import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TaskFact } from '#engines/processes';
import { whyAlone } from './do-step.ts';

test('a step is passed on with others where nothing has to be said with it, and alone where something has', () => {
  const why = (...facts: Array<Partial<TaskFact>>) => {
    const node = { act: null, outcomes: ['propose', 'unfit'], facts };
    const procedure = { graph: { nodes: new Map([['check', node]]) } };
    return whyAlone('step', procedure as never, { ref: '3', elementId: 'check' } as never);
  };
  const fact = { id: 'what', kind: 'text', label: 'Gì', optional: false } as const;
  assert.equal(why(), null);
  assert.equal(why(fact), 'facts');
  assert.equal(why({ ...fact, optional: true }), null);
  assert.equal(why({ ...fact, when: ['unfit'] }), null, 'said with another outcome');
  assert.equal(why({ ...fact, when: ['propose'] }), 'facts');
  assert.equal(why({ ...fact, optional: true, must: 'form.rare' }), null, 'each dossier says it for itself');
});

test('work is given to others whatever it is, and a warning, which is only read, to nobody', () => {
  const why = (ref: string) => whyAlone('assign', {} as never, { ref } as never);
  for (const ref of ['3', 'refusal:3', 'question:1']) assert.equal(why(ref), null, ref);
  for (const ref of ['escalation:3', 'escalation:away:3']) assert.equal(why(ref), 'not-to-give', ref);
});
