import { actorIn, casesService, openOwn, withdraw } from '#engines/cases';
import { type Answer, type Ctx, type Route, textField } from '#platform/http';
import { attempt, doneAt } from '#ui';
import { dossierPage, WHY } from './my-dossier.ts';
import { addressOf } from './own-dossier.ts';

/** Takes the dossier back: the offices stop at once. Words that cannot be kept are told at their field, and nothing is done. */
async function sendWithdrawal(ctx: Ctx): Promise<Answer> {
  const dossier = await openOwn(ctx, 'withdraw');
  const reason = textField(ctx.req.body, WHY);
  const actor = actorIn(ctx.visitor!, ctx.clock.now(), dossier);
  return attempt(
    ctx,
    async () => {
      await ctx.db.tx(tx => withdraw(tx, ctx.get(casesService), { dossierId: dossier.id, reason }, actor));
      return doneAt(addressOf(dossier), 'rut');
    },
    errors => dossierPage(ctx, dossier, errors),
    { otherwise: WHY },
  );
}

export const withdrawRoute: Route = {
  method: 'POST',
  path: '/ho-so/:code/rut',
  rule: 'citizen',
  handler: sendWithdrawal,
};
