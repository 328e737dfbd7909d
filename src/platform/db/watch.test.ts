import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import { createWatch, type Watch } from './watch.ts';

/** A watch in a time of its own, on a database that is there or not. */
function watched(t: TestContext) {
  let now = 0;
  t.mock.timers.enable({ apis: ['setTimeout'] });
  t.mock.method(performance, 'now', () => now);
  const database = { there: true, asked: 0, silences: 0 };
  const ping = async () => {
    database.asked += 1;
    if (!database.there) throw new Error('no answer');
  };
  const watch: Watch = createWatch(ping, () => {
    database.silences += 1;
  });
  const pass = async (seconds: number) => {
    for (let i = 0; i < seconds; i++) {
      now += 1_000;
      t.mock.timers.tick(1_000);
      // What was asked is answered before the next second.
      await new Promise(resolve => setImmediate(resolve));
    }
  };
  t.after(() => watch.stop());
  return { database, watch, pass };
}

describe('db: a database that does not answer', () => {
  test('is told from a slow statement: it is asked only while one waits, and answers', async t => {
    const { database, watch, pass } = watched(t);
    await pass(10);
    assert.equal(database.asked, 0, 'nobody waits');
    const answered = watch.sent();
    await pass(30);
    assert.ok(database.asked > 0);
    assert.deepEqual([watch.away, database.silences], [false, 0]);
    answered();
  });

  test('is found silent some seconds after a statement went out, once, and comes back by itself', async t => {
    const { database, watch, pass } = watched(t);
    database.there = false;
    watch.sent();
    await pass(2);
    assert.equal(watch.away, false, 'a statement may take its time');
    await pass(4);
    assert.deepEqual([watch.away, database.silences], [true, 1]);
    await pass(20);
    assert.equal(database.silences, 1);
    database.there = true;
    await pass(2);
    assert.equal(watch.away, false);
  });
});
