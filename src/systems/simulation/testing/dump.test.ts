import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId } from '#platform/db';
import { type Line, withoutIds } from './dump.ts';

/** Two dossiers with two tasks each, under new ids. */
function province(due: string): Line[] {
  const line = (table: string, row: object) => ({ table, text: JSON.stringify(row) });
  return ['Mỷ', 'Páo'].flatMap(name => {
    const id = newId();
    return [
      line('dossier', { id, name }),
      ...['receive', 'sign'].map(step =>
        line('task', { id: newId(), subject: id, step, due: name === 'Páo' ? due : 'x' }),
      ),
    ];
  });
}

test('two dumps that differ in their ids alone come out the same, and one that differs in anything else does not', () => {
  const [a, b, c] = [province('x'), province('x'), province('y')].map(lines => withoutIds(lines, new Set()));
  assert.deepEqual(a, b);
  assert.notDeepEqual(a, c);
});

test('a task that hangs on another dossier is seen', () => {
  const one = province('x');
  const [first, , , second] = one.map(line => JSON.parse(line.text).id as string);
  const moved = one.map((line, i) =>
    i === 1 ? { ...line, text: line.text.replace(first ?? '', second ?? '') } : line,
  );
  assert.notDeepEqual(withoutIds(one, new Set()), withoutIds(moved, new Set()));
});
