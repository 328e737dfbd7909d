import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, test } from 'node:test';
import { currentElements, type Graph, type ProcessState, start, step } from '#engines/processes';
import { readProcessFile } from '../store/processes.ts';

const FILES = [
  ['standard-process.bpmn', 'return'],
  ['new-process.bpmn', 'hand_over'],
] as const;
const dossierOf = (delivery: string | null) => ({
  form: {},
  dossier: { channel: 'online', status: 'processing', procedure: '1.001', delivery },
});
type Data = ReturnType<typeof dossierOf>;

/** Ends the one open step. */
function done(graph: Graph, state: ProcessState, outcome: string, data: Data): ProcessState {
  const [at] = currentElements(graph, state);
  const token = state.tokens.find(t => t.at === at)?.id ?? assert.fail(`no token: ${at}`);
  return step(graph, state, { type: 'task-completed', token, outcome: { outcome } }, data).state;
}

for (const [file, handOver] of FILES)
  describe(`the process that procedures begin with: ${file}`, () => {
    let graph: Graph;
    const signed = (data: Data): ProcessState =>
      ['forward', 'propose', 'signed'].reduce(
        (state, outcome) => done(graph, state, outcome, data),
        start(graph, data).state,
      );

    test('may be published with any form: it reads no field', async () => {
      const xml = await readFile(path.join(import.meta.dirname, file), 'utf8');
      graph = await readProcessFile(xml, { fields: [] });
    });

    test('who wants the electronic result only has it with the signature: nobody waits for him at the counter', () => {
      assert.deepEqual(signed(dossierOf('electronic')).end, { element: 'sent', result: 'returned' });
    });

    test('who wants paper, or was not asked, has it handed over', () => {
      for (const delivery of ['counter', 'post', null]) {
        const data = dossierOf(delivery);
        const state = signed(data);
        assert.deepEqual(currentElements(graph, state), [handOver], String(delivery));
        assert.equal(done(graph, state, 'counter', data).end?.element, 'done');
      }
    });

    test('what is sent back goes round, whatever is wanted', () => {
      const data = dossierOf('electronic');
      const proposed = ['forward', 'propose'].reduce(
        (state, outcome) => done(graph, state, outcome, data),
        start(graph, data).state,
      );
      assert.deepEqual(currentElements(graph, done(graph, proposed, 'send-back', data)), ['process']);
    });
  });
