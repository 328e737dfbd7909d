import { findTasks } from '#engines/work';
import { formatDateTime } from '#platform/clock';
import type { Ctx } from '#platform/http';
import { agencyNamesOn } from '../figures.ts';
import { periodWords } from '../period.ts';
import type { SituationAsked } from './asked.ts';
import { ENDED, type OthersColumn } from './others.ts';
import { tasksForOthers } from './others-behind.ts';
import type { StepList } from './step-list.ts';

type Asked = SituationAsked & { agencyIds: readonly string[] };

/** The steps of agencies, or of `only` one of them, in dossiers on which others decide, behind a number of the leader's page. */
export async function othersList(
  ctx: Ctx,
  so: OthersColumn,
  asked: Asked,
  only: string | null,
): Promise<StepList> {
  const { t, db } = ctx;
  const { period, agencyIds } = asked;
  const agencyId = only ?? asked.agencyId;
  const now = ctx.clock.now();
  const agency = agencyId
    ? (await agencyNamesOn(db, [agencyId], period.to)).get(agencyId)
    : t('performance.leader.all-agencies');
  const when =
    so in ENDED ? periodWords(ctx, period) : t('performance.list.now', { at: formatDateTime(now) });
  return {
    title: t(`performance.others.title.${so}`),
    about: `${agency} · ${when}`,
    none: t('performance.others.none'),
    asked: { ...asked, view: 'co-quan' },
    query: { others: so, period: period.query, agencyId },
    ofOthers: true,
    async read(paging) {
      const ids = await tasksForOthers(db, so, { agencyIds, only, period }, paging, now);
      const tasks = new Map((await findTasks(db, ids)).map(task => [task.id, task]));
      return ids.flatMap(id => tasks.get(id) ?? []);
    },
  };
}
