import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { play } from '../testing/play.ts';
import { isStuck } from './look.ts';

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
