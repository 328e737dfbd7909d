import { actorOf, casesService, withdraw } from '#engines/cases';
import { type Answer, type Ctx, type Route, redirect, textField } from '#platform/http';
import { addressOf, ownDossier } from './own-dossier.ts';

/** Takes the dossier back: the offices stop at once. */
async function sendWithdrawal(ctx: Ctx): Promise<Answer> {
  const dossier = await ownDossier(ctx, 'withdraw');
  const reason = textField(ctx.req.body, 'ly-do').slice(0, 1000);
  await ctx.db.tx(tx =>
    withdraw(
      tx,
      ctx.get(casesService),
      { dossierId: dossier.id, reason },
      actorOf(ctx.visitor!, ctx.clock.now()),
    ),
  );
  return redirect(addressOf(dossier));
}

export const withdrawRoute: Route = {
  method: 'POST',
  path: '/ho-so/:code/rut',
  rule: 'citizen',
  handler: sendWithdrawal,
};
