import { newId } from '#platform/db';
import { type Answer, type Ctx, textField as posted, type Route } from '#platform/http';
import { attempt, csrfField, type Errors, emptyState, html, ONCE, radios, typedOr } from '#ui';
import { listGroups, listPriorities } from '../queue/groups.ts';
import { waitingBy } from '../queue/read.ts';
import { hallPage, nowhere } from './frame.ts';
import { GROUP, groupButtons } from './give.ts';
import { atOffice, GROUPS, hallOf, officeField, otherOffices, RECEIVES, TAKE } from './reach.ts';
import { takeOnce } from './take-once.ts';

const PRIORITY = 'uu-tien';

/** One press gives a number: a button for each group. */
async function draw(ctx: Ctx, errors: Errors = []): Promise<Answer> {
  const { t, db } = ctx;
  const hall = await hallOf(ctx);
  if (!hall) return nowhere(ctx);
  const { office } = hall;
  const groups = (await listGroups(db, office.id)).filter(g => g.open);
  const waiting = await waitingBy(db, office.id, ctx.clock.now());
  const priorities = await listPriorities(db);
  const title = t('hall.take.title');
  const form = html`<form method="post" action="${TAKE}" novalidate>${csrfField(ctx)}<input type="hidden" name="${ONCE}" value="${posted(ctx.req.body, ONCE) || newId()}">${officeField(office.id)}
${radios(t, {
  name: PRIORITY,
  label: t('hall.take.priority'),
  hint: t('hall.take.priority-hint'),
  value: typedOr(ctx, PRIORITY),
  options: ['', ...priorities].map(code => ({ value: code, label: t(`hall.priority.${code || 'none'}`) })),
})}
<h2>${t('hall.take.group')}</h2>
${groupButtons(ctx, groups, waiting)}</form>`;
  return hallPage(
    ctx,
    { title, errors, gives: true, back: true },
    html`<p class="q">${office.name}</p>
${groups.length ? form : emptyState({ why: t('hall.take.no-groups'), next: { href: atOffice(GROUPS, office.id), label: t('hall.groups.title') } })}
${otherOffices(hall, TAKE)}`,
  );
}

/** Gives a number, at any hour; the same form sent again leads to the same ticket. */
async function take(ctx: Ctx): Promise<Answer> {
  const hall = await hallOf(ctx);
  if (!hall) return nowhere(ctx);
  const wish = {
    agencyId: hall.office.id,
    letter: posted(ctx.req.body, GROUP),
    priority: posted(ctx.req.body, PRIORITY) || null,
  };
  return attempt(
    ctx,
    async () => `${TAKE}/${(await ctx.db.tx(tx => takeOnce(ctx, tx, wish))).id}`,
    errors => draw(ctx, errors),
    { otherwise: PRIORITY },
  );
}

const rule = { permission: RECEIVES };
export const takeRoutes: readonly Route[] = [
  { method: 'GET', path: TAKE, rule, handler: ctx => draw(ctx) },
  { method: 'POST', path: TAKE, rule, handler: take },
];
