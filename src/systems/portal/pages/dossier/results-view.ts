import {
  changeWords,
  firstIssueIn,
  isDecision,
  type Result,
  type ResultAct,
  type Story,
  TIME_TO_COMPLAIN,
} from '#engines/cases';
import { formatDate, formatDateTime } from '#platform/clock';
import type { Ctx } from '#platform/http';
import { box, details, type Html, html, join, note, status } from '#ui';
import { liftedBy } from '../verify/verify-parts.ts';
import { addressOf } from './own-dossier.ts';

// Its name stands beside the button too: on paper there are no buttons.
const download = (ctx: Ctx, base: string, r: Result, first: Result): Html =>
  html`<p><a class="btn" href="${base}/ket-qua/${r.id}.pdf">${ctx.t('portal.result.download', { title: r.title })}</a></p>
<p class="q">${ctx.t(ctx.site.demo ? 'portal.result.about-demo' : 'portal.result.about', { title: r.title, number: r.number, at: formatDateTime(r.issuedAt) })}${first.id !== r.id && ` ${ctx.t('portal.result.first', { number: first.number, date: formatDate(first.issuedAt) })}`}</p>`;

/** A result that nobody has had, while its fee is to be paid: that it is there. What to pay is said above and below. */
const unpaid = ({ t }: Ctx, r: Result): Html =>
  html`<p class="q">${t('portal.result.unpaid', { title: r.title, number: r.number, at: formatDateTime(r.issuedAt) })}</p>`;

/** A result that nothing took the place of: when, why and by which decision it was ended, and what can be done about it. */
function ended({ t }: Ctx, base: string, r: Result, act: ResultAct, running: boolean): Html {
  const words = { title: r.title, number: r.number, date: formatDate(act.at) };
  return box(html`<p>${status('ended', t(`portal.result.${act.kind}`, words))}</p>
<p>${t('portal.result.why', { reason: act.reason })}</p>
<p><a href="${base}/quyet-dinh/${act.id}.pdf">${t('portal.result.decision', { number: act.number ?? '' })}</a></p>
${running && html`<p>${t('portal.result.holds-up')}</p>`}<p class="q">${t('portal.result.may-complain', { days: TIME_TO_COMPLAIN.n })}</p>`);
}

/** Decisions that had ended a result, and hold no more themselves. */
const lifted = ({ t }: Ctx, r: Result, acts: readonly ResultAct[]): Html[] =>
  acts
    .filter(a => a.resultId === r.id)
    .map(
      a =>
        html`<p class="q">${t(`portal.result.lifted-${a.kind === 'annulment' ? 'annulment' : 'revocation'}`, { from: formatDate(a.at), date: formatDate(a.liftedAt ?? a.at), number: liftedBy(t, a), decided: formatDate(a.liftedOn ?? a.at) })}</p>`,
    );

/** A result that its signer took back before it was opened: what one was told of it holds no more. */
const withdrawn = ({ t }: Ctx, r: Result): Html =>
  html`<p>${status('ended', t('portal.result.withdrawn', { title: r.title, number: r.number, date: formatDate(r.statusAt ?? r.issuedAt) }))}</p>`;

const changesOf = ({ t }: Ctx, act: ResultAct): Html[] =>
  (act.changes ?? []).map(c => html`<br><span class="q">${changeWords(t, c)}</span>`);

/** What this one rests on was corrected since it was drawn up: the last of it, and what can be done. */
const bearsOld = ({ t }: Ctx, results: readonly Result[], acts: readonly ResultAct[]): Html[] =>
  acts.slice(-1).map(act => {
    const of = results.find(r => r.id === act.resultId);
    const said = { title: of?.title ?? '', number: of?.number ?? '', anew: act.newNumber ?? '' };
    return note(t('portal.result.bears-old', { ...said, date: formatDate(act.at) }));
  });

/** One's results: those that hold to be downloaded, those that were ended with the reason, and what was replaced as a history. `owes`: something is still to be paid; `under`: the corrections, since a result was drawn up, of those that it rests on. */
export function resultsView(
  ctx: Ctx,
  { dossier, results, resultActs, liftedActs }: Story,
  owes = false,
  under: (result: Result) => readonly ResultAct[] = () => [],
): Html {
  const { t } = ctx;
  const base = addressOf(dossier);
  const actOn = (r: Result) => resultActs.find(a => a.resultId === r.id);
  const past = results.flatMap(r => {
    const act = actOn(r);
    return act ? [{ r, act }] : [];
  });
  return html`${results.map(r => {
    const act = actOn(r);
    if (r.status === 'withdrawn') return withdrawn(ctx, r);
    if (!act && owes && !r.fetchedAt) return unpaid(ctx, r);
    if (!act)
      return html`${download(ctx, base, r, firstIssueIn({ results, resultActs }, r))}${bearsOld(ctx, results, under(r))}${lifted(ctx, r, liftedActs)}`;
    return isDecision(act) ? ended(ctx, base, r, act, dossier.status === 'processing') : null;
  })}${
    past.length > 0 &&
    details(
      { summary: t('portal.result.past', { count: past.length }) },
      html`<ul>${past.map(({ r, act }) => {
        const words = {
          title: r.title,
          number: r.number,
          date: formatDate(act.at),
          next: act.newNumber ?? '',
        };
        return html`<li><a href="${base}/ket-qua/${r.id}.pdf">${t('portal.result.past-title', words)}</a><br>${join(
          [t(`portal.result.past-${act.kind}`, words), t('portal.result.why', { reason: act.reason })],
          '. ',
        )}${changesOf(ctx, act)}</li>`;
      })}</ul>`,
    )
  }`;
}

/** Results that an agency refused while the others went on: which, who, why, and the slip. */
export function declinedView({ t }: Ctx, { dossier, happenings }: Story): Html[] {
  return happenings
    .filter(h => h.kind === 'result-declined' && !h.undone)
    .map(h => {
      const words = {
        title: String(h.body.title ?? ''),
        agency: h.agency ?? '',
        number: String(h.body.number ?? ''),
        date: formatDate(h.at),
      };
      return box(html`<p>${status('ended', t('portal.result.declined', words))}</p>
<p>${t('portal.result.why', { reason: String(h.personal.reason ?? '') })}</p>
<p><a href="${addressOf(dossier)}/phieu/tu-choi-${h.entry}.pdf">${t('portal.result.declined-slip', words)}</a></p>
<p class="q">${t('portal.result.may-complain', { days: TIME_TO_COMPLAIN.n })}</p>`);
    });
}
