import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseProcess } from '#engines/processes';
import type { Ctx } from '#platform/http';
import { processParts } from './process-part.ts';

/** A process of so many steps in a row. */
async function loaded(steps: number) {
  const ids = ['s', ...Array.from({ length: steps }, (_, i) => `t${i}`), 'e'];
  const nodes = ids.map((id, i) =>
    i === 0
      ? '<startEvent id="s"/>'
      : id === 'e'
        ? '<endEvent id="e"/>'
        : `<userTask id="${id}" name="Bước ${i}" fs:role="officer"/>`,
  );
  const flows = ids
    .slice(1)
    .map((id, i) => `<sequenceFlow id="f${i}" sourceRef="${ids[i]}" targetRef="${id}"/>`);
  const { graph } = await parseProcess(
    `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:fs="https://fansipan.vn/bpmn" id="d" targetNamespace="t"><process id="p" isExecutable="true">${nodes.join('')}${flows.join('')}</process></definitions>`,
  );
  return { graph: graph ?? assert.fail('no process') };
}

test('a process that is wider than its column is drawn over the whole page, with a way to it; a short one beside', async () => {
  const ctx = { lang: 'vi', t: (key: string) => key } as unknown as Ctx;
  const dossier = { processState: { tokens: [], outcomes: {}, next: 1 } } as never;
  const short = processParts(ctx, await loaded(2), dossier, 'Ở đây');
  assert.match(String(short.beside), /Ở đây[\s\S]*<svg class="flow"/);
  assert.equal(short.below, null);
  const long = processParts(ctx, await loaded(14), dossier, 'Ở đây');
  assert.doesNotMatch(String(long.beside), /<svg/);
  assert.match(String(long.beside), /Ở đây[\s\S]*href="#so-do"/);
  assert.match(String(long.below), /id="so-do"[\s\S]*<svg class="flow"/);
  assert.match(
    String(long.below),
    /class="entire" id="ca-so-do"[\s\S]*href="#ca-so-do"[\s\S]*href="#so-do"[\s\S]*<svg class="flow"/,
    'taken whole, and as large as it was drawn again, by links alone',
  );
});
