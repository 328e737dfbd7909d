import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Layout } from '../layout/shown.ts';
import { firstSight } from './first-sight.ts';

const lane = (name: string): Layout => ({
  boxes: new Map(),
  lines: new Map(),
  bands: [{ id: 'l', name, box: { x: 12, y: 12, width: 1200, height: 120 } }],
  width: 1224,
  height: 172,
});
const at = (x: number) => ({ x, y: 49, width: 124, height: 46 });
const below = (x: number) => ({ x: x + 27, y: 95, width: 70, height: 33 });
const beside = (x: number) => ({ x: x + 124, y: 49, width: 96, height: 16 });
const above = (x: number) => ({ x: x + 27, y: 16, width: 70, height: 33 });

test('what is at the beginning is looked at from there, as far as its mark is in sight too', () => {
  const short = lane('Một cửa');
  assert.equal(firstSight(short, { step: at(140), mark: below(140) }), 0);
  const from = firstSight(short, { step: at(240), mark: beside(240) });
  assert.ok(from > 0 && from < 240, 'its words end beyond the frame');
  assert.ok(240 + 124 + 96 - from <= 328);
});

test('a step further on stands behind the names of lanes, whole', () => {
  const from = firstSight(lane('Người thụ lý'), { step: at(800), mark: below(800) });
  assert.ok(800 - from > 100 && 924 - from <= 328);
});

test('beneath a long name of its lane the step goes on under it to be in sight, and its mark above it does not', () => {
  const long = lane('Chi nhánh Văn phòng Đăng ký đất đai');
  const low = firstSight(long, { step: at(800), mark: below(800) });
  assert.ok(924 - low <= 328 && low < 800);
  const high = firstSight(long, { step: at(800), mark: above(800) });
  assert.ok(827 - high > 12 + 35 * 7, 'the words stand behind the name');
  assert.equal(firstSight(long, { step: at(30), mark: above(30) }), 0);
});
