import {
  casesService,
  changeWords,
  correctedUnder,
  isDecision,
  type Result,
  type ResultAct,
  type ResultAction,
  type Story,
} from '#engines/cases';
import { formatDate, formatDateTime } from '#platform/clock';
import type { Ctx } from '#platform/http';
import { type Html, html, note, type Printable, status } from '#ui';
import { pathOf } from '../handling/load.ts';
import { bearsOldNote } from './corrected-notes.ts';
import { resultPath } from './load.ts';

const PATHS: Readonly<Record<ResultAction, string>> = {
  correct: 'dinh-chinh',
  reissue: 'cap-lai',
  revoke: 'thu-hoi',
};

/** The decision that ended a result, as a file for whoever may open it. */
function decisionLink({ t }: Ctx, { dossierId }: Result, act: ResultAct, opens: boolean): Printable {
  const words = t('one-stop.result.decision', { number: act.newNumber ?? act.number ?? '' });
  return opens ? html`<a href="${pathOf({ id: dossierId })}/quyet-dinh/${act.id}.pdf">${words}</a>` : words;
}

/** Whether a result holds, and if not, since when and what came after it. */
function standing(
  ctx: Ctx,
  result: Result,
  act: ResultAct | undefined,
  { opens, shown }: { opens: boolean; shown(text: string): string },
): Html {
  const { t } = ctx;
  if (result.status === 'withdrawn')
    return status(
      'ended',
      t('one-stop.result.withdrawn', { date: formatDate(result.statusAt ?? result.issuedAt) }),
    );
  if (!act) return status('done', t('one-stop.result.valid'));
  const words = { date: formatDate(act.at), number: act.newNumber ?? act.number ?? '' };
  return html`${status('ended', t(`one-stop.result.${act.kind}`, words))}${
    isDecision(act) && html` ${decisionLink(ctx, result, act, opens)}`
  }<br><span class="q">${t('one-stop.result.reason', { reason: shown(act.reason) })}</span>${act.changes?.map(
    c =>
      html`<br><span class="q">${changeWords(t, { ...c, before: shown(c.before), after: shown(c.after) })}</span>`,
  )}`;
}

/** That a result was revoked for a time, and by which decision it holds again. */
const lifted = ({ t }: Ctx, result: Result, acts: readonly ResultAct[]): Html[] =>
  acts
    .filter(a => a.resultId === result.id)
    .map(a => {
      const words = {
        from: formatDate(a.at),
        date: formatDate(a.liftedAt ?? a.at),
        number: a.liftedAgency
          ? t('one-stop.result.decision-of', { number: a.liftedNumber ?? '', agency: a.liftedAgency })
          : (a.liftedNumber ?? ''),
        decided: formatDate(a.liftedOn ?? a.at),
      };
      return html`<br><span class="q">${t(`one-stop.result.lifted-${a.kind === 'annulment' ? 'annulment' : 'revocation'}`, words)}</span>`;
    });

const nameOf = ({ t }: Ctx, { title, number }: Result): string =>
  t('one-stop.result.named', { title, number });

/**
 * What was issued, what became of it since, and what the reader may do with what holds. `opens`: whether he may open it; `shown`: reasons and what
 * was corrected as he may read them.
 */
export function resultsSection(
  ctx: Ctx,
  { dossier, results, resultActs, liftedActs }: Story,
  actions: ReadonlyMap<string, readonly ResultAction[]>,
  { opens, shown }: { opens: boolean; shown(text: string): string },
): Html | null {
  if (!results.length) return null;
  const { t } = ctx;
  const known = { results, resultActs };
  const bearsOld = (r: Result): Html[] =>
    r.status === 'valid'
      ? bearsOldNote(ctx, results, correctedUnder(ctx.get(casesService), dossier, known, r))
      : [];
  return html`<section id="ket-qua"><h2>${t('one-stop.results')}</h2>${dossier.status === 'withdrawn' && results.some(r => r.status === 'valid') && note(t('one-stop.results.stand'))}<ul class="plain">${results.map(
    r => html`<li><p>${opens ? html`<a href="${resultPath(r)}.pdf">${nameOf(ctx, r)}</a>` : nameOf(ctx, r)}, <span class="q num">${t('one-stop.result.signed-at', { at: formatDateTime(r.issuedAt) })}</span><br>
${standing(
  ctx,
  r,
  resultActs.find(a => a.resultId === r.id),
  { opens, shown },
)}${bearsOld(r)}${lifted(ctx, r, liftedActs)}</p>${
      !!actions.get(r.id)?.length &&
      html`<p class="row">${actions
        .get(r.id)
        ?.map(a => html`<a href="${resultPath(r)}/${PATHS[a]}">${t(`one-stop.${a}.link`)}</a>`)}</p>`
    }</li>`,
  )}</ul></section>`;
}
