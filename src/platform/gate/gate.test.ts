import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { gateOf } from './gate.ts';

test('at most so many run at once, each has its turn in order, and one that fails gives its place up', async () => {
  const gate = gateOf(2);
  const begun: number[] = [];
  let running = 0;
  const work = (n: number) =>
    gate(async () => {
      begun.push(n);
      running++;
      assert.ok(running <= 2, `${running} at once`);
      await setImmediate();
      running--;
      if (n % 3 === 0) throw new Error(`${n}`);
      return n;
    });
  const done = await Promise.allSettled([0, 1, 2, 3, 4, 5, 6].map(work));
  assert.deepEqual(
    done.map(d => d.status === 'fulfilled'),
    [false, true, true, false, true, true, false],
  );
  assert.deepEqual(begun, [0, 1, 2, 3, 4, 5, 6]);
  assert.equal(await work(7), 7, 'and the gate is free again');
});
