import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createPlaces } from './places.ts';

describe('http: places for pages that listen', () => {
  test('a session that opens one more loses its oldest; a full process takes nobody', () => {
    const left: string[] = [];
    const places = createPlaces(3, 2);
    const take = (session: string, name: string) => places.take(session, () => left.push(name));
    const first = take('a', 'a1');
    assert.ok(first && take('a', 'a2') && take('a', 'a3'));
    assert.deepEqual([left, places.taken], [['a1'], 2]);
    assert.ok(take('b', 'b1'));
    assert.equal(take('c', 'c1'), undefined);
    first();
    assert.equal(places.taken, 3, 'who was sent away has no place to give back');
    assert.ok(take('a', 'a4'), 'its own oldest makes room');
    assert.deepEqual(left, ['a1', 'a2']);
  });
});
