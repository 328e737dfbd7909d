import type { Command, ProcessState } from '#engines/processes';
import type { Tx } from '#platform/db';
import { holdSteps } from '../deadlines/clock.ts';
import { apply } from '../process/apply.ts';
import type { RunContext } from '../process/run-context.ts';
import type { Dossier } from '../types.ts';

/** What a dossier is under another version: which one, its answers on that one's form, where it stands. */
export type Standing = {
  versionId: string;
  form: { id: string; version: number };
  data: Record<string, unknown>;
  /** By what its matter is known under that version (`matterKeys`). */
  matters: readonly string[];
  state: ProcessState;
};

/** Writes down under what a locked dossier runs from now on. The row in cases.version_move that says so is there already. */
export async function stand(
  tx: Tx,
  dossier: Dossier,
  { versionId, form, data, matters, state }: Standing,
): Promise<Dossier> {
  await tx.run(
    `UPDATE cases.dossier SET procedure_version_id = $2, form_id = $3, form_version = $4, data = $5, process_state = $6, matters = $7,
       version = version + 1 WHERE id = $1`,
    [
      dossier.id,
      versionId,
      form.id,
      form.version,
      JSON.stringify(data),
      JSON.stringify(state),
      matters.length ? matters : null,
    ],
  );
  return {
    ...dossier,
    procedureVersionId: versionId,
    formId: form.id,
    formVersion: form.version,
    data,
    processState: state,
    version: dossier.version + 1,
  };
}

/** How the two commands about steps, and that about starting a timer, are done when a version takes the place of another. */
export type Exchange = {
  create(command: Extract<Command, { type: 'create-task' }>): Promise<void>;
  cancel(command: Extract<Command, { type: 'cancel-task' }>): Promise<void>;
  start(command: Extract<Command, { type: 'start-timer' }>): Promise<void>;
};

/** Does what an exchange of versions commands, in order. Returns the dossier as it is then. */
export async function doCommands(
  ctx: RunContext,
  dossier: Dossier,
  commands: readonly Command[],
  how: Exchange,
): Promise<Dossier> {
  let now = dossier;
  for (const command of commands) {
    if (command.type === 'create-task') await how.create(command);
    else if (command.type === 'cancel-task') await how.cancel(command);
    else if (command.type === 'start-timer') await how.start(command);
    else now = await apply(ctx, now, command);
  }
  // While the clock stands still its new steps wait too.
  if (now.paused) await holdSteps(ctx.tx, now);
  return now;
}
