import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawHeres, type HereMark } from './draw-here.ts';

const step = { x: 100, y: 100, width: 120, height: 60 };
const here = [{ box: step, words: 'Đang ở đây' }];
const yOf = (mark: HereMark | undefined) =>
  Number(/<text x="[\d.]+" y="([\d.]+)"/.exec(mark?.svg ?? '')?.[1]);
const xOf = (mark: HereMark | undefined) => Number(/<text x="([\d.]+)"/.exec(mark?.svg ?? '')?.[1]);

test('“you are here” stands below its step, and elsewhere where words, an event or lines stand there', () => {
  const [free] = drawHeres(here, [step]);
  assert.deepEqual([xOf(free), yOf(free)], [160, 186]);
  const label = { x: 110, y: 170, width: 100, height: 13 };
  const [over] = drawHeres(here, [step, label]);
  assert.ok(yOf(over) < step.y, 'a label below the whole step: above it');
  const event = { x: 170, y: 142, width: 36, height: 36 };
  const [beside] = drawHeres(here, [step, event]);
  assert.ok(xOf(beside) < 160 && yOf(beside) > step.y, 'an event at its right corner: to the left');
  const flow = { x: 158, y: 160, width: 4, height: 80 };
  const rule = { x: 0, y: 177, width: 400, height: 2 };
  const above = { x: 0, y: 77, width: 400, height: 2 };
  const [right] = drawHeres(here, [step], [flow, rule, above]);
  const [incoming, back, beyond] = [
    { x: 158, y: 20, width: 4, height: 80 },
    { x: 20, y: 170, width: 300, height: 4 },
    { x: 24, y: 100, width: 4, height: 70 },
  ];
  const gateway = { x: 250, y: 105, width: 50, height: 50 };
  const [corner] = drawHeres(here, [step, gateway], [incoming, back, beyond]);
  assert.ok(
    xOf(corner) < 120 && yOf(corner) < step.y,
    'a way in at the middle, one back below and at the left, a gateway at the right: over its corner',
  );
  const loop = [
    { x: 158, y: 20, width: 4, height: 80 },
    { x: 3, y: 100, width: 4, height: 74 },
    { x: 3, y: 172, width: 300, height: 4 },
    { x: 0, y: 74, width: 400, height: 2 },
  ];
  const [left] = drawHeres(here, [step, gateway], loop);
  // Its letters, and the border of paper around them, end right of the way back.
  assert.ok(xOf(left) < 100 && xOf(left) - 10 * 7.4 - 2.5 > 7, 'between the step and the way back');
  assert.ok(
    xOf(right) > 220 && yOf(right) > step.y && yOf(right) < 160,
    'lines below and above: beside the step',
  );
});
