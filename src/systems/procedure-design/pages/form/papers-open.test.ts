import assert from 'node:assert/strict';
import { test } from 'node:test';
import { papersOpen } from './papers-open.ts';

const paper = (id: string, more = {}) => ({
  id,
  name: id,
  original: 1,
  copy: null,
  alreadyHeld: false,
  optional: false,
  ...more,
});
const field = (paper?: string) => ({ label: { vi: 'x' }, class: 'none' as const, ...(paper && { paper }) });

test('a paper that everybody hands in and that no field takes is named; what is held already or asked of some is not', () => {
  const papers = [
    paper('a'),
    paper('b'),
    paper('c', { optional: true }),
    paper('d', { alreadyHeld: true }),
    paper('e'),
  ];
  const form = { fields: { donXin: field('a'), 'papers.b': field(), e: field() } };
  assert.deepEqual(
    papersOpen(papers, form).map(p => p.id),
    ['e'],
  );
});
