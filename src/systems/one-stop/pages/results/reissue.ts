import { casesService, mayAct, previewRenewal, renewResult } from '#engines/cases';
import { formatDate } from '#platform/clock';
import { NotAllowed } from '#platform/errors';
import { type Ctx, file, textField as posted } from '#platform/http';
import { button, doneAt, errorOf, html, type Look, lines, note, textArea, typedOr } from '#ui';
import { pathOf } from '../handling/load.ts';
import { openDossier } from '../open.ts';
import { markSent, SHOWN } from '../seen.ts';
import { tells } from '../who-is-told.ts';
import { mendedNote } from './corrected-notes.ts';
import { actId, type LoadedResult, loadResult, RESULT, resultRoutes } from './load.ts';

const REASON = 'ly-do';
/** Of the button that opens the new paper as a file. */
const AS_PDF = 'ban-pdf';

/** The copy that was asked for, or what has to be mended in it. */
function wished(ctx: Ctx, { dossier, result }: LoadedResult) {
  const reason = posted(ctx.req.body, REASON);
  if (reason.length < 10) return [{ path: REASON, message: ctx.t('one-stop.reissue.reason-missing') }];
  const kind = 'reissue' as const;
  return { dossierId: dossier.id, resultId: result.id, kind, reason, signerName: ctx.visitor!.name };
}

/** Whether the visitor may open papers of the dossier: who may issue one anew need not be. */
const opensPapers = ({ asker, facts }: LoadedResult): boolean => mayAct(asker, 'read-papers', facts);

/** The copy as it would be signed: what it takes the place of, why, and the paper as a file. */
const lookAt = ({ t, req }: Ctx, loaded: LoadedResult, mark: string): Look => ({
  title: t('one-stop.reissue.look-title'),
  about: html`<p>${t('one-stop.reissue.look-about', { number: loaded.result.number })} ${tells({ t }, loaded.told)}</p><p><b>${t('one-stop.reissue.reason')}:</b> ${lines(posted(req.body, REASON))}</p>${loaded.inPlaceOf && note(loaded.inPlaceOf.words)}`,
  fields: html`<input type="hidden" name="${SHOWN}" value="${mark}">${opensPapers(loaded) && html`<p>${button({ label: t('one-stop.reissue.as-pdf'), name: AS_PDF, value: '1', alt: true, newTab: true })}</p>`}`,
  button: t('one-stop.reissue.button'),
});

/** The same result again, for a copy that was lost or spoilt: shown first, then signed anew, with a number of its own. */
export const reissueRoutes = resultRoutes('reissue', {
  path: `${RESULT}/cap-lai`,
  load: ctx => loadResult(ctx, 'reissue'),
  title: (ctx, { result }) => ctx.t('one-stop.reissue.title', { title: result.title }),
  about: ({ t }, { result }) =>
    html`<p>${t('one-stop.reissue.about', { number: result.number, date: formatDate(result.issuedAt) })}</p>`,
  fields: async (ctx, loaded, errors) =>
    html`${await mendedNote(ctx, loaded, 'reissue')}${textArea(ctx.t, {
      name: REASON,
      label: ctx.t('one-stop.reissue.reason'),
      hint: ctx.t('one-stop.reissue.reason-hint'),
      value: typedOr(ctx, REASON),
      error: errorOf(errors, REASON),
      rows: 3,
    })}`,
  button: 'one-stop.reissue.look',
  look: async (ctx, loaded) => {
    const wish = wished(ctx, loaded);
    if (Array.isArray(wish)) return wish;
    const { mark } = await previewRenewal(ctx.db, ctx.get(casesService), wish, loaded.actor);
    return lookAt(ctx, loaded, mark);
  },
  submit: async (ctx, loaded) => {
    const deps = ctx.get(casesService);
    const wish = wished(ctx, loaded);
    if (Array.isArray(wish)) return wish;
    if (posted(ctx.req.body, AS_PDF)) {
      if (!opensPapers(loaded)) throw NotAllowed();
      await openDossier(ctx, loaded.dossier.id);
      const { draw } = await previewRenewal(ctx.db, deps, wish, loaded.actor);
      return file(await draw(), 'application/pdf');
    }
    const signing = { ...wish, id: actId(ctx), seen: markSent(ctx), shown: posted(ctx.req.body, SHOWN) };
    await renewResult(ctx.db, deps, signing, loaded.actor);
    return doneAt(pathOf(loaded.dossier), 'result-reissued');
  },
  otherwise: REASON,
});
