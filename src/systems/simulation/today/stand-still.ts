import {
  type Dossier,
  findDossiers,
  listIncidents,
  listRegister,
  loadProcedure,
  openIncident,
} from '#engines/cases';
import { cancelTask, openTasks, type Task } from '#engines/work';
import type { Tx } from '#platform/db';
import type { Env } from '#platform/env';
import { agencyNamed } from './office.ts';

/** Where a step stands still: the first of them that has one. */
const OFFICES = [
  'Chi nhánh Văn phòng Đăng ký đất đai khu vực Bắc Hà',
  'Ủy ban nhân dân phường Lào Cai',
  'Công an tỉnh Lào Cai',
];
const MOST = 200;
const LABEL = '(dữ liệu trình diễn)';

type Step = { dossier: Dossier; task: Task };

/** Of the dossiers of nobody that an office has before it the first with a step of its own, and no other; null where one stands still already. */
async function stepAt(tx: Tx, agencyId: string, at: Date): Promise<Step | null | undefined> {
  const reach = [{ agencyId, fields: null }];
  const lines = await listRegister(tx, reach, { view: 'running' }, { limit: MOST, offset: 0 }, at);
  const dossiers = await findDossiers(
    tx,
    lines.map(l => l.id),
  );
  for (const { id } of dossiers) if ((await listIncidents(tx, id)).length) return null;
  for (const dossier of dossiers.toSorted((a, b) => (a.code < b.code ? -1 : 1))) {
    if (!dossier.synthetic || dossier.applicantId || dossier.paused || dossier.status !== 'processing')
      continue;
    const [task, ...more] = await openTasks(tx, dossier.id);
    if (task?.agencyId === agencyId && task.permission === 'dossier.process' && !more.length)
      return { dossier, task };
  }
  return undefined;
}

/** What is written down where no agency does a step when it comes (`createTaskOrWait` of cases). */
async function incidentOf(tx: Tx, { dossier, task }: Step) {
  const { graph } = await loadProcedure(tx, dossier);
  const node = graph.nodes.get(task.elementId);
  const lane = node?.lane?.name || node?.lane?.role || '';
  const said = { code: dossier.code, step: task.title.step, lane: `${lane} ${LABEL}`.trim() };
  const error = `STEP_WITHOUT_AGENCY ${JSON.stringify({ ...said, procedure: dossier.procedureCode })}`;
  return {
    dossierId: dossier.id,
    elementId: task.elementId,
    token: Number(task.ref),
    reason: 'no-agency' as const,
    error,
  };
}

/**
 * One dossier of nobody stands still, as if no agency had done its step when it came: the desk of a demo has an incident, and letting it run again
 * gives the step to the agency that does it. Returns how many; again none.
 */
export const standStill = (env: Env): Promise<number> =>
  env.db.tx(async tx => {
    const now = env.clock.now();
    for (const name of OFFICES) {
      const office = await agencyNamed(tx, name, now);
      if (!office) continue;
      const step = await stepAt(tx, office.id, now);
      if (step === null) return 0;
      if (!step) continue;
      const { dossier, task } = step;
      await openIncident(tx, await incidentOf(tx, step), task.createdAt);
      await cancelTask(tx, dossier.id, task.ref, task.createdAt);
      return 1;
    }
    return 0;
  });
