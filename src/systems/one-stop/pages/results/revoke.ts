import { casesService, listResults, restingOn, revokeResult } from '#engines/cases';
import { formatDate } from '#platform/clock';
import { type Ctx, textField as posted } from '#platform/http';
import { doneAt, errorOf, type Html, html, note, radios, textArea, typedOr } from '#ui';
import { pathOf } from '../handling/load.ts';
import { tells } from '../who-is-told.ts';
import { actId, type LoadedResult, loadResult, RESULT, resultRoutes } from './load.ts';

const [KIND, BASIS, REASON] = ['cach', 'can-cu', 'ly-do'];
const KINDS = ['revocation', 'annulment'] as const;

/** What hangs on the result in its dossier: what is signed and rests on it, and what is still to be signed. */
async function consequences(ctx: Ctx, { dossier, result }: LoadedResult): Promise<Html> {
  const results = await listResults(ctx.db, dossier.id);
  const resting = restingOn(ctx.get(casesService), dossier, results, result.kind).map(
    r => `${r.title} ${r.number}`,
  );
  return html`${resting.length > 0 && note(ctx.t('one-stop.revoke.resting', { results: resting.join(', ') }))}${
    dossier.status === 'processing' && note(ctx.t('one-stop.revoke.running'))
  }`;
}

/** A result is ended by a signed decision: revoked, or annulled because it was against the law from the first. */
export const revokeRoutes = resultRoutes('revoke', {
  path: `${RESULT}/thu-hoi`,
  load: ctx => loadResult(ctx, 'revoke'),
  title: (ctx, { result }) => ctx.t('one-stop.revoke.title', { title: result.title }),
  about: ({ t }, { result, told }) =>
    html`<p>${t('one-stop.revoke.about', { number: result.number, date: formatDate(result.issuedAt) })} ${tells({ t }, told)}</p>`,
  fields: async (ctx, loaded, errors) => {
    const { t } = ctx;
    return html`${await consequences(ctx, loaded)}${radios(t, {
      name: KIND,
      label: t('one-stop.revoke.kind'),
      options: KINDS.map(value => ({
        value,
        label: t(`one-stop.revoke.${value}`),
        hint: t(`one-stop.revoke.${value}-hint`),
      })),
      value: typedOr(ctx, KIND),
      error: errorOf(errors, KIND),
    })}${textArea(t, {
      name: BASIS,
      label: t('one-stop.revoke.basis'),
      hint: t('one-stop.revoke.basis-hint'),
      value: typedOr(ctx, BASIS),
      error: errorOf(errors, BASIS),
      rows: 3,
    })}${textArea(t, {
      name: REASON,
      label: t('one-stop.revoke.reason'),
      hint: t('one-stop.revoke.reason-hint'),
      value: typedOr(ctx, REASON),
      error: errorOf(errors, REASON),
      rows: 4,
    })}`;
  },
  button: 'one-stop.revoke.button',
  submit: async (ctx, { dossier, result, actor }) => {
    const { t } = ctx;
    const kind = KINDS.find(k => k === posted(ctx.req.body, KIND));
    const [basis, reason] = [posted(ctx.req.body, BASIS), posted(ctx.req.body, REASON)];
    const errors = [
      ...(kind ? [] : [{ path: KIND, message: t('one-stop.revoke.kind-missing') }]),
      ...(basis.length >= 5 ? [] : [{ path: BASIS, message: t('one-stop.revoke.basis-missing') }]),
      ...(reason.length >= 10 ? [] : [{ path: REASON, message: t('one-stop.revoke.reason-missing') }]),
    ];
    if (errors.length || !kind) return errors;
    await revokeResult(
      ctx.db,
      ctx.get(casesService),
      {
        id: actId(ctx),
        dossierId: dossier.id,
        resultId: result.id,
        kind,
        basis,
        reason,
        signerName: ctx.visitor!.name,
      },
      actor,
    );
    return doneAt(pathOf(dossier), 'result-revoked');
  },
  errorFields: { BASIS_MISSING: BASIS },
  otherwise: REASON,
});
