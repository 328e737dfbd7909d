import { newId } from '#platform/db';
import { type Ctx, textField as posted } from '#platform/http';
import { button, csrfField, type Html, html, ONCE, radios, typedOr, vietnamese } from '#ui';
import { listPriorities } from '../queue/groups.ts';
import { waitingBy } from '../queue/read.ts';
import type { FieldGroup } from '../queue/types.ts';

export const GROUP = 'nhom';
const PRIORITY = 'uu-tien';

/** What somebody who takes a number himself has pressed. */
export const wishOf = ({ req }: Ctx): { letter: string; priority: string | null } => ({
  letter: posted(req.body, GROUP),
  priority: posted(req.body, PRIORITY) || null,
});

/** The form in which somebody takes a number himself: one press, a button for each group, `big` on a kiosk. Nothing is asked about him but whether he has priority. */
export async function giveForm(
  ctx: Ctx,
  view: { action: string; agencyId: string; groups: readonly FieldGroup[]; big?: boolean },
): Promise<Html> {
  const { t, db } = ctx;
  const waiting = await waitingBy(db, view.agencyId, ctx.clock.now());
  const priorities = await listPriorities(db);
  const count = (g: FieldGroup) => waiting.get(g.letter) ?? 0;
  const label = (g: FieldGroup) => t('hall.take.button', { letter: g.letter, name: g.name, count: count(g) });
  const bigButton = (g: FieldGroup) =>
    html`<button class="btn" name="${GROUP}" value="${g.letter}"><b>${g.letter}</b> <span>${vietnamese(t, g.name)} <small>${t('hall.self.waiting', { count: count(g) })}</small></span></button>
`;
  return html`<form class="self" method="post" action="${view.action}" novalidate>${csrfField(ctx)}<input type="hidden" name="${ONCE}" value="${newId()}">
${radios(t, {
  name: PRIORITY,
  label: t('hall.self.priority'),
  hint: t('hall.self.priority-hint'),
  value: typedOr(ctx, PRIORITY),
  options: ['', ...priorities].map(code => ({ value: code, label: t(`hall.priority.${code || 'none'}`) })),
})}
<h2>${t('hall.self.group')}</h2>
${view.big ? html`<p class="give">${view.groups.map(bigButton)}</p>` : view.groups.map(g => html`<p>${button({ label: label(g), name: GROUP, value: g.letter, alt: true })}</p>`)}</form>`;
}
