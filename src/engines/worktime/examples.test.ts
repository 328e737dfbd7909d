import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatDateTime } from '#platform/clock';
import { due } from './due.ts';
import { examples } from './examples.ts';
import { borderDesk, newYearEve, usual } from './testing/calendars.ts';
import { at } from './testing/read.ts';
import type { Step } from './types.ts';

const calendars = { 'border-desk': borderDesk, 'new-year-eve': newYearEve };
const pad = (n: number) => String(n).padStart(2, '0');

function trail(step: Step, paused: boolean): string {
  const [, month, day] = step.date.split('-');
  let what: string = step.kind;
  if (step.kind === 'counted') {
    const span = `${Math.floor(step.counted / 60)}:${pad(step.counted % 60)}`;
    what = step.ordinal === undefined ? `counted ${span}` : `day ${step.ordinal}${paused ? ` ${span}` : ''}`;
  }
  return `${day}/${month} ${what}${step.due ? ', due' : ''}`;
}

for (const example of examples) {
  test(`by hand: ${example.name}`, () => {
    const { at: dueTime, steps } = due(
      at(example.received),
      example.limit,
      example.agency ? calendars[example.agency] : usual,
      (example.pauses ?? []).map(([from, to]) => ({ from: at(from), to: at(to) })),
      example.apology ? { apology: { at: at(example.apology.at), until: at(example.apology.until) } } : {},
    );
    assert.equal(formatDateTime(dueTime), example.due);
    if (example.days)
      assert.equal(steps.map(step => trail(step, example.pauses !== undefined)).join(' | '), example.days);
  });
}
