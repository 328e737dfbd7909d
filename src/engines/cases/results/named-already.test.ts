import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fold } from '#platform/text';
import { isUnit, namedAlready } from './named-already.ts';

const UNITS = ['xã Bắc Hà', 'tỉnh Lào Cai'];
const said = (line: string, units = UNITS): string => {
  const { from, to } = namedAlready(line, units);
  return [line, ...units.filter((_, i) => i < from || i >= to)].join(', ');
};

test('a place that the line ends with is not said again, however it was typed; the rest of it is', () => {
  assert.equal(said('Thôn Na Hối, xã Bắc Hà'), 'Thôn Na Hối, xã Bắc Hà, tỉnh Lào Cai');
  assert.equal(said('Thôn Na Hối, xã Bắc Hà, tỉnh Lào Cai'), 'Thôn Na Hối, xã Bắc Hà, tỉnh Lào Cai');
  assert.equal(said('Thôn Na Hối, X. BẮC HÀ'), 'Thôn Na Hối, X. BẮC HÀ, tỉnh Lào Cai');
  assert.equal(said('thon Na Hoi, xa Bac Ha, Lao Cai'), 'thon Na Hoi, xa Bac Ha, Lao Cai');
  assert.equal(said('Xã Bắc Hà'), 'Xã Bắc Hà, tỉnh Lào Cai');
  assert.equal(said('Số 5 xã Bắc Hà, Lào Cai'), 'Số 5 xã Bắc Hà, Lào Cai');
  const hoaMac = ['xã Hòa Mạc', 'tỉnh Lào Cai'];
  assert.equal(said('Thôn 3, xã Hoà Mạc', hoaMac), 'Thôn 3, xã Hoà Mạc, tỉnh Lào Cai');
});

test('another place is not taken for it: other marks, another kind, a village of the name', () => {
  for (const line of [
    'Thôn Na Hối',
    'Thôn Bắc Hà 2',
    'Thôn Na Hối, xã Bảc Hà',
    'Thôn Na Hối, thị trấn Bắc Hà',
    'Xã Bắc Hà, thôn Na Hối',
    'Số 5 đường Bắc Hà',
    '',
  ])
    assert.deepEqual(namedAlready(line, UNITS), { from: 0, to: 0 }, line);
  const laoCai = ['phường Lào Cai', 'tỉnh Lào Cai'];
  assert.equal(said('Tổ 3, Lào Cai', laoCai), 'Tổ 3, Lào Cai, tỉnh Lào Cai');
  assert.equal(said('Tổ 3, tỉnh Lào Cai', laoCai), 'Tổ 3, tỉnh Lào Cai, phường Lào Cai');
  assert.ok(isUnit('xã Bắc Hà') && isUnit('Thành phố Hà Nội'));
  for (const other of ['Bắc Hà', 'xã', '', '-----', 'Tổ 3, phường Lào Cai']) assert.ok(!isUnit(other), other);
});

test('whatever stands before, and in whatever hand, each place is said once', () => {
  const units = fc.constantFrom(
    UNITS,
    ['phường Sa Pa', 'tỉnh Lào Cai'],
    ['xã Bản Lầu', 'tỉnh Lào Cai'],
    ['xã Hòa Mạc', 'tỉnh Yên Bái'],
    ['phường Lào Cai', 'tỉnh Lào Cai'],
  );
  const hand = fc.constantFrom<(text: string) => string>(
    text => text,
    text => text.toUpperCase(),
    text => text.normalize('NFD'),
    text => fold(text),
    text => ` ${text.replace('xã ', 'X.').replace('phường ', 'P. ').replace('tỉnh ', 'T. ')} `,
    text => text.replace(/^(?:xã|phường|tỉnh) /, ''),
  );
  const before = fc.stringMatching(/^(?:thôn|tổ) [a-z0-9 ]{1,12}$/);
  fc.assert(
    fc.property(
      units,
      before,
      fc.array(hand, { minLength: 2, maxLength: 2 }),
      fc.nat(2),
      (all, place, hands, many) => {
        const typed = all.slice(0, many).map((unit, i) => (hands[i] ?? String)(unit));
        const line = [place, ...typed].join(',');
        assert.deepEqual(namedAlready(line, all), { from: 0, to: typed.length });
        assert.deepEqual(namedAlready(place, all), { from: 0, to: 0 });
      },
    ),
  );
});
