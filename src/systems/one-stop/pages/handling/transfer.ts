import { casesService, transfer, transferTargets } from '#engines/cases';
import { type Ctx, textField as posted } from '#platform/http';
import { doneAt, doOnce, errorOf, type FieldError, html, textArea, typedOr } from '#ui';
import { stillSeen } from '../seen.ts';
import { tells } from '../who-is-told.ts';
import { AGENCIES, agencyChoice, chosenAgencies, isLookingUp } from './agency-choice.ts';
import { transferredAwayLook } from './given-away.ts';
import { DOSSIER, decidingRoutes, deskActorOf, loadFor, pathOf } from './load.ts';

const REASON = 'ly-do';

/** What has to be corrected in what was typed. */
function missing(ctx: Ctx): FieldError[] {
  const { t } = ctx;
  const isShort = posted(ctx.req.body, REASON).length < 10;
  return [
    ...(chosenAgencies(ctx)[0] ? [] : [{ path: AGENCIES, message: t('one-stop.transfer.agency-missing') }]),
    ...(isShort ? [{ path: REASON, message: t('one-stop.transfer.reason-missing') }] : []),
  ];
}

/** Sends the dossier to the agency that is competent for it. */
export const transferRoutes = decidingRoutes({
  path: `${DOSSIER}/chuyen`,
  load: ctx => loadFor(ctx, 'transfer'),
  title: ctx => ctx.t('one-stop.transfer.title'),
  about: (ctx, { told }) => html`<p>${ctx.t('one-stop.transfer.about')} ${tells(ctx, told)}</p>`,
  fields: async (ctx, { dossier }, errors) => {
    const { t } = ctx;
    return html`${await agencyChoice(ctx, dossier, errors, {
      label: t('one-stop.transfer.agency'),
      hint: t('one-stop.transfer.agency-hint'),
      several: false,
      among: await transferTargets(ctx.db, dossier, ctx.clock.now()),
    })}${textArea(t, {
      name: REASON,
      label: t('one-stop.transfer.reason'),
      hint: t('one-stop.transfer.reason-hint'),
      value: typedOr(ctx, REASON),
      error: errorOf(errors, REASON),
      rows: 3,
    })}`;
  },
  button: 'one-stop.transfer.button',
  // Asked only where it is whole: what is missing, or only looked up, is told first.
  look: async (ctx, { dossier }) => {
    const [agencyId] = chosenAgencies(ctx);
    if (isLookingUp(ctx) || missing(ctx).length || !agencyId) return null;
    return transferredAwayLook(ctx, dossier, agencyId);
  },
  submit: async (ctx, loaded) => {
    if (isLookingUp(ctx)) return [];
    const [agencyId] = chosenAgencies(ctx);
    const reason = posted(ctx.req.body, REASON);
    const errors = missing(ctx);
    if (errors.length || !agencyId) return errors;
    const wish = { dossierId: loaded.dossier.id, agencyId, reason };
    await ctx.db.tx(tx =>
      doOnce(ctx, tx, async () => {
        await stillSeen(ctx, tx, wish.dossierId);
        await transfer(tx, ctx.get(casesService), wish, deskActorOf(ctx, loaded));
        return {};
      }),
    );
    return doneAt(pathOf(loaded.dossier), 'transferred');
  },
  errorFields: { REASON_MISSING: REASON, REASON_TOO_LONG: REASON },
  otherwise: AGENCIES,
});
