import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { play } from '../testing/play.ts';
import { ProcessError } from './state.ts';

describe('events', () => {
  it('a timer in the way waits; a date may come from the form', async () => {
    const p = await play(
      { nodes: ['start s', 'catch t date="=form.visit"', 'end e'], flows: ['s > t', 't > e'] },
      { visit: '2026-11-25T08:00:00+07:00' },
    );
    assert.deepEqual(p.last, [
      {
        type: 'start-timer',
        token: 1,
        elementId: 't',
        timer: { kind: 'date', at: '2026-11-25T08:00:00+07:00' },
      },
    ]);
    p.timer('t');
    assert.ok(p.state().end);
  });

  it('a timer whose date the form does not have says so', async () => {
    const model = { nodes: ['start s', 'catch t date="=form.visit"', 'end e'], flows: ['s > t', 't > e'] };
    await assert.rejects(play(model, {}), new ProcessError('timer-without-time', 't'));
  });

  it('an interrupting boundary timer ends the task; a non-interrupting one runs beside it', async () => {
    const model = (beside: string) => ({
      nodes: ['start s', 'user a', `boundary t on=a limit="2 working-day" ${beside}`, 'user remind', 'end e'],
      flows: ['s > a', 'a > e', 't > remind', 'remind > e'],
    });
    const hard = await play(model(''));
    hard.timer('t');
    assert.equal(hard.at(), 'remind');
    assert.deepEqual(hard.commands(), [
      'create-task a',
      'start-timer t',
      'cancel-task a',
      'create-task remind',
    ]);
    const soft = await play(model('beside=yes'));
    soft.timer('t');
    assert.equal(soft.at(), 'a remind');
    assert.equal(soft.timer('t'), false, 'it fires once');
    soft.done('a');
    assert.ok(!soft.commands().includes('cancel-timer t'), 'what has fired needs no cancelling');
    soft.done('remind');
    assert.ok(soft.state().end);
  });

  it('a cycle repeats as often as it says, beside the task', async () => {
    const p = await play({
      nodes: [
        'start s',
        'user a',
        'boundary t on=a cycle=R3/P1D beside=yes',
        'send r message=reminder',
        'end e',
        'end re',
      ],
      flows: ['s > a', 'a > e', 't > r', 'r > re'],
    });
    for (const more of [true, true, true, false]) assert.equal(p.timer('t'), more);
    assert.equal(p.commands().filter(c => c === 'start-timer t').length, 3);
    assert.equal(p.commands().filter(c => c === 'send-message r').length, 3);
    assert.equal(p.at(), 'a');
  });

  it('a cycle of working time starts a span of working time again and again', async () => {
    const p = await play({
      nodes: [
        'start s',
        'user a',
        'boundary t on=a cycle="R2/4 working-hour" beside=yes',
        'send r message=reminder',
        'end e',
        'end re',
      ],
      flows: ['s > a', 'a > e', 't > r', 'r > re'],
    });
    assert.deepEqual(p.graph.nodes.get('t')?.timer, {
      kind: 'cycle',
      times: 2,
      every: { n: 4, unit: 'working-hour' },
    });
    const timers = () => p.last.flatMap(c => (c.type === 'start-timer' ? [c.timer] : []));
    const span = [{ kind: 'limit', limit: { n: 4, unit: 'working-hour' } }];
    assert.deepEqual(timers(), span);
    assert.ok(p.timer('t'));
    assert.deepEqual(timers(), span, 'counted anew from when it fired');
    assert.ok(p.timer('t'));
    assert.deepEqual(timers(), [], 'twice, as it says');
    assert.equal(p.at(), 'a');
  });

  it('a boundary message interrupts or not', async () => {
    const p = await play({
      nodes: [
        'start s',
        'user a',
        'boundary note on=a message=note beside=yes',
        'boundary quit on=a message=quit',
        'user n',
        'user q',
        'end e',
      ],
      flows: ['s > a', 'a > e', 'note > n', 'quit > q', 'n > e', 'q > e'],
    });
    p.message('note');
    p.message('note');
    assert.equal(p.state().tokens.filter(t => t.at === 'n').length, 2);
    p.message('quit');
    assert.equal(p.at(), 'n q');
    assert.equal(p.message('quit'), false);
  });

  it('a failing service leaves by its error event', async () => {
    const p = await play({
      nodes: ['start s', 'service a service=x', 'boundary err on=a error=*', 'user mend', 'end e'],
      flows: ['s > a', 'a > e', 'err > mend', 'mend > e'],
    });
    p.fail('a', 'down');
    assert.equal(p.at(), 'mend');
  });

  it('can be started by a message', async () => {
    const p = await play(
      { nodes: ['start s message=filed', 'user a', 'end e'], flows: ['s > a', 'a > e'] },
      {},
      'filed',
    );
    assert.equal(p.at(), 'a');
  });

  it('throws a message on the way', async () => {
    const p = await play(
      {
        nodes: ['start s', 'throw t message=told to=applicant params="{n: form.n}"', 'end e'],
        flows: ['s > t', 't > e'],
      },
      { n: 4 },
    );
    assert.deepEqual(p.last[0], {
      type: 'send-message',
      elementId: 't',
      name: 'told',
      recipient: 'applicant',
      area: null,
      params: { n: 4 },
      reply: null,
    });
  });
});

describe('asking and being answered', () => {
  const asked = (p: Awaited<ReturnType<typeof play>>) =>
    p.last.flatMap(c => (c.type === 'send-message' ? [{ ...c.reply, area: c.area }] : []));

  it('a message that something awaits expects an answer of that name, with a limit and the clock as the file says', async () => {
    const p = await play(
      {
        nodes: [
          'start s',
          'throw ask message=opinion to=police area=form.from limit="5 working-day" clock=stop',
          'catch hear message=opinion outcomes=agree,disagree',
          'end e',
        ],
        flows: ['s > ask', 'ask > hear', 'hear > e'],
      },
      { from: '02896' },
    );
    assert.deepEqual(asked(p), [
      {
        name: 'opinion',
        scope: null,
        outcomes: ['agree', 'disagree'],
        limit: { n: 5, unit: 'working-day' },
        stopsClock: true,
        area: '02896',
      },
    ]);
    assert.ok(p.message('opinion', { outcome: 'agree' }));
    assert.deepEqual(p.state().outcomes, { hear: { outcome: 'agree' } });
  });

  it('the answer may have a name of its own', async () => {
    const p = await play({
      nodes: [
        'start s',
        'send ask message=question reply=answer to=tax',
        'receive hear message=answer',
        'end e',
      ],
      flows: ['s > ask', 'ask > hear', 'hear > e'],
    });
    assert.equal(asked(p)[0]?.name, 'answer');
  });

  it('of two that ask the same at the same time, the answer goes to the one that asked', async () => {
    const p = await play({
      nodes: ['start s', 'parallel f', 'call one calls=ask', 'call two calls=ask', 'parallel j', 'end e'],
      flows: ['s > f', 'f > one', 'f > two', 'one > j', 'two > j', 'j > e'],
      called: {
        ask: {
          nodes: ['start as', 'send q message=opinion to=tax', 'receive a message=opinion', 'end ae'],
          flows: ['as > q', 'q > a', 'a > ae'],
        },
      },
    });
    const [, second] = asked(p);
    assert.ok(typeof second?.scope === 'number');
    assert.ok(p.message('opinion', { outcome: 'yes' }, second.scope));
    const holder = p.state().tokens.find(t => t.at === 'one');
    assert.ok(holder, 'the first still waits');
    assert.ok(!p.state().tokens.some(t => t.at === 'two'));
  });

  it('an area that the form does not name is said, not guessed', async () => {
    const model = {
      nodes: ['start s', 'throw ask message=m to=police area=form.from', 'end e'],
      flows: ['s > ask', 'ask > e'],
    };
    await assert.rejects(play(model, {}), new ProcessError('area-missing', 'ask'));
  });
});

describe('sub-processes and calls', () => {
  it('nested calls: a called process calls another; tasks stand in the lane of the caller', async () => {
    const p = await play({
      nodes: ['start s', 'call one calls=first', 'user after', 'end e'],
      flows: ['s > one', 'one > after', 'after > e'],
      lanes: { officer: ['s', 'one', 'after', 'e'] },
      called: {
        first: {
          nodes: ['start fs', 'call two calls=second', 'end fe'],
          flows: ['fs > two', 'two > fe'],
          lanes: {},
        },
        second: { nodes: ['start ss', 'user deep', 'end se'], flows: ['ss > deep', 'deep > se'], lanes: {} },
      },
    });
    assert.equal(p.at(), 'one two deep');
    assert.equal(p.last[0]?.type === 'create-task' && p.last[0].lane.role, 'officer');
    p.done('deep');
    assert.equal(p.at(), 'after');
  });

  it('one process called twice at the same time: each call has its own tokens', async () => {
    const p = await play({
      nodes: ['start s', 'parallel f', 'call one calls=ask', 'call two calls=ask', 'parallel j', 'end e'],
      flows: ['s > f', 'f > one', 'f > two', 'one > j', 'two > j', 'j > e'],
      called: {
        ask: { nodes: ['start as', 'user opinion', 'end ae'], flows: ['as > opinion', 'opinion > ae'] },
      },
    });
    assert.equal(p.state().tokens.filter(t => t.at === 'opinion').length, 2);
    p.done('opinion');
    assert.equal(p.at(), 'two j opinion');
    p.done('opinion');
    assert.ok(p.state().end);
  });

  it('a timer on a sub-process interrupts all that is inside', async () => {
    const p = await play({
      nodes: [
        'start s',
        'sub box',
        'start box/bs',
        'parallel box/f',
        'user box/a',
        'service box/b service=x',
        'end box/be',
        'boundary t on=box timer=P10D',
        'user late',
        'end e',
      ],
      flows: ['s > box', 'bs > f', 'f > a', 'f > b', 'a > be', 'b > be', 'box > e', 't > late', 'late > e'],
    });
    p.timer('t');
    assert.equal(p.at(), 'late');
    assert.deepEqual(p.commands().slice(3), ['cancel-task a', 'cancel-service b', 'create-task late']);
  });
});
