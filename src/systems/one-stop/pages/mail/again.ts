import {
  casesService,
  findDossier,
  findMailing,
  findMailList,
  type Mailing,
  MailSettled,
  mailState,
  readAddress,
  readTracking,
  sendAgain,
  toGiveAgain,
  trackingFault,
} from '#engines/cases';
import { type Answer, type Ctx, textField as posted, type Route, redirect } from '#platform/http';
import { attempt } from '#ui';
import { givesSent, toldOther } from '../hand-over/gives.ts';
import { unprintableIn } from '../refused-text.ts';
import { ADDRESS, TRACKING } from './again-form.ts';
import { letterPage } from './letter.ts';
import { actorFor, LETTER, letterPath, listPath, ownLetter } from './reach.ts';
import { orTellOfLetter } from './settled.ts';

/** The letter with which it went out, where this form did that before: pressed twice it is done once. Not what another sent, or another address. */
async function sentAs(
  ctx: Ctx,
  { sentAgainAs }: Mailing,
  { address, trackingNumber }: { address: string; trackingNumber: string | null },
): Promise<Mailing | undefined> {
  const anew = sentAgainAs ? await findMailing(ctx.db, sentAgainAs) : undefined;
  if (!anew || anew.address !== readAddress(address)) return undefined;
  // Its number may have been noted since.
  if (trackingNumber && trackingNumber !== anew.trackingNumber) return undefined;
  return (await findMailList(ctx.db, anew.listId))?.madeBy === ctx.visitor?.accountId ? anew : undefined;
}

/** Sends it, and leads to the list that goes with it; what is wrong is told at its field. */
async function send(ctx: Ctx): Promise<Answer> {
  const letter = await ownLetter(ctx);
  const { t } = ctx;
  const [address, typed] = [posted(ctx.req.body, ADDRESS), posted(ctx.req.body, TRACKING)];
  const trackingNumber = readTracking(typed) ?? null;
  const went = await sentAs(ctx, letter, { address, trackingNumber });
  if (went) return redirect(letterPath(went));
  if (letter.settledAt) throw MailSettled({ code: letter.code });
  const unprintable = unprintableIn(ctx, ADDRESS);
  const dossier = await findDossier(ctx.db, letter.dossierId);
  const other = dossier && (await toldOther(ctx, dossier, await toGiveAgain(ctx.db, dossier, letter)));
  const errors = [
    ...(other === undefined ? [] : [{ path: ADDRESS, message: other }]),
    ...unprintable,
    ...(unprintable.length || readAddress(address)
      ? []
      : [{ path: ADDRESS, message: t('one-stop.mail.again-missing') }]),
    ...(typed && !trackingNumber ? [{ path: TRACKING, message: trackingFault(t, typed) }] : []),
  ];
  if (errors.length) return letterPage(ctx, errors);
  const given = { address, trackingNumber, shown: givesSent(ctx) };
  const sends = async () => {
    const actor = actorFor(ctx, letter.agencyId);
    return listPath(await ctx.db.tx(tx => sendAgain(tx, ctx.get(casesService), letter, given, actor)));
  };
  return attempt(
    ctx,
    () => (mailState(letter) === 'back' ? orTellOfLetter(ctx, sends) : sends()),
    refused => letterPage(ctx, refused),
    { otherwise: TRACKING },
  );
}

export const againRoute: Route = {
  method: 'POST',
  path: `${LETTER}/gui-lai`,
  rule: { permission: 'dossier.receive' },
  handler: ctx => orTellOfLetter(ctx, () => send(ctx)),
};
