import type { Command, ProcessEvent } from '#engines/processes';
import { record } from '../acts/record.ts';
import type { Dossier } from '../types.ts';
import type { RunContext } from './run-context.ts';

const namesIn = (commands: readonly Command[], type: 'cancel-task' | 'create-task'): string[] => [
  ...new Set(commands.filter(c => c.type === type).map(c => c.elementId)),
];

/**
 * Enters what an event has brought about that nobody did: an hour that came, with the steps that it took away and brought, and steps
 * that an act took from others. `dossier` as it is after it.
 */
export async function tellMoved(
  { tx, ledger, at }: RunContext,
  dossier: Dossier,
  event: ProcessEvent,
  commands: readonly Command[],
): Promise<void> {
  const system = { accountId: 'system', postId: null, agencyId: null, at };
  const dropped = namesIn(commands, 'cancel-task');
  if (event.type === 'timer-fired') {
    const made = namesIn(commands, 'create-task');
    await record(tx, ledger, dossier, system, 'timer-fired', {
      element: event.elementId,
      ...(dropped.length ? { dropped } : {}),
      ...(made.length ? { made } : {}),
    });
  } else if (dropped.length) await record(tx, ledger, dossier, system, 'steps-dropped', { dropped });
}
