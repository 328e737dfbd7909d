import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keeper } from './keep.js';

/** A browser's store, as far as it is used here. */
function store(full = false) {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => {
      if (full) throw new Error('QuotaExceededError');
      kept.set(key, value);
    },
    removeItem: (key: string) => void kept.delete(key),
  } as unknown as Storage;
}

test('what is drawn is there again after a reload, for the same person and procedure only', () => {
  const browser = store();
  keeper(browser, 'tue.9.000001').keep({ xml: '<a/>', revision: 3, at: 5 });
  assert.deepEqual(keeper(browser, 'tue.9.000001').kept(), { xml: '<a/>', revision: 3, at: 5 });
  assert.equal(keeper(browser, 'yen.9.000001').kept(), undefined);
  keeper(browser, 'tue.9.000001').forget();
  assert.equal(keeper(browser, 'tue.9.000001').kept(), undefined);
});

test('a browser that keeps nothing, or something else, breaks nothing', () => {
  const drawing = { xml: '<a/>', revision: 0, at: 0 };
  for (const browser of [undefined, store(true)]) {
    assert.equal(keeper(browser, 'x').keep(drawing), false);
    assert.equal(keeper(browser, 'x').kept(), undefined);
    keeper(browser, 'x').forget();
  }
  const odd = store();
  for (const text of ['', 'nonsense', '[]', '{"xml":1,"revision":1}', '{"xml":"<a/>"}']) {
    odd.setItem('fansipan.process.x', text);
    assert.equal(keeper(odd, 'x').kept(), undefined, text);
  }
});
