import { type Command, type ProcessEvent, type ProcessState, step } from '#engines/processes';
import { cancelTask, cancelTasks, openTask } from '#engines/work';
import type { Tx } from '#platform/db';
import { enqueue } from '#platform/jobs';
import { fold } from '#platform/text';
import { move } from '../acts/status.ts';
import type { Dossier } from '../types.ts';
import { agencyOfLane, permissionFor } from './lane.ts';
import type { LoadedProcedure } from './load.ts';
import { timeOf } from './timers.ts';

export type RunContext = { tx: Tx; procedure: LoadedProcedure; at: Date };

/** What conditions of the process may read of a dossier. */
export const processData = (dossier: Dossier) => ({
  form: dossier.data,
  dossier: { channel: dossier.channel, status: dossier.status, procedure: dossier.procedureCode },
});

async function createTask(
  ctx: RunContext,
  dossier: Dossier,
  command: Extract<Command, { type: 'create-task' }>,
) {
  const agency = await agencyOfLane(ctx.tx, dossier, command.lane, ctx.at);
  await openTask(
    ctx.tx,
    {
      subjectKind: 'dossier',
      subjectId: dossier.id,
      elementId: command.elementId,
      ref: String(command.token),
      field: dossier.field,
      title: {
        step: command.name,
        code: dossier.code,
        person: dossier.ownerName,
        matter: ctx.procedure.version.name,
        channel: dossier.channel,
        procedure: dossier.procedureCode,
      },
      agencyId: agency.id,
      permission: permissionFor(command.lane.role, command.act),
      dueAt: dossier.dueAt,
      search: fold(
        `${dossier.code} ${dossier.code.split('-').slice(1).join(' ')} ${dossier.ownerName} ${dossier.applicantName} ${ctx.procedure.version.name}`,
      ),
    },
    ctx.at,
  );
}

async function apply(ctx: RunContext, dossier: Dossier, command: Command): Promise<Dossier> {
  const { tx, at } = ctx;
  switch (command.type) {
    case 'create-task':
      await createTask(ctx, dossier, command);
      return dossier;
    case 'cancel-task':
      await cancelTask(tx, dossier.id, String(command.token), at);
      return dossier;
    case 'start-timer': {
      const firesAt = await timeOf(tx, dossier, command.timer, at);
      await tx.run(
        `INSERT INTO cases.timer (dossier_id, token, element_id, fires_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (dossier_id, token, element_id) DO UPDATE SET fires_at = EXCLUDED.fires_at`,
        [dossier.id, command.token, command.elementId, firesAt],
      );
      await enqueue(tx, {
        name: 'cases.fire-timer',
        payload: { dossierId: dossier.id, token: command.token, elementId: command.elementId },
        runAt: firesAt,
        key: `timer:${dossier.id}:${command.token}:${command.elementId}`,
      });
      return dossier;
    }
    case 'cancel-timer':
      await tx.run('DELETE FROM cases.timer WHERE dossier_id = $1 AND token = $2 AND element_id = $3', [
        dossier.id,
        command.token,
        command.elementId,
      ]);
      return dossier;
    case 'call-service':
      await enqueue(tx, {
        name: 'cases.call-service',
        payload: {
          dossierId: dossier.id,
          token: command.token,
          service: command.service,
          params: command.params,
        },
        queue: `dossier:${dossier.id}`,
      });
      return dossier;
    case 'end':
      // The process is over: what was not handed over by a task of its own is in the citizen's account.
      await cancelTasks(tx, dossier.id, at, null);
      return dossier.status === 'completed' ? move(tx, dossier, 'return', at) : dossier;
    case 'send-message':
    case 'cancel-service':
    case 'incident':
      // Messages follow the ledger; a late answer of a cancelled service finds no token; incidents stay with their token.
      return dossier;
  }
}

/** Keeps a new process state and does what it commands, in order. Returns the dossier as it is now. */
export async function keep(
  ctx: RunContext,
  dossier: Dossier,
  state: ProcessState,
  commands: readonly Command[],
): Promise<Dossier> {
  let now: Dossier = { ...dossier, processState: state };
  await ctx.tx.run('UPDATE cases.dossier SET process_state = $2 WHERE id = $1', [
    dossier.id,
    JSON.stringify(state),
  ]);
  for (const command of commands) now = await apply(ctx, now, command);
  return now;
}

/** Moves a locked dossier's process by one event. An event that comes too late changes nothing. */
export async function advance(ctx: RunContext, dossier: Dossier, event: ProcessEvent): Promise<Dossier> {
  const { state, commands, taken } = step(
    ctx.procedure.graph,
    dossier.processState,
    event,
    processData(dossier),
  );
  return taken ? keep(ctx, dossier, state, commands) : dossier;
}
