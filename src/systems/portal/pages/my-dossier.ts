import {
  actorOf,
  casesService,
  type Dossier,
  dossierFor,
  dossiersOfAccount,
  evidenceOf,
  findDossierByCode,
  listDrafts,
  listPapers,
  listResults,
  loadProcedure,
  receiptOf,
  type Story,
  storePapers,
  storyOf,
  supplement,
  tidyCode,
  whoLooked,
  withdraw,
} from '#engines/cases';
import { getProcedureVersion } from '#engines/procedures';
import { formatDate, formatDateTime } from '#platform/clock';
import { isAppError, NotFound } from '#platform/errors';
import {
  type Answer,
  type Ctx,
  file,
  page,
  pageNumber,
  type Route,
  redirect,
  textField,
} from '#platform/http';
import {
  button,
  citizenPage,
  csrfField,
  details,
  emptyState,
  errorSummary,
  type FieldError,
  fileField,
  formatFileSize,
  type Html,
  html,
  pages,
  status,
  textArea,
} from '#ui';
import { deadlineSection } from './deadline-view.ts';
import { happeningsView } from './happenings.ts';
import { standing } from './tracking.ts';

const PAGE_SIZE = 20;
const FILES = 'giay-to';

/** The visitor's own dossier by its code; to everybody else it does not exist. */
async function own(ctx: Ctx, action: 'read' | 'supplement' | 'withdraw' = 'read'): Promise<Dossier> {
  const found = await findDossierByCode(ctx.db, tidyCode(ctx.req.params.code ?? ''));
  if (!found) throw NotFound();
  return dossierFor(ctx.db, ctx.visitor, found.id, action, ctx.clock.now());
}

async function list(ctx: Ctx): Promise<Answer> {
  const { t, db } = ctx;
  const now = ctx.clock.now();
  const n = pageNumber(ctx.req.query);
  const account = ctx.visitor!.accountId;
  const rows = await dossiersOfAccount(db, account, { limit: PAGE_SIZE + 1, offset: (n - 1) * PAGE_SIZE });
  const drafts = n === 1 ? await listDrafts(db, account, now) : [];
  const named = async (versionId: string) => (await getProcedureVersion(db, versionId)).name;
  const items = await Promise.all(
    rows.slice(0, PAGE_SIZE).map(async d => ({ d, name: await named(d.procedureVersionId) })),
  );
  const draftItems = await Promise.all(
    drafts.map(async d => ({ d, name: await named(d.procedureVersionId) })),
  );
  return page(
    citizenPage(
      ctx,
      { title: t('portal.mine.title'), crumbs: [{ href: '/tai-khoan', label: t('ui.nav.account') }] },
      html`<h1>${t('portal.mine.title')}</h1>
${
  draftItems.length > 0 &&
  html`<h2>${t('portal.mine.drafts')}</h2><ul class="tasks">${draftItems.map(
    ({
      d,
      name,
    }) => html`<li><a href="/nop/${d.id}">${name}</a><span class="q">${t('portal.mine.draft-until', { date: formatDate(d.expiresAt) })}</span></li>
`,
  )}</ul>`
}
${draftItems.length > 0 && html`<h2>${t('portal.mine.sent')}</h2>`}
${
  items.length
    ? html`<ul class="tasks">${items.map(
        ({
          d,
          name,
        }) => html`<li><div><a href="/ho-so/${d.code}">${name}</a><br><span class="q num">${d.code} · ${formatDate(d.receivedAt)}</span></div>${status(d.closedAt ? 'done' : d.status === 'supplementing' ? 'hold' : 'ok', t(`cases.status.${d.status}`))}</li>
`,
      )}</ul>`
    : emptyState({ why: t('portal.mine.none'), next: { href: '/thu-tuc', label: t('portal.list.see-all') } })
}
${pages(t, {
  from: (n - 1) * PAGE_SIZE + 1,
  to: (n - 1) * PAGE_SIZE + items.length,
  previous: n > 1 ? `/ho-so?trang=${n - 1}` : undefined,
  next: rows.length > PAGE_SIZE ? `/ho-so?trang=${n + 1}` : undefined,
})}`,
    ),
  );
}

/** What the office asks for, and the form that answers it. */
function supplementForm(ctx: Ctx, story: Story, errors: readonly FieldError[], typed: string): Html | null {
  const { t } = ctx;
  const asked = story.supplements.find(s => !s.answeredAt);
  if (!asked) return null;
  const errorOf = (name: string) => errors.find(e => e.path === name)?.message;
  return html`<section id="bo-sung"><h2>${t('portal.supplement.title')}</h2>
<p class="note">${asked.what}</p>
<form method="post" action="/ho-so/${story.dossier.code}/bo-sung" enctype="multipart/form-data" novalidate>${csrfField(ctx)}
${fileField(t, { name: FILES, label: t('portal.supplement.files'), hint: t('portal.supplement.files-hint'), error: errorOf(FILES), multiple: true, accept: '.pdf,.jpg,.jpeg,.png,.docx,.xlsx' })}
${textArea(t, { name: 'loi-nhan', label: t('portal.supplement.note'), optional: true, value: typed, rows: 3, maxlength: 1000 })}
<p>${button({ label: t('portal.supplement.send') })}</p></form></section>`;
}

async function show(
  ctx: Ctx,
  dossier: Dossier,
  errors: readonly FieldError[] = [],
  typed = '',
): Promise<Answer> {
  const { t, db } = ctx;
  const deps = ctx.get(casesService);
  const story = await storyOf(db, deps.ledger, dossier, ctx.clock.now());
  const { version, graph } = await loadProcedure(db, dossier);
  const looked = await whoLooked(db, deps.ledger, dossier);
  const base = `/ho-so/${dossier.code}`;
  const open =
    dossier.status === 'received' || dossier.status === 'processing' || dossier.status === 'supplementing';
  return page(
    citizenPage(
      ctx,
      {
        title: t('portal.track.result-title', { code: dossier.code }),
        crumbs: [{ href: '/ho-so', label: t('portal.mine.title') }],
        error: errors.length > 0,
      },
      html`${errorSummary(t, errors)}
${standing(story, version.name, ctx, { own: true })}
${story.results.map(
  r => html`<p><a class="btn" href="${base}/ket-qua/${r.id}.pdf">${t('portal.result.download', { title: r.title })}</a></p>
<p class="q">${t('portal.result.about', { number: r.number, at: formatDateTime(r.issuedAt) })}</p>`,
)}
${supplementForm(ctx, story, errors, typed)}
${story.deadline && deadlineSection(story, t)}
<h2>${t('portal.happening.title')}</h2>
${happeningsView(story, graph, t, { names: true })}
<p>${button({ label: t('portal.receipt.download'), href: `${base}/giay-tiep-nhan.pdf`, alt: true })}</p>
${
  story.papers.length > 0 &&
  details(
    { summary: t('portal.papers.title', { count: story.papers.length }) },
    html`<ul>${story.papers.map(p => html`<li>${p.name}: <a href="${base}/giay-to/${p.id}">${p.filename}</a> <span class="q">${formatFileSize(p.size, t.lang)}</span></li>`)}</ul>`,
  )
}
${details(
  { summary: t('portal.evidence.title') },
  html`<p>${t('portal.evidence.about')}</p><p>${button({ label: t('portal.evidence.download'), href: `${base}/bang-chung.json`, alt: true })}</p>`,
)}
${details(
  { summary: t('portal.looked.title') },
  looked.length
    ? html`<ul>${looked.map(l => html`<li>${t('portal.looked.line', { who: l.who ?? '', agency: l.agency ?? '', at: formatDateTime(l.at) })}</li>`)}</ul>`
    : html`<p>${t('portal.looked.none')}</p>`,
)}
${
  open &&
  details(
    { summary: t('portal.withdraw.title') },
    html`<p>${t('portal.withdraw.about')}</p><form method="post" action="${base}/rut">${csrfField(ctx)}
${textArea(t, { name: 'ly-do', label: t('portal.withdraw.reason'), optional: true, rows: 2, maxlength: 1000 })}
<p>${button({ label: t('portal.withdraw.send'), alt: true })}</p></form>`,
  )
}`,
    ),
    { status: errors.length ? 422 : 200 },
  );
}

async function sendSupplement(ctx: Ctx): Promise<Answer> {
  const dossier = await own(ctx, 'supplement');
  const typed = textField(ctx.req.body, 'loi-nhan').slice(0, 1000);
  if (ctx.req.uploads.length === 0 && typed.length < 3) {
    return show(ctx, dossier, [{ path: FILES, message: ctx.t('portal.supplement.nothing') }], typed);
  }
  const deps = ctx.get(casesService);
  const actor = actorOf(ctx.visitor!, ctx.clock.now());
  try {
    const papers = await storePapers(ctx.db, deps, ctx.req.uploads, ctx.t('portal.supplement.paper'));
    await ctx.db.tx(tx => supplement(tx, deps, { dossierId: dossier.id, papers, note: typed }, actor));
  } catch (error) {
    if (!isAppError(error) || error.status !== 422) throw error;
    return show(
      ctx,
      dossier,
      [{ path: FILES, message: ctx.t(`error.${error.code}.todo`, error.params) }],
      typed,
    );
  }
  return redirect(`/ho-so/${dossier.code}`);
}

async function sendWithdrawal(ctx: Ctx): Promise<Answer> {
  const dossier = await own(ctx, 'withdraw');
  const reason = textField(ctx.req.body, 'ly-do').slice(0, 1000);
  await ctx.db.tx(tx =>
    withdraw(
      tx,
      ctx.get(casesService),
      { dossierId: dossier.id, reason },
      actorOf(ctx.visitor!, ctx.clock.now()),
    ),
  );
  return redirect(`/ho-so/${dossier.code}`);
}

async function result(ctx: Ctx): Promise<Answer> {
  const dossier = await own(ctx);
  const id = (ctx.req.params.result ?? '').replace(/\.pdf$/, '');
  const found = (await listResults(ctx.db, dossier.id)).find(r => r.id === id);
  if (!found) throw NotFound();
  return file(await ctx.get(casesService).files.open(ctx.db, found.sha256), 'application/pdf', {
    download: `${found.title} ${found.number.replace('/', '-')}.pdf`,
  });
}

async function paper(ctx: Ctx): Promise<Answer> {
  const dossier = await own(ctx);
  const found = (await listPapers(ctx.db, dossier.id)).find(p => p.id === ctx.req.params.paper);
  if (!found) throw NotFound();
  return file(await ctx.get(casesService).files.open(ctx.db, found.sha256), found.mediaType, {
    download: found.filename,
  });
}

async function receipt(ctx: Ctx): Promise<Answer> {
  const dossier = await own(ctx);
  return file(await receiptOf(ctx.db, ctx.get(casesService), ctx.texts, dossier), 'application/pdf', {
    download: `Giay-tiep-nhan-${dossier.code}.pdf`,
  });
}

async function evidence(ctx: Ctx): Promise<Answer> {
  const dossier = await own(ctx);
  const text = JSON.stringify(await evidenceOf(ctx.db, ctx.get(casesService).ledger, dossier), null, 2);
  return file(Buffer.from(`${text}\n`), 'application/json', { download: `bang-chung-${dossier.code}.json` });
}

export const myDossierRoutes: readonly Route[] = [
  { method: 'GET', path: '/ho-so', rule: 'citizen', handler: list },
  { method: 'GET', path: '/ho-so/:code', rule: 'citizen', handler: async ctx => show(ctx, await own(ctx)) },
  {
    method: 'POST',
    path: '/ho-so/:code/bo-sung',
    rule: 'citizen',
    handler: sendSupplement,
    upload: { maxBytes: 60_000_000, maxFiles: 10 },
  },
  { method: 'POST', path: '/ho-so/:code/rut', rule: 'citizen', handler: sendWithdrawal },
  { method: 'GET', path: '/ho-so/:code/ket-qua/:result', rule: 'citizen', handler: result },
  { method: 'GET', path: '/ho-so/:code/giay-to/:paper', rule: 'citizen', handler: paper },
  { method: 'GET', path: '/ho-so/:code/bang-chung.json', rule: 'citizen', handler: evidence },
  { method: 'GET', path: '/ho-so/:code/giay-tiep-nhan.pdf', rule: 'citizen', handler: receipt },
];
