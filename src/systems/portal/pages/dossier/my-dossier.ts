import {
  casesService,
  correctedUnder,
  type Dossier,
  dossierSections,
  type Look,
  loadProcedure,
  moneyFor,
  openOwn,
  paperNameIn,
  type Story,
  storyOf,
  whoLooked,
} from '#engines/cases';
import { formatDateTime } from '#platform/clock';
import { type Answer, type Ctx, page, queryText, type Route } from '#platform/http';
import {
  button,
  citizenPage,
  details,
  errorSummary,
  type FieldError,
  formatFileSize,
  formatMoney,
  type Html,
  html,
  note,
} from '#ui';
import { readerWords } from '../mine/looks.ts';
import { deadlineSection } from './deadline-view.ts';
import { happeningsView } from './happenings.ts';
import { addressOf } from './own-dossier.ts';
import { paperWords } from './paper-words.ts';
import { progressView } from './progress-view.ts';
import { questionForms, type TypedAnswer } from './question-form.ts';
import { declinedView, resultsView } from './results-view.ts';
import { standing } from './standing.ts';
import { supplementForm } from './supplement-form.ts';
import { type Unsent, unsentSection } from './unsent-supplement.ts';
import { mayBeWithdrawn, withdrawalBox } from './withdrawal-box.ts';

const papersList = ({ t, texts }: Ctx, { dossier, papers }: Story): Html =>
  details(
    { summary: t('portal.papers.title', { count: papers.length }) },
    html`<ul>${papers.map(p => html`<li>${paperNameIn(texts, t.lang, p.name) ?? p.name}: <a href="${addressOf(dossier)}/giay-to/${p.id}">${p.filename}</a> <span class="q nb">${formatFileSize(p.size, t.lang)}</span></li>`)}</ul>`,
  );

const evidence = ({ t }: Ctx, dossier: Dossier): Html =>
  details(
    { summary: t('portal.evidence.title') },
    html`<p>${t('portal.evidence.about')}</p><p>${button({ label: t('portal.evidence.download'), href: `${addressOf(dossier)}/bang-chung.json`, alt: true })}</p>`,
  );

/** Law 91/2025/QH15: whoever the data is about may know who has seen it. */
const lookedList = (ctx: Ctx, looked: readonly Look[]): Html => {
  const { t } = ctx;
  return details(
    { summary: t('portal.looked.title') },
    looked.length
      ? html`<p class="q">${t('portal.looked.about')} <a href="/ai-da-xem">${t('portal.looks.title')}</a></p><ul>${looked.map(
          l => {
            const at = formatDateTime(l.at);
            const who =
              ((l.post || l.delegate !== null) && readerWords(ctx, l)) || t('portal.looked.unnamed');
            return html`<li>${
              l.agency && !l.post
                ? t('portal.looked.line', { who, agency: l.agency, at })
                : t('portal.looked.line-who', { who, at })
            }</li>`;
          },
        )}</ul>`
      : html`<p>${t('portal.looked.none')}</p>`,
  );
};

/** That what was sent a moment ago has arrived: the page was opened anew, and only its story would tell. */
function doneNote(ctx: Ctx): Html | null {
  const key = `portal.own.done.${queryText(ctx.req.query, 'xong')}`;
  return ctx.texts.has(key) ? html`<div role="status">${note(ctx.t(key))}</div>` : null;
}

/**
 * The page of one's own dossier: where it stands, what to do, how its deadline came about, who did what, who looked. `unsent`: what was sent a moment
 * ago, and nobody asks for any more.
 */
export async function dossierPage(
  ctx: Ctx,
  dossier: Dossier,
  errors: readonly FieldError[] = [],
  typed = '',
  answering: TypedAnswer | null = null,
  unsent: Unsent | null = null,
): Promise<Answer> {
  const { t, db } = ctx;
  const deps = ctx.get(casesService);
  const story = await storyOf(db, deps.ledger, dossier, ctx.clock.now());
  const procedure = await loadProcedure(db, dossier);
  const { version, graph } = procedure;
  const looked = await whoLooked(db, deps.ledger, dossier, ctx.lang);
  const { owed, paid } = await moneyFor(db, dossier);
  const base = addressOf(dossier);
  return page(
    citizenPage(
      ctx,
      {
        title: t('portal.track.result-title', { code: dossier.code }),
        crumbs: [{ href: '/ho-so', label: t('portal.mine.title') }],
        error: errors.length > 0 || unsent !== null,
      },
      html`${errorSummary(t, errors)}${doneNote(ctx)}${unsent && unsentSection(ctx, story, unsent)}
${dossier.applicantId !== ctx.visitor?.accountId && note(t('portal.mandate.acting', { name: dossier.applicantName }))}
${standing(story, version.name, ctx, { own: true, owes: owed > 0, paper: await paperWords(ctx, dossier, procedure, story.tasks) })}
${dossier.status === 'declined' && paid > 0 && note(t('portal.paid.declined', { amount: formatMoney(paid, t.lang) }))}
${resultsView(ctx, story, owed > 0, r => correctedUnder(deps, dossier, story, r))}${declinedView(ctx, story)}
${await dossierSections(ctx, 'citizen', dossier)}
${await supplementForm(ctx, story, answering ? [] : errors, typed)}
${await questionForms(ctx, story, graph, answering)}
${progressView(story, procedure, t)}
${dossier.status !== 'refused' && deadlineSection(story, t, ctx.clock.now())}
<h2>${t('portal.happening.title')}</h2>
${happeningsView(story, graph, t, { names: true })}
${dossier.status !== 'refused' && html`<p>${button({ label: t('portal.receipt.download'), href: `${base}/giay-tiep-nhan.pdf`, alt: true })}</p>`}
${story.papers.length > 0 && papersList(ctx, story)}
${evidence(ctx, dossier)}
${lookedList(ctx, looked)}
${mayBeWithdrawn(dossier) && (await withdrawalBox(ctx, dossier, paid, errors))}`,
    ),
    { status: unsent ? 409 : errors.length ? 422 : 200 },
  );
}

export const myDossierRoute: Route = {
  method: 'GET',
  path: '/ho-so/:code',
  rule: 'citizen',
  handler: async ctx => dossierPage(ctx, await openOwn(ctx)),
};
