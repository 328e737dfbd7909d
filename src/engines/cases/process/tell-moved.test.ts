import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Command, ProcessEvent } from '#engines/processes';
import type { Dossier } from '../types.ts';
import type { RunContext } from './run-context.ts';
import { tellMoved } from './tell-moved.ts';

test('steps that an hour or an act of somebody else takes away are entered; what an act goes on to is its own entry', async () => {
  const entered: unknown[] = [];
  const ledger = {
    append: async (_: unknown, entry: { kind: string; body: Record<string, unknown> }) => {
      const { kind, body } = entry;
      entered.push([kind, body.element, body.dropped, body.made]);
    },
  };
  const ctx = { ledger, at: new Date(0) } as unknown as RunContext;
  const dossier = { id: 'd', status: 'processing', dueAt: new Date(0), paused: null } as Dossier;
  const command = (type: string, elementId: string) => ({ type, token: 1, elementId }) as Command;
  const tell = async (event: object, ...commands: Command[]) => {
    entered.length = 0;
    await tellMoved(ctx, dossier, event as ProcessEvent, commands);
    return entered;
  };
  const fired = { type: 'timer-fired', token: 1, elementId: 'late' };
  const done = { type: 'task-completed', token: 1, outcome: {} };
  assert.deepEqual(await tell(fired, command('cancel-task', 'two'), command('create-task', 'instead')), [
    ['case.timer-fired', 'late', ['two'], ['instead']],
  ]);
  assert.deepEqual(await tell(fired), [['case.timer-fired', 'late', undefined, undefined]]);
  assert.deepEqual(await tell(done, command('cancel-task', 'two'), command('cancel-task', 'two')), [
    ['case.steps-dropped', undefined, ['two'], undefined],
  ]);
  assert.deepEqual(await tell(done, command('create-task', 'next')), []);
});
