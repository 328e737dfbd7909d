import { type Away, awayAt, awayPastDue, type Task } from '#engines/work';
import { dayBefore, formatDate, formatDateTime } from '#platform/clock';
import type { Ctx } from '#platform/http';
import { type Html, html, type Look } from '#ui';

type Steps = ReadonlyArray<Pick<Task, 'permission' | 'dueAt'>>;

const until = ({ back }: Away): string => formatDate(dayBefore(back));

/** Who of those to whom steps may be given is away, with nobody in his place, beside his title: by post. */
export async function awayHints(
  { t, db, clock }: Ctx,
  postIds: readonly string[],
  steps: Steps,
): Promise<ReadonlyMap<string, string>> {
  const hints = new Map<string, string>();
  for (const permission of new Set(steps.map(s => s.permission)))
    for (const [postId, away] of await awayAt(db, { postIds, permission }, clock.now()))
      hints.set(postId, t('one-stop.assign.away', { until: away.map(until).join(', ') }));
  return hints;
}

/** Who is away past the due times of steps that are to be given to him, in a sentence; undefined where he, or who acts for him, is there. */
export async function awayWords(ctx: Ctx, postId: string, steps: Steps): Promise<string | undefined> {
  const given = await awayPastDue(ctx.db, { postId, steps }, ctx.clock.now());
  if (!given.away.length) return undefined;
  const said = given.away.map(a => ctx.t('one-stop.assign.away-who', { name: a.name, until: until(a) }));
  return [...said, ctx.t('one-stop.assign.away-steps', { count: given.steps })].join(' ');
}

/** What is asked before a step is given to somebody who is away until after it is due; he may be back sooner. Null where there is nothing to ask. */
export async function awayLook(
  ctx: Ctx,
  postId: string,
  step: Pick<Task, 'permission' | 'dueAt'>,
): Promise<Look | null> {
  const { t } = ctx;
  const { away } = await awayPastDue(ctx.db, { postId, steps: [step] }, ctx.clock.now());
  if (!away.length) return null;
  const who: Html[] = away.map(
    a => html`<li>${t('one-stop.assign.away-who', { name: a.name, until: until(a) })}</li>`,
  );
  const due =
    step.dueAt &&
    step.dueAt > ctx.clock.now() &&
    t('one-stop.assign.away-due', { at: formatDateTime(step.dueAt) });
  return {
    title: t('one-stop.assign.away-title'),
    about: html`<ul>${who}</ul>${due && html`<p>${due}</p>`}<p>${t('one-stop.assign.away-about')}</p>`,
    button: t('one-stop.assign.away-button'),
  };
}
