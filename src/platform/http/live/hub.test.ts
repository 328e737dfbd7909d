import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createHub, type State } from './hub.ts';

const quiet = { debug: () => undefined };

describe('http: following figures', () => {
  test('all who look at the same are counted for once, and told only of what is new', async () => {
    let position = 1;
    let late = 3;
    let computed = 0;
    const hub = createHub(async () => `${position} 08:00`, quiet);
    const compute = async () => {
      computed++;
      return { 'late-now:': String(late) };
    };
    const seen: string[][] = [[], []];
    const stops = seen.map(list =>
      hub.follow('bac-ha', compute, s => list.push(s.values['late-now:'] ?? '')),
    );
    await hub.look();
    assert.deepEqual([seen, computed, hub.groups], [[['3'], ['3']], 1, 1]);
    await hub.look();
    position = 2;
    await hub.look();
    assert.deepEqual([seen, computed], [[['3'], ['3']], 2], 'the ledger went on, the numbers did not');
    position = 3;
    late = 4;
    await hub.look();
    assert.deepEqual(seen, [
      ['3', '4'],
      ['3', '4'],
    ]);
    for (const stop of stops) stop();
    position = 4;
    await hub.look();
    assert.deepEqual([computed, hub.groups], [3, 0], 'nobody looks, nothing is counted');
  });

  test('who comes later gets what the others see, and equal numbers have equal ids but for the position', async () => {
    const hub = createHub(async () => '7 08:00', quiet);
    const states: State[] = [];
    const stops = [1, 2].map(() =>
      hub.follow(
        'a',
        async () => ({ x: '1' }),
        s => states.push(s),
      ),
    );
    await hub.look();
    stops.push(
      hub.follow(
        'a',
        async () => assert.fail('counted anew'),
        s => states.push(s),
      ),
    );
    assert.deepEqual(new Set(states.map(s => s.id)).size, 1);
    assert.equal(states.length, 3);
    for (const stop of stops) stop();
  });

  test('a database that is away for a while is waited for', async () => {
    let away = true;
    const hub = createHub(async () => (away ? Promise.reject(new Error('gone')) : '1 08:00'), quiet);
    const seen: State[] = [];
    const stop = hub.follow(
      'a',
      async () => ({ x: '1' }),
      s => seen.push(s),
    );
    await hub.look();
    assert.equal(seen.length, 0);
    away = false;
    await hub.look();
    assert.equal(seen.length, 1);
    stop();
  });
});
