import { type Dossier, stepsIfTransferred } from '#engines/cases';
import { allAwayAt, allAwayPastDue, awayAt, awayPastDue, awayUntil, awayWho, type Task } from '#engines/work';
import { formatDateTime } from '#platform/clock';
import type { Ctx } from '#platform/http';
import { type Html, html, type Look } from '#ui';

type Steps = ReadonlyArray<Pick<Task, 'permission' | 'dueAt'>>;

/** Who of those to whom steps may be given is away, with nobody in his place, beside his title: by post. */
export async function awayHints(
  { t, db, clock }: Ctx,
  postIds: readonly string[],
  steps: Steps,
): Promise<ReadonlyMap<string, string>> {
  const hints = new Map<string, string>();
  for (const permission of new Set(steps.map(s => s.permission)))
    for (const [postId, away] of await awayAt(db, { postIds, permission }, clock.now()))
      hints.set(postId, t('one-stop.assign.away', { until: away.map(awayUntil).join(', ') }));
  return hints;
}

/** What is asked before a step is given to somebody who is away until after it is due; he may be back sooner. Null where there is nothing to ask. */
export async function awayLook(
  ctx: Ctx,
  postId: string,
  step: Pick<Task, 'permission' | 'dueAt'>,
): Promise<Look | null> {
  const { away } = await awayPastDue(ctx.db, { postId, steps: [step] }, ctx.clock.now());
  if (!away.length) return null;
  return asks(ctx, away, step.dueAt, 'away');
}

/** The same, before a step is given back to all of its agency, of which everybody who may do it is away until after it is due. */
export async function allAwayLook(ctx: Ctx, step: Task): Promise<Look | null> {
  const away = await allAwayPastDue(ctx.db, step, ctx.clock.now());
  return away.length ? asks(ctx, away, step.dueAt, 'all-away') : null;
}

/** The same, before a dossier is transferred to an agency where everybody who may do its step is away. */
export async function transferredAwayLook(
  ctx: Ctx,
  dossier: Dossier,
  agencyId: string,
): Promise<Look | null> {
  const now = ctx.clock.now();
  for (const step of await stepsIfTransferred(ctx.db, dossier, agencyId, now)) {
    const away = await allAwayAt(ctx.db, step, now);
    if (away.length) return asks(ctx, away, step.dueAt, 'transfer-away', step.agency.name);
  }
  return null;
}

function asks(
  ctx: Ctx,
  away: ReadonlyArray<Parameters<typeof awayWho>[1]>,
  dueAt: Date | null,
  of: 'away' | 'all-away' | 'transfer-away',
  agency = '',
): Look {
  const { t } = ctx;
  const who: Html[] = away.map(a => html`<li>${awayWho(ctx, a)}</li>`);
  const due =
    dueAt &&
    dueAt > ctx.clock.now() &&
    t(`one-stop.assign.${of === 'away' ? of : 'all-away'}-due`, { at: formatDateTime(dueAt) });
  return {
    title: t(`one-stop.assign.${of}-title`, { agency }),
    about: html`<ul>${who}</ul>${due && html`<p>${due}</p>`}<p>${t(`one-stop.assign.${of}-about`)}</p>`,
    button: t(`one-stop.assign.${of === 'transfer-away' ? of : 'away'}-button`),
  };
}
