import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { play } from '../testing/play.ts';
import { waitingFor } from './look.ts';
import { ProcessError } from './state.ts';
import { step } from './step.ts';

describe('tasks', () => {
  it('runs a straight line: the officer checks, the leader signs, the process ends with its result', async () => {
    const p = await play({
      nodes: [
        'start s',
        'user check outcomes=approve,reject share=40% act=process',
        'manual sign',
        'end e result=approved',
      ],
      flows: ['s > check', 'check > sign', 'sign > e'],
      lanes: { officer: ['s', 'check'], leader: ['sign', 'e'] },
    });
    const [created] = p.last;
    assert.equal(created?.type, 'create-task');
    assert.deepEqual(created, {
      type: 'create-task',
      token: 1,
      elementId: 'check',
      name: 'check',
      kind: 'user',
      lane: {
        id: 'lane-main-officer',
        name: 'officer',
        role: 'officer',
        level: null,
        agencyKind: null,
        area: null,
      },
      area: null,
      outcomes: ['approve', 'reject'],
      act: 'process',
      form: null,
      share: 0.4,
      ahead: 0,
      escalate: null,
    });
    assert.ok(p.done('check', 'approve'));
    assert.equal(p.at(), 'sign');
    p.done('sign');
    assert.deepEqual(p.state().end, { element: 'e', result: 'approved' });
    assert.deepEqual(p.commands(), ['create-task check', 'create-task sign', 'end e approved']);
  });

  it('knows an outcome by its id and shows it in the words that the file gives it', async () => {
    const p = await play({
      nodes: ['start s', 'user a outcomes=agree=Thống_nhất,reject', 'end e'],
      flows: ['s > a', 'a > e'],
    });
    const a = p.graph.nodes.get('a');
    assert.deepEqual(a?.outcomes, ['agree', 'reject']);
    assert.deepEqual(a?.outcomeWords, { agree: 'Thống_nhất' });
    assert.ok(p.done('a', 'agree'));
  });

  it('refuses an outcome that the task does not name, and takes a second completion as too late', async () => {
    const p = await play({
      nodes: ['start s', 'user a outcomes=yes,no', 'user b', 'end e'],
      flows: ['s > a', 'a > b', 'b > e'],
    });
    assert.throws(() => p.done('a', 'perhaps'), new ProcessError('unknown-outcome', 'a'));
    assert.ok(p.done('a', 'yes'));
    const again = { type: 'task-completed', token: 1, outcome: { outcome: 'yes' } } as const;
    const result = step(p.graph, p.state(), again, { form: {}, dossier: {} });
    assert.equal(result.taken, false);
    assert.equal(result.state, p.state());
  });

  it('keeps at most 2 KB: a long opinion belongs in a paper', async () => {
    const p = await play({
      nodes: ['start s', 'user a', 'user b', 'end e'],
      flows: ['s > a', 'a > b', 'b > e'],
    });
    assert.throws(() => p.done('a', { opinion: 'đ'.repeat(1100) }), new ProcessError('state-too-large', 'a'));
    assert.equal(p.at(), 'a');
  });

  it('calls a service with parameters from the form; its answer can be read by a condition', async () => {
    const p = await play(
      {
        nodes: [
          'start s',
          'service ask service=population-lookup params="{number: form.owner.number}"',
          'exclusive g',
          'user known',
          'user unknown',
          'end e',
        ],
        flows: [
          's > ask',
          'ask > g',
          'g > known: tasks.ask.found = true',
          'g > unknown *',
          'known > e',
          'unknown > e',
        ],
      },
      { owner: { number: '012345678901' } },
    );
    assert.deepEqual(p.last, [
      {
        type: 'call-service',
        token: 1,
        elementId: 'ask',
        service: 'population-lookup',
        params: { number: '012345678901' },
      },
    ]);
    p.answer('ask', { found: true });
    assert.equal(p.at(), 'known');
  });

  it('leaves an uncaught failure with people as an incident; a later answer goes on', async () => {
    const p = await play({ nodes: ['start s', 'service a service=x', 'end e'], flows: ['s > a', 'a > e'] });
    p.fail('a', 'no-answer');
    assert.deepEqual(p.last, [{ type: 'incident', token: 1, elementId: 'a', error: 'no-answer' }]);
    assert.deepEqual(waitingFor(p.graph, p.state()), [
      { for: 'service', token: 1, elementId: 'a', failed: 'no-answer' },
    ]);
    p.answer('a');
    assert.equal(p.state().end?.result, 'completed');
  });

  it('sends and receives messages: asks the police, waits for their reply', async () => {
    const p = await play({
      nodes: ['start s', 'send ask message=request to=police', 'receive reply message=reply', 'end e'],
      flows: ['s > ask', 'ask > reply', 'reply > e'],
    });
    assert.deepEqual(p.commands(), ['send-message ask']);
    assert.equal(p.message('other'), false);
    assert.ok(p.message('reply', { clean: true }));
    assert.deepEqual(p.state().outcomes, { reply: { clean: true } });
    assert.ok(p.state().end);
  });

  it('sends a token down every flow of a task that has several, and those of true conditions', async () => {
    const p = await play(
      {
        nodes: ['start s', 'user a', 'user b', 'user c', 'user d', 'end e'],
        flows: ['s > a', 'a > b', 'a > c: form.n > 1', 'a > d: form.n > 5', 'b > e', 'c > e', 'd > e'],
      },
      { n: 3 },
    );
    p.done('a');
    assert.equal(p.at(), 'b c');
    p.done('b');
    assert.equal(p.state().end, undefined);
    p.done('c');
    assert.ok(p.state().end);
  });
});
