import { whoHasToBeThere } from '#engines/cases';
import { said } from '#engines/forms';
import { basisSaid, findProcedureInForce, formOfVersion, type ProcedureVersion } from '#engines/procedures';
import { dayItems, due, loadCalendar } from '#engines/worktime';
import { localDate } from '#platform/clock';
import { NotFound } from '#platform/errors';
import { type Ctx, page, type Route } from '#platform/http';
import {
  button,
  capital,
  citizenPage,
  csrfField,
  dayStairs,
  details,
  type Html,
  html,
  keyValues,
  note,
  type Printable,
  vietnamese,
} from '#ui';
import { exemptionList } from './exemptions.ts';
import {
  countsText,
  doubtOf,
  feesText,
  isOnline,
  limitsShown,
  waysText,
  whereText,
} from './procedure-text.ts';

/** The days of a dossier that would be handed in now. */
async function exampleDays(ctx: Ctx, version: ProcedureVersion): Promise<Html | null> {
  const limit = version.limits.online ?? version.limits.counter ?? version.limits.post;
  if (!limit) return null;
  const now = ctx.clock.now();
  const { steps } = due(now, limit, await loadCalendar(ctx.db, null, now));
  return html`<h2>${ctx.t('portal.procedure.time')}</h2><p>${ctx.t('portal.procedure.time-about')}</p>
${dayStairs(ctx.t, dayItems(steps, ctx.t))}
<p>${ctx.t('portal.procedure.time-rule')}</p>`;
}

/** How many of a paper, and when it is needed where it is not always. */
function paperNote({ t }: Ctx, paper: ProcedureVersion['papers'][number]): Html {
  const counts = countsText(paper, t);
  return html`${counts && html`: ${counts}`}${
    paper.note
      ? html`<br><span class="q">${vietnamese(t, paper.note)}</span>`
      : paper.optional && html` <span class="q">${t('portal.procedure.paper-optional')}</span>`
  }`;
}

/** What one must know before applying, and the button that begins. */
async function show(ctx: Ctx) {
  const { t, db } = ctx;
  const version = await findProcedureInForce(db, ctx.req.params.code ?? '', localDate(ctx.clock.now()));
  if (!version) throw NotFound();
  const online = isOnline(version);
  const toSign = said(whoHasToBeThere(await formOfVersion(db, version)), ctx.lang);
  // Officials apply with an account of their own as citizens.
  const official = ctx.visitor?.kind === 'official';
  // What the form says instead is for who comes with it on paper.
  const byForm = version.papers.filter(p => p.byForm && !p.alreadyHeld && online);
  const asked = version.papers.filter(p => !p.alreadyHeld && !byForm.includes(p));
  const held = version.papers.filter(p => p.alreadyHeld);
  const doubted = (words: Printable, part: 'fees' | 'limits') => {
    const doubt = doubtOf(version, part, t);
    return doubt ? html`${words}<br><span class="q">${doubt}</span>` : words;
  };
  return page(
    citizenPage(
      ctx,
      {
        title: version.name,
        crumbs: [
          { href: '/', label: t('portal.home.title') },
          { href: `/thu-tuc?linh-vuc=${version.fieldCode}`, label: version.field },
        ],
      },
      html`<h1>${vietnamese(t, version.name)}</h1>
${keyValues(t, [
  { label: t('portal.procedure.limit'), value: doubted(limitsShown(version.limits, t), 'limits') },
  {
    label: t('portal.procedure.fee'),
    value: html`${doubted(capital(feesText(version.fees, t)), 'fees')}${exemptionList(t, version.fees)}`,
  },
  ...(version.results.length
    ? [{ label: t('portal.procedure.result'), value: vietnamese(t, version.results.join('; ')) }]
    : []),
  // Both learn before they apply that both have to come for it.
  ...(toSign ? [{ label: t('portal.procedure.fetching'), value: toSign }] : []),
  {
    label: t('portal.procedure.agency'),
    value: version.decidedBy
      ? vietnamese(t, version.decidedBy)
      : version.levels.map(l => t(`portal.level.${l}`)).join(', '),
  },
  { label: t('portal.procedure.ways'), value: capital(waysText(version, t)) },
])}
${
  online && !official
    ? html`<form method="post" action="/thu-tuc/${version.code}/nop">${csrfField(ctx)}<p>${button({ label: t('portal.procedure.start') })}</p></form>
<p class="q">${t('portal.procedure.start-about')}</p>`
    : !online && note(t('portal.procedure.counter-only', { ways: waysText(version, t) }))
}
${
  version.subjects.length > 0 &&
  html`<h2>${t('portal.procedure.subjects')}</h2><ul>${version.subjects.map(s => html`<li>${vietnamese(t, s)}</li>`)}</ul>`
}
${
  asked.length > 0 &&
  html`<h2>${t('portal.procedure.papers')}</h2><ol>${asked.map(
    p => html`<li>${vietnamese(t, p.name)}${paperNote(ctx, p)}</li>
`,
  )}</ol>`
}
${byForm.length > 0 && note(t('portal.procedure.by-form', { papers: byForm.map(p => p.name).join('; ') }))}
${held.length > 0 && note(t('portal.procedure.held', { papers: held.map(p => p.name).join('; ') }))}
${await exampleDays(ctx, version)}
<h2>${t('portal.procedure.where')}</h2><p>${whereText(version, t, official)}</p>
${details({ summary: t('portal.procedure.legal') }, html`<p>${t('portal.procedure.code', { code: version.code })}</p>${version.legalBasis.length > 0 && html`<ul>${version.legalBasis.map(l => html`<li>${basisSaid(l)}</li>`)}</ul>`}`)}
${version.unverified.length > 0 && html`<p class="q">${t('portal.procedure.unverified')}</p>`}`,
    ),
  );
}

export const procedureRoute: Route = { method: 'GET', path: '/thu-tuc/:code', rule: 'public', handler: show };
