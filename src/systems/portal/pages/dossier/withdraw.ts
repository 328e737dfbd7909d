import { actorIn, casesService, leftIfEnded, openOwn, withdraw } from '#engines/cases';
import { type Answer, type Ctx, type Route, textField } from '#platform/http';
import { attempt, doneAt } from '#ui';
import { dossierPage } from './my-dossier.ts';
import { addressOf } from './own-dossier.ts';
import { mayBeWithdrawn, SURE, WHY } from './withdrawal-box.ts';

/** Takes the dossier back: the offices stop at once. Words that cannot be kept are told at their field, and nothing is done; where a result is signed already, it is done when its applicant has said that the rest is meant. */
async function sendWithdrawal(ctx: Ctx): Promise<Answer> {
  const dossier = await openOwn(ctx, 'withdraw');
  const reason = textField(ctx.req.body, WHY);
  const now = ctx.clock.now();
  const actor = actorIn(ctx.visitor!, now, dossier);
  // Of one that cannot be taken back any more nothing is asked: the act itself says why.
  if (
    mayBeWithdrawn(dossier) &&
    textField(ctx.req.body, SURE) === '' &&
    (await leftIfEnded(ctx.db, dossier, now))
  )
    return dossierPage(ctx, dossier, [{ path: SURE, message: ctx.t('portal.withdraw.sure-missing') }]);
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
