import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isStuck, waitingFor } from './look.ts';
import { ProcessError } from './state.ts';
import { step, stop } from './step.ts';
import { play } from './testing/play.ts';

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
      lane: { id: 'lane-main-officer', name: 'officer', role: 'officer', level: null, agencyKind: null },
      outcomes: ['approve', 'reject'],
      act: 'process',
      form: null,
      share: 0.4,
    });
    assert.ok(p.done('check', 'approve'));
    assert.equal(p.at(), 'sign');
    p.done('sign');
    assert.deepEqual(p.state().end, { element: 'e', result: 'approved' });
    assert.deepEqual(p.commands(), ['create-task check', 'create-task sign', 'end e approved']);
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

describe('gateways', () => {
  it('exclusive: the first true condition in the order of the file, else the default; null is not true', async () => {
    const model = {
      nodes: ['start s', 'exclusive g', 'user a', 'user b', 'user c', 'end e'],
      flows: ['s > g', 'g > c *', 'g > a: form.n > 10', 'g > b: form.n > 5', 'a > e', 'b > e', 'c > e'],
    };
    assert.equal((await play(model, { n: 20 })).at(), 'a');
    assert.equal((await play(model, { n: 7 })).at(), 'b');
    assert.equal((await play(model, { n: 1 })).at(), 'c');
    assert.equal((await play(model, {})).at(), 'c');
  });

  it('exclusive merge lets every token through', async () => {
    const p = await play({
      nodes: ['start s', 'parallel split', 'user a', 'user b', 'exclusive merge', 'user c', 'end e'],
      flows: ['s > split', 'split > a', 'split > b', 'a > merge', 'b > merge', 'merge > c', 'c > e'],
    });
    p.done('a');
    p.done('b');
    assert.deepEqual(p.commands().filter(c => c === 'create-task c').length, 2);
  });

  it('parallel: four opinions, the join waits for the last', async () => {
    const four = ['a', 'b', 'c', 'd'];
    const p = await play({
      nodes: ['start s', 'parallel f', ...four.map(x => `user ${x}`), 'parallel j', 'user sum', 'end e'],
      flows: ['s > f', ...four.flatMap(x => [`f > ${x}`, `${x} > j`]), 'j > sum', 'sum > e'],
    });
    assert.equal(p.at(), 'a b c d');
    for (const x of ['d', 'b', 'a']) p.done(x);
    assert.equal(p.at(), 'c j');
    p.done('c');
    assert.equal(p.at(), 'sum');
  });

  it('parallel join takes one token from each flow and keeps the surplus', async () => {
    // `a` is merged without synchronisation, so two tokens come by one flow.
    const p = await play({
      nodes: [
        'start s',
        'parallel f',
        'user x',
        'user y',
        'exclusive m',
        'user b',
        'parallel j',
        'user after',
        'end e',
      ],
      flows: [
        's > f',
        'f > x',
        'f > y',
        'f > b',
        'x > m',
        'y > m',
        'm > j',
        'b > j',
        'j > after',
        'after > e',
      ],
    });
    p.done('x');
    p.done('y');
    assert.equal(p.state().tokens.filter(t => t.at === 'j').length, 2);
    p.done('b');
    assert.equal(p.state().tokens.filter(t => t.at === 'j').length, 1);
    assert.equal(p.at(), 'j after');
    p.done('after');
    assert.ok(isStuck(p.graph, p.state()));
  });

  it('inclusive: waits for just the branches that were taken', async () => {
    const model = {
      nodes: ['start s', 'inclusive f', 'user a', 'user b', 'user c', 'inclusive j', 'user after', 'end e'],
      flows: [
        's > f',
        'f > a: form.a',
        'f > b: form.b',
        'f > c *',
        'a > j',
        'b > j',
        'c > j',
        'j > after',
        'after > e',
      ],
    };
    const both = await play(model, { a: true, b: true });
    assert.equal(both.at(), 'a b');
    both.done('a');
    assert.equal(both.at(), 'b j');
    both.done('b');
    assert.equal(both.at(), 'after');
    const one = await play(model, { a: false, b: true });
    one.done('b');
    assert.equal(one.at(), 'after');
    assert.equal((await play(model, {})).at(), 'c');
  });

  it('inclusive join after a loop: waits for the branch that may come back, not for one that cannot', async () => {
    const p = await play({
      nodes: [
        'start s',
        'parallel f',
        'user a',
        'exclusive again',
        'user b',
        'inclusive j',
        'user after',
        'end e',
      ],
      flows: [
        's > f',
        'f > a',
        'f > b',
        'a > again',
        'again > a: tasks.a.outcome = "redo"',
        'again > j *',
        'b > j',
        'j > after',
        'after > e',
      ],
    });
    p.done('b');
    assert.equal(p.at(), 'a j');
    p.done('a', 'redo');
    assert.equal(p.at(), 'a j', 'the loop is still to come to the join');
    p.done('a', 'ok');
    assert.equal(p.at(), 'after');
  });

  it('inclusive join inside a loop does not wait for a token that must pass it first', async () => {
    const p = await play({
      nodes: ['start s', 'inclusive j', 'user a', 'exclusive g', 'end e'],
      flows: ['s > j', 'j > a', 'a > g', 'g > j: tasks.a.outcome = "redo"', 'g > e *'],
    });
    assert.equal(p.at(), 'a');
    p.done('a', 'redo');
    assert.equal(p.at(), 'a');
    p.done('a', 'ok');
    assert.ok(p.state().end);
  });

  it('inclusive join goes on when a waiting branch ends elsewhere', async () => {
    const p = await play({
      nodes: [
        'start s',
        'parallel f',
        'user a',
        'user b',
        'exclusive g',
        'inclusive j',
        'user after',
        'end e',
        'end gone',
      ],
      flows: [
        's > f',
        'f > a',
        'f > b',
        'a > j',
        'b > g',
        'g > j: tasks.b.outcome = "join"',
        'g > gone *',
        'j > after',
        'after > e',
      ],
    });
    p.done('a');
    assert.equal(p.at(), 'b j');
    p.done('b', 'leave');
    assert.equal(p.at(), 'after');
  });

  it('event-based: the first event decides, the timer of the other is called off', async () => {
    const model = {
      nodes: [
        'start s',
        'event-based g',
        'catch paid message=paid',
        'catch late limit="10 working-day"',
        'user ok',
        'end no',
        'end e',
      ],
      flows: ['s > g', 'g > paid', 'g > late', 'paid > ok', 'late > no', 'ok > e'],
    };
    const paid = await play(model);
    assert.deepEqual(paid.last, [
      {
        type: 'start-timer',
        token: 1,
        elementId: 'late',
        timer: { kind: 'limit', limit: { n: 10, unit: 'working-day' } },
      },
    ]);
    paid.message('paid');
    assert.deepEqual(paid.commands(), ['start-timer late', 'cancel-timer late', 'create-task ok']);
    assert.equal(paid.timer('late'), false, 'a timer that fires after the payment comes too late');
    const late = await play(model);
    late.timer('late');
    assert.deepEqual(late.commands(), ['start-timer late', 'end no completed']);
  });
});

describe('ends', () => {
  it('terminate ends the other branches and calls off what they wait for', async () => {
    const p = await play({
      nodes: [
        'start s',
        'parallel f',
        'user a',
        'user b',
        'boundary t on=b timer=P3D',
        'end stop terminate=yes result=refused',
        'end e',
      ],
      flows: ['s > f', 'f > a', 'f > b', 'a > stop', 'b > e', 't > e'],
    });
    p.done('a');
    assert.deepEqual(p.commands().slice(3), ['cancel-task b', 'cancel-timer t', 'end stop refused']);
    assert.deepEqual(p.state().tokens, []);
  });

  it('terminate inside a sub-process ends only that', async () => {
    const p = await play({
      nodes: [
        'start s',
        'sub box',
        'start box/bs',
        'parallel box/f',
        'user box/a',
        'user box/b',
        'end box/bt terminate=yes',
        'end box/be',
        'user after',
        'end e',
      ],
      flows: ['s > box', 'bs > f', 'f > a', 'f > b', 'a > bt', 'b > be', 'box > after', 'after > e'],
    });
    assert.equal(p.at(), 'box a b');
    p.done('a');
    assert.equal(p.at(), 'after');
    assert.ok(p.commands().includes('cancel-task b'));
  });

  it('an error in a sub-process leaves by the boundary event that names it, else by the one for any', async () => {
    const model = (code: string) => ({
      nodes: [
        'start s',
        'sub box',
        'start box/bs',
        'user box/a',
        `end box/be error=${code}`,
        'boundary named on=box error=refused',
        'boundary any on=box error=*',
        'user x',
        'user y',
        'end e',
      ],
      flows: ['s > box', 'bs > a', 'a > be', 'box > e', 'named > x', 'any > y', 'x > e', 'y > e'],
    });
    const named = await play(model('refused'));
    named.done('a');
    assert.equal(named.at(), 'x');
    const any = await play(model('other'));
    any.done('a');
    assert.equal(any.at(), 'y');
  });

  it('an error that nothing catches ends the process with it', async () => {
    const p = await play({
      nodes: ['start s', 'parallel f', 'user a', 'user b', 'end bad error=fraud', 'end e'],
      flows: ['s > f', 'f > a', 'f > b', 'a > bad', 'b > e'],
    });
    p.done('a');
    assert.deepEqual(p.state().end, { element: 'bad', result: 'error', error: 'fraud' });
    assert.ok(p.commands().includes('cancel-task b'));
  });

  it('a message end tells the citizen', async () => {
    const p = await play({
      nodes: ['start s', 'user a', 'end e message=result-ready to=applicant'],
      flows: ['s > a', 'a > e'],
    });
    p.done('a');
    assert.deepEqual(p.commands(), ['create-task a', 'send-message e', 'end e completed']);
  });

  it('stopping from outside takes away everything, once', async () => {
    const p = await play({
      nodes: [
        'start s',
        'sub box',
        'start box/bs',
        'service box/a service=x',
        'end box/be',
        'boundary t on=box timer=PT1H',
        'end e',
      ],
      flows: ['s > box', 'bs > a', 'a > be', 'box > e', 't > e'],
    });
    const stopped = stop(p.graph, p.state(), 'withdrawn');
    assert.deepEqual(
      stopped.commands.map(c => `${c.type} ${c.elementId}`),
      ['cancel-timer t', 'cancel-service a', 'end main'],
    );
    assert.equal(stop(p.graph, stopped.state, 'withdrawn').taken, false);
  });
});

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
      params: { n: 4 },
    });
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
