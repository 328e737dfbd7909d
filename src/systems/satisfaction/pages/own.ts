import { casesService, type Dossier, openOwn } from '#engines/cases';
import { rate, raterOf } from '#engines/ratings';
import { type Answer, type Ctx, page, queryText, type Route } from '#platform/http';
import { attempt, citizenPage, doneAt, type Errors, errorSummary, html } from '#ui';
import { ownAddress } from '../view.ts';
import { ratingOf } from './rated.ts';
import { FIELDS, LEVEL, sentRating } from './rating-form.ts';

async function show(ctx: Ctx, dossier: Dossier, errors: Errors = []): Promise<Answer> {
  const { t } = ctx;
  return page(
    citizenPage(
      ctx,
      {
        title: t('satisfaction.title'),
        backTo: `/ho-so/${dossier.code}`,
        error: errors.length > 0,
      },
      html`${errorSummary(t, errors)}
${await ratingOf(ctx, dossier, {
  action: ownAddress(dossier.code),
  rater: raterOf(dossier, ctx.visitor!.accountId),
  errors,
  sent: errors.length > 0,
  done: queryText(ctx.req.query, 'xong') !== '',
})}`,
    ),
    { status: errors.length ? 422 : 200 },
  );
}

async function send(ctx: Ctx): Promise<Answer> {
  const dossier = await openOwn(ctx, 'answer');
  return attempt(
    ctx,
    async () => {
      const input = { ...sentRating(ctx), way: 'account' as const };
      const actor = { accountId: ctx.visitor!.accountId, at: ctx.clock.now() };
      await ctx.db.tx(tx => rate(tx, ctx.get(casesService), dossier, input, actor));
      return doneAt(ownAddress(dossier.code), 'danh-gia');
    },
    errors => show(ctx, dossier, errors),
    { fields: FIELDS, otherwise: LEVEL },
  );
}

export const ownRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: ownAddress(':code'),
    rule: 'citizen',
    handler: async ctx => show(ctx, await openOwn(ctx, 'answer')),
  },
  { method: 'POST', path: ownAddress(':code'), rule: 'citizen', handler: send },
];
