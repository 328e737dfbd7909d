import { casesService, transfer, transferTargets } from '#engines/cases';
import { textField as posted } from '#platform/http';
import { doneAt, doOnce, errorOf, html, textArea, typedOr } from '#ui';
import { stillSeen } from '../seen.ts';
import { tells } from '../who-is-told.ts';
import { AGENCIES, agencyChoice, chosenAgencies, isLookingUp } from './agency-choice.ts';
import { DOSSIER, decidingRoutes, deskActorOf, loadFor, pathOf } from './load.ts';

const REASON = 'ly-do';

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
  submit: async (ctx, loaded) => {
    const { t } = ctx;
    if (isLookingUp(ctx)) return [];
    const [agencyId] = chosenAgencies(ctx);
    const reason = posted(ctx.req.body, REASON);
    const errors = [
      ...(agencyId ? [] : [{ path: AGENCIES, message: t('one-stop.transfer.agency-missing') }]),
      ...(reason.length >= 10 ? [] : [{ path: REASON, message: t('one-stop.transfer.reason-missing') }]),
    ];
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
