import { type Draft, fillInFor, type RunningVersion } from '#engines/cases';
import { covers, findAccount, mandatesHeld } from '#engines/identity';
import { type Answer, type Ctx, redirect, textField } from '#platform/http';
import { button, csrfField, type Html, html, note, radios } from '#ui';
import { base, open } from './open-draft.ts';

const WHO = 'cho';

/**
 * In whose name an application is filled in: chosen before anything was saved, by whoever may act for others in this procedure; said
 * afterwards. Nothing for all others.
 */
export async function forWhom(
  ctx: Ctx,
  { draft, version }: { draft: Draft; version: RunningVersion },
): Promise<Html | null> {
  const { t, db } = ctx;
  if (draft.revision > 0) {
    const principal = draft.principalId ? await findAccount(db, draft.principalId) : undefined;
    return principal ? note(t('portal.mandate.filling-in', { name: principal.name })) : null;
  }
  const about = { field: version.fieldCode, procedure: version.code };
  const held = (await mandatesHeld(db, draft.accountId, ctx.clock.now())).filter(m => covers(m, about));
  if (!held.length) return null;
  const others = new Map(held.map(m => [m.principalId, m.principalName]));
  return html`<form method="post" action="${base(draft)}/cho">${csrfField(ctx)}
${radios(t, {
  name: WHO,
  label: t('portal.mandate.for-whom'),
  options: [
    { value: '', label: t('portal.mandate.for-myself') },
    ...[...others].map(([value, label]) => ({ value, label })),
  ],
  value: draft.principalId ?? '',
})}
<p>${button({ label: t('portal.mandate.choose'), alt: true })}</p></form>`;
}

/** Takes the choice. Throws MandateOver, DraftChanged. */
export async function choose(ctx: Ctx): Promise<Answer> {
  const { draft } = await open(ctx);
  const who = textField(ctx.req.body, WHO);
  const held = await mandatesHeld(ctx.db, draft.accountId, ctx.clock.now());
  const principal = held.find(m => m.principalId === who)?.principalId ?? null;
  await ctx.db.tx(tx => fillInFor(tx, ctx, draft, principal));
  return redirect(base(draft));
}
