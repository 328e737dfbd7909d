import { casesService, renewResult } from '#engines/cases';
import { formatDate } from '#platform/clock';
import { textField as posted } from '#platform/http';
import { doneAt, errorOf, html, textArea, typedOr } from '#ui';
import { pathOf } from '../handling/load.ts';
import { markSent } from '../seen.ts';
import { mendedNote } from './corrected-notes.ts';
import { actId, loadResult, RESULT, resultRoutes } from './load.ts';

const REASON = 'ly-do';

/** The same result again, for a copy that was lost or spoilt: signed anew, with a number of its own. */
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
  button: 'one-stop.reissue.button',
  submit: async (ctx, { dossier, result, actor }) => {
    const reason = posted(ctx.req.body, REASON);
    if (reason.length < 10) return [{ path: REASON, message: ctx.t('one-stop.reissue.reason-missing') }];
    await renewResult(
      ctx.db,
      ctx.get(casesService),
      {
        id: actId(ctx),
        dossierId: dossier.id,
        resultId: result.id,
        kind: 'reissue',
        reason,
        signerName: ctx.visitor!.name,
        seen: markSent(ctx),
      },
      actor,
    );
    return doneAt(pathOf(dossier), 'result-reissued');
  },
  otherwise: REASON,
});
