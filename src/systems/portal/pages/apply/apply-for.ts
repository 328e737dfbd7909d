import { fillInFor } from '#engines/cases';
import { covers, mandatesHeld } from '#engines/identity';
import { type Answer, type Ctx, redirect, textField } from '#platform/http';
import { button, csrfField, type Html, html, note, radios } from '#ui';
import { base, type Open, open } from './open-draft.ts';

const WHO = 'cho';

/** Whom the questions of a part mean, where it is filled in for another: “chính mình” is he, not the one who types. */
export const actingLine = ({ t }: Ctx, { principal }: Open): Html | undefined =>
  principal === undefined ? undefined : html`<p>${t('portal.mandate.part-for', { name: principal })}</p>`;

/**
 * In whose name an application is filled in: chosen before anything was saved, by whoever may act for others in this procedure; said
 * afterwards. Nothing for all others.
 */
export async function forWhom(ctx: Ctx, { draft, version, principal }: Open): Promise<Html | null> {
  const { t, db } = ctx;
  if (draft.revision > 0)
    return principal === undefined ? null : note(t('portal.mandate.filling-in', { name: principal }));
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
