import assert from 'node:assert/strict';
import { test } from 'node:test';
import { collector } from './wedge.js';

const CARD = '010191004172|063123456|Giàng Thị Mỷ|04031991|Nữ|Thôn 1, Bắc Hà|01012022';

/** What comes of keys typed so many milliseconds apart. */
function typed(text: string, end: string | undefined, apart: number) {
  const keys = collector();
  const at = (n: number) => 1_000 + n * apart;
  const letters = [...text];
  const taking = letters.map((letter, i) => keys.key(letter, at(i)));
  return { taking, found: end ? keys.key(end, at(letters.length)) : keys.rest() };
}

test('a scanner’s card is put together, whichever key ends it, and from its fifth digit on its keys do nothing else', () => {
  for (const end of ['Enter', 'Tab', undefined]) {
    const { taking, found } = typed(CARD, end, 15);
    assert.equal(found, CARD, end);
    assert.deepEqual([taking[3], taking[4], taking.at(-1)], [false, true, true]);
  }
  assert.equal(typed(`]Q3${CARD}`, 'Enter', 15).found, `]Q3${CARD}`, 'with the mark of the kind of code');
});

test('a scanner that is held up loses nothing, and silence in the middle of a card is no end of it', () => {
  const keys = collector();
  const [begun, left] = [CARD.slice(0, 24), CARD.slice(24)];
  const type = (text: string, from: number) => [...text].map((letter, i) => keys.key(letter, from + 10 * i));
  type(begun, 1_000);
  assert.equal(keys.rest(), undefined, 'a name may be half there');
  assert.ok(type(left, 1_700).every(taken => taken === true));
  assert.equal(keys.rest(), CARD);
  type(begun, 5_000);
  assert.equal(keys.key('x', 7_500), false, 'forgotten after a while');
});

test('what a person types, and any other code, is left alone', () => {
  assert.equal(typed(CARD, 'Enter', 200).found, false);
  assert.equal(typed('000.01.60.H38-261113-0007', 'Enter', 15).found, false);
  assert.equal(typed('010191004172', 'Enter', 15).found, false, 'a number alone is no card');
  assert.deepEqual(typed('khai sinh', 'Enter', 15).taking.filter(Boolean), []);
});
