import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  afterAnswer,
  afterList,
  inOrder,
  isOwn,
  personKey,
  provisionalOf,
  sameHere,
  toSend,
} from './outbox.js';

const item = (more: object = {}) => ({
  id: 'i',
  state: 'waiting',
  taken: 5,
  sealed: { nonce: 1, body: 2 },
  files: [{ name: 'a.png' }],
  reasons: [],
  tried: true,
  ...more,
});

describe('one-stop: the outbox of a device', () => {
  test('numbers have three digits at least, and the mark of their pack', () =>
    assert.deepEqual(
      [provisionalOf('K7Q2M', 1), provisionalOf('K7Q2M', 1234)],
      ['TAM-K7Q2M-001', 'TAM-K7Q2M-1234'],
    ));

  test('one person entered twice for the same procedure is found; another person, procedure, or what was sent is not', () => {
    const said = (more: object) =>
      personKey(
        Object.entries({ name: ' Giàng  Thị Mỷ', birthDate: '01/02/1990', ...more }).map(([n, v]) => [
          `p.${n}`,
          v,
        ]),
        'p.',
      );
    assert.equal(said({ personalNumber: '010 191 004172' }), '010191004172');
    assert.equal(said({}), said({ name: 'giàng thị mỷ' }));
    assert.equal(said({ birthDate: '' }), '', 'a name alone is many people’s');
    const one = (id: string, more: object = {}) =>
      item({ id, provisional: `TAM-K7Q2M-00${id}`, procedure: '1.001', ...more });
    const all = [
      one('1'),
      one('2'),
      one('3', { procedure: '1.002' }),
      one('4', { sealed: null }),
      one('5', { provisional: '' }),
      one('6'),
    ];
    const keys = new Map(all.map(i => [i.id, i.id === '6' ? 'another' : 'same']));
    assert.deepEqual(
      sameHere(all[0], all, keys).map((i: { id: string }) => i.id),
      ['2'],
    );
    assert.deepEqual(sameHere(all[0]!, all, new Map()), [], 'what cannot be opened is compared with nothing');
  });

  test('what the server has is taken off the device, with its files', () => {
    for (const state of ['received', 'attention', 'gone']) {
      const after = afterAnswer(item(), 200, { state, reasons: ['x'] });
      assert.deepEqual([after.state, after.sealed, after.files], [state, null, []]);
    }
  });

  test('what it refuses stays, with the reason; what it did not answer waits', () => {
    const refused = afterAnswer(item(), 409, { state: 'refused', reasons: ['số đã dùng'] });
    assert.deepEqual([refused.state, refused.reasons], ['refused', ['số đã dùng']]);
    assert.ok(refused.sealed);
    for (const [status, body] of [
      [503, undefined],
      [409, { state: 'again', reasons: [] }],
    ] as const) {
      const after = afterAnswer(item(), status, body);
      assert.deepEqual([after.state, after.failed], ['waiting', status]);
      assert.ok(after.sealed);
    }
  });

  test('what was mended at the counter gets its number; what has not been sent is not touched', () => {
    const row = { state: 'received', code: 'H38-1', dossier: 'd' };
    const mended = afterList(item({ state: 'attention', sealed: null, href: '/x' }), row);
    assert.deepEqual([mended.state, mended.code], ['received', 'H38-1']);
    for (const state of ['waiting', 'begun', 'refused']) {
      const before = item({ state });
      assert.equal(afterList(before, row), before);
    }
    const left = item({ state: 'attention' });
    assert.equal(afterList(left, undefined), left);
  });

  test('the first in is the first sent; what somebody has to settle stands first in the list', () => {
    const items = [
      item({ id: 'done', state: 'received', taken: 9 }),
      item({ id: 'late', taken: 3, number: 2 }),
      item({ id: 'early', taken: 1, number: 1 }),
      item({ id: 'mend', state: 'attention', taken: 2 }),
      item({ id: 'begun', state: 'begun', taken: 0 }),
    ];
    assert.deepEqual(
      toSend(items).map((i: { id: string }) => i.id),
      ['early', 'late'],
    );
    assert.deepEqual(
      inOrder(items).map((i: { id: string }) => i.id),
      ['begun', 'mend', 'late', 'early', 'done'],
    );
  });

  test('what may have reached the server is not changed on the device any more', () => {
    assert.ok(isOwn(item({ tried: false })));
    for (const more of [{ tried: true }, { tried: false, sealed: null }])
      assert.ok(!isOwn(item(more)), JSON.stringify(more));
  });
});
