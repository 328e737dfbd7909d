import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawHeres } from './draw-here.ts';

const step = { x: 100, y: 100, width: 120, height: 60 };
const here = [{ box: step, words: 'Đang ở đây' }];
const yOf = (svg: string | undefined) => Number(/<text x="[\d.]+" y="([\d.]+)"/.exec(svg ?? '')?.[1]);
const xOf = (svg: string | undefined) => Number(/<text x="([\d.]+)"/.exec(svg ?? '')?.[1]);

test('“you are here” stands below its step, and elsewhere where words or an event stand there', () => {
  const [free] = drawHeres(here, [step]);
  assert.deepEqual([xOf(free), yOf(free)], [160, 189]);
  const label = { x: 110, y: 170, width: 100, height: 13 };
  const [above] = drawHeres(here, [step, label]);
  assert.ok(yOf(above) < step.y, 'a label below the whole step: above it');
  const event = { x: 170, y: 142, width: 36, height: 36 };
  const [beside] = drawHeres(here, [step, event]);
  assert.ok(xOf(beside) < 160 && yOf(beside) > step.y, 'an event at its right corner: to the left');
});
