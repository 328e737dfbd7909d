import { casesService, listResults, previewRevocation, restingOn, revokeResult } from '#engines/cases';
import { formatDate } from '#platform/clock';
import { type Ctx, file, textField as posted } from '#platform/http';
import { type PaperDefinition, renderPaper } from '#platform/pdf';
import {
  box,
  button,
  doneAt,
  errorOf,
  type Html,
  html,
  type Look,
  note,
  paperWords,
  radios,
  textArea,
  typedOr,
} from '#ui';
import { pathOf } from '../handling/load.ts';
import { SHOWN } from '../seen.ts';
import { tells } from '../who-is-told.ts';
import { actId, type LoadedResult, loadResult, RESULT, resultRoutes } from './load.ts';

const [KIND, BASIS, REASON] = ['cach', 'can-cu', 'ly-do'];
const KINDS = ['revocation', 'annulment'] as const;
/** Of the button that opens the decision as a file. */
const AS_PDF = 'ban-pdf';

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

/** The decision that was typed, or what has to be mended in it. */
function typed(ctx: Ctx, { dossier, result }: LoadedResult) {
  const { t } = ctx;
  const kind = KINDS.find(k => k === posted(ctx.req.body, KIND));
  const [basis, reason] = [posted(ctx.req.body, BASIS), posted(ctx.req.body, REASON)];
  const errors = [
    ...(kind ? [] : [{ path: KIND, message: t('one-stop.revoke.kind-missing') }]),
    ...(basis.length >= 5 ? [] : [{ path: BASIS, message: t('one-stop.revoke.basis-missing') }]),
    ...(reason.length >= 10 ? [] : [{ path: REASON, message: t('one-stop.revoke.reason-missing') }]),
  ];
  if (errors.length || !kind) return errors;
  return {
    dossierId: dossier.id,
    resultId: result.id,
    kind,
    basis,
    reason,
    signerName: ctx.visitor!.name,
  };
}

/** The decision as it would be signed, in the page and as a file, with who is told of it. */
const lookAt = (
  { t }: Ctx,
  { told, inPlaceOf }: LoadedResult,
  paper: PaperDefinition,
  mark: string,
): Look => ({
  title: t('one-stop.revoke.look-title'),
  about: html`<p>${t('one-stop.revoke.look-about')} ${tells({ t }, told)}</p>${box(paperWords(paper))}${inPlaceOf && note(inPlaceOf.words)}`,
  fields: html`<input type="hidden" name="${SHOWN}" value="${mark}"><p>${button({ label: t('one-stop.revoke.as-pdf'), name: AS_PDF, value: '1', alt: true, newTab: true })}</p>`,
  button: t('one-stop.revoke.button'),
});

/** A result is ended by a signed decision, shown before it is signed: revoked, or annulled because it was against the law from the first. */
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
  button: 'one-stop.revoke.look',
  look: async (ctx, loaded) => {
    const wish = typed(ctx, loaded);
    if (Array.isArray(wish)) return wish;
    const { paper, mark } = await previewRevocation(ctx.db, ctx.get(casesService), wish, loaded.actor);
    return lookAt(ctx, loaded, paper, mark);
  },
  submit: async (ctx, loaded) => {
    const deps = ctx.get(casesService);
    const wish = typed(ctx, loaded);
    if (Array.isArray(wish)) return wish;
    if (posted(ctx.req.body, AS_PDF)) {
      const { paper } = await previewRevocation(ctx.db, deps, wish, loaded.actor);
      return file(Buffer.from((await renderPaper(paper)).pdf), 'application/pdf');
    }
    const signing = { ...wish, id: actId(ctx), shown: posted(ctx.req.body, SHOWN) };
    await revokeResult(ctx.db, deps, signing, loaded.actor);
    return doneAt(pathOf(loaded.dossier), 'result-revoked');
  },
  errorFields: { BASIS_MISSING: BASIS },
  otherwise: REASON,
});
