import { accountNames, ESCALATION_REF, NO_STEP_REFS } from '#engines/cases';
import { postsHeldBy } from '#engines/identity';
import { listDone, listHeld, type Task } from '#engines/work';
import { loadCalendar } from '#engines/worktime';
import { dayAfter, formatDateTime, localDate, localInstant } from '#platform/clock';
import { NotFound } from '#platform/errors';
import type { Ctx } from '#platform/http';
import { agencyNamesOn } from '../figures.ts';
import { periodWords } from '../period.ts';
import { marksAt } from '../soon.ts';
import type { SituationAsked } from './asked.ts';
import { type OfPerson, POOL } from './person-values.ts';
import type { StepList } from './step-list.ts';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

type Of = { so: OfPerson; agencyId: string; accountId: string | null };
type Paging = { limit: number; offset: number };

/** What somebody did, or what lies with his posts; without an account: with nobody in particular. */
async function tasksOf(
  ctx: Ctx,
  { so, agencyId, accountId }: Of,
  { period }: SituationAsked,
  paging: Paging,
): Promise<Task[]> {
  const { db } = ctx;
  const now = ctx.clock.now();
  const agencyIds = [agencyId];
  if (so === 'done' || so === 'done-late') {
    if (!accountId) return [];
    const span = { from: localInstant(period.from), until: localInstant(dayAfter(period.to)) };
    return listDone(
      db,
      { by: accountId, agencyIds, ...span, late: so === 'done-late' ? true : null, except: NO_STEP_REFS },
      paging,
    );
  }
  const posts = accountId ? await postsHeldBy(db, accountId, localDate(now)) : [];
  if (accountId && !posts.length) return [];
  const marks = marksAt(now, await loadCalendar(db, agencyId, now));
  return listHeld(
    db,
    {
      agencyIds,
      postIds: posts.map(p => p.postId),
      except: ESCALATION_REF,
      ...(so === 'late-now' && { dueBefore: now }),
      ...(so === 'today' && { dueFrom: now, dueBefore: marks.dayEnd }),
    },
    paging,
  );
}

/** The steps of an agency behind a number of somebody: `named` is an account, or says that they lie with nobody in particular. Throws NotFound. */
export async function personList(
  ctx: Ctx,
  so: OfPerson,
  asked: SituationAsked,
  agencyId: string,
  named: string,
): Promise<StepList> {
  const { t, db } = ctx;
  const accountId = UUID.test(named) ? named : null;
  if (!accountId && named !== POOL) throw NotFound();
  const name = accountId
    ? (await accountNames(db, [accountId])).get(accountId)
    : t('performance.people.pool');
  if (!name) throw NotFound();
  const agency = (await agencyNamesOn(db, [agencyId], asked.period.to)).get(agencyId);
  const when = so.startsWith('done')
    ? periodWords(ctx, asked.period)
    : t('performance.list.now', { at: formatDateTime(ctx.clock.now()) });
  return {
    title: t(`performance.list.steps.${so}`, { name }),
    about: `${agency} · ${when}`,
    none: t('performance.others.none'),
    asked,
    query: { so, who: named, period: asked.period.query, agencyId },
    ofOthers: false,
    read: paging => tasksOf(ctx, { so, agencyId, accountId }, asked, paging),
  };
}
