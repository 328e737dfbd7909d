import { type ChosenStep, casesService, chooseBulk, undoFor } from '#engines/cases';
import { isAppError } from '#platform/errors';
import { type Answer, type Ctx, redirect } from '#platform/http';
import { button, csrfField, type Html, html } from '#ui';
import { bulkPath } from './kinds.ts';
import { type BulkLine, type LoadedBulk, loadBulk } from './load.ts';

/** What was done with a step is kept to be taken back, and was not. */
const holds = ({ act }: BulkLine): boolean => act !== undefined && !act.undoneAt;

/** The way to take back what was done with the others and still holds: each for itself, as far as nobody has acted on it since. */
export function undoOffer(ctx: Ctx, { bulk, lines }: LoadedBulk): Html | null {
  const count = lines.filter(holds).length;
  const since = bulk.endedAt && ctx.clock.now().getTime() - bulk.endedAt.getTime();
  const late = since === null || since > ctx.get(casesService).undoHours * 3_600_000;
  if (bulk.kind === 'undo' || !count || late) return null;
  return html`<form method="post" action="${bulkPath(bulk)}/hoan-tac">${csrfField(ctx)}
<p>${button({ label: ctx.t('one-stop.bulk.undo', { count }), alt: true })}</p></form>`;
}

/** A step to be taken back, or why it cannot be any more, which is said before anybody confirms. */
async function undoing(ctx: Ctx, { taskId, dossierId, act }: BulkLine): Promise<ChosenStep> {
  const step = { taskId, dossierId };
  try {
    const asked = { dossierId, actId: act?.id ?? '' };
    const { refusal } = await undoFor(ctx.db, ctx.get(casesService), ctx.visitor!, asked, ctx.clock.now());
    return refusal ? { ...step, refusal: refusal.code, params: refusal.params } : { ...step, outcome: null };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { ...step, refusal: error.code, params: error.params };
  }
}

/** Chooses what was done with the others and holds, to be looked through and taken back. */
export async function chooseUndo(ctx: Ctx): Promise<Answer> {
  const { bulk, lines } = await loadBulk(ctx);
  const held = lines.filter(holds);
  if (bulk.state !== 'done' || bulk.kind === 'undo' || !held.length) return redirect(bulkPath(bulk));
  const steps: ChosenStep[] = [];
  for (const line of held) steps.push(await undoing(ctx, line));
  const by = { accountId: bulk.accountId, at: ctx.clock.now() };
  const chosen = { kind: 'undo' as const, steps, undoes: bulk.id };
  return redirect(bulkPath({ id: await ctx.db.tx(tx => chooseBulk(tx, chosen, by)) }));
}
