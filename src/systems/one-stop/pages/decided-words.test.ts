import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Story } from '#engines/cases';
import type { Graph } from '#engines/processes';
import { testCtx } from '#test/ctx';
import { ui } from '#ui';
import { oneStop } from '../module.ts';
import { decidedWords } from './decided-words.ts';

test('who refused at a step reads what he noted, not that a step is done; what others did or was taken back is not his', () => {
  const { t } = testCtx({ modules: [ui, oneStop] });
  const visit = { id: 'visit', name: 'Xem', outcomeWords: { fit: 'Phù hợp', unfit: 'Không phù hợp' } };
  const graph = { nodes: new Map([['visit', visit]]) } as unknown as Graph;
  const done = (actor: string, outcome: string, undone = false) => ({
    kind: 'step-done',
    actor,
    undone,
    body: { element: 'visit', outcome },
  });
  const said = (...happenings: object[]) => decidedWords(t, { happenings } as unknown as Story, graph, 'sen');
  const refused = said({ kind: 'moved' }, done('chu', 'fit'), done('sen', 'fit', true), done('sen', 'unfit'));
  assert.match(refused, /^Đã ghi: Không phù hợp\. /);
  assert.match(said(done('chu', 'unfit')), /^Đã xong bước này/);
});
