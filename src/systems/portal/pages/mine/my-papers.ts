import {
  bearingOld,
  casesService,
  type OwnPaper,
  type OwnResult,
  ownPapers,
  ownResults,
  paperNameIn,
  putPaperAway,
} from '#engines/cases';
import { formatDate } from '#platform/clock';
import { type Answer, type Ctx, page, queryText, type Route, redirect, textField } from '#platform/http';
import {
  citizenPage,
  csrfField,
  details,
  doneAt,
  emptyState,
  formatFileSize,
  type Html,
  html,
  note,
  vietnamese,
  wholeCodes,
} from '#ui';

export const MY_PAPERS = '/giay-to';

/** `old`: it was drawn up before another that it rests on was corrected. */
const resultLine = ({ t }: Ctx, r: OwnResult, old: boolean): Html =>
  html`<li><div><a href="/ho-so/${r.code}${r.held ? '' : `/ket-qua/${r.id}.pdf`}">${vietnamese(t, r.title)}</a><br><span class="q">${t(
    'portal.own-papers.result-line',
    { number: r.number, at: formatDate(r.issuedAt), code: r.code },
  )}${r.status !== 'valid' && html`<br><b>${t(`portal.own-papers.${r.status}`)}</b>`}${old && html`<br><b>${t('portal.own-papers.bears-old')}</b> <a href="/ho-so/${r.code}">${t('portal.own-papers.bears-old-see')}</a>`}</span></div></li>
`;

/** With the button that takes it out of those offered again, or puts it back. */
function paperLine(ctx: Ctx, p: OwnPaper): Html {
  const { t } = ctx;
  const key = p.putAway ? 'put-back' : 'put-away';
  const name = paperNameIn(ctx.texts, t.lang, p.name);
  const about = t(p.uses > 1 ? 'portal.own-papers.uses' : 'portal.own-papers.line', {
    filename: `${p.filename} (${formatFileSize(p.size, t.lang)})`,
    at: formatDate(p.receivedAt),
    code: p.code,
    count: p.uses,
  });
  return html`<li><div><a href="/ho-so/${p.code}/giay-to/${p.paperId}">${name ?? vietnamese(t, p.name)}</a><br><span class="q">${wholeCodes(about)}</span></div><form method="post" action="${MY_PAPERS}/${p.putAway ? 'lay-lai' : 'bo'}">${csrfField(ctx)}<input type="hidden" name="tep" value="${p.sha256}"><button class="link">${t(`portal.own-papers.${key}`)}<span class="vh"> ${name ?? p.name}</span></button></form></li>
`;
}

const search = ({ t }: Ctx, q: string): Html =>
  html`<form class="f" action="${MY_PAPERS}" role="search">
<label for="q">${t('portal.own-papers.search')}</label>
<span class="hint" id="qh">${t('portal.own-papers.search-hint')}</span>
<div class="find"><input class="in" id="q" name="q" type="search" value="${q}" autocomplete="off" aria-describedby="qh"><button class="btn alt">${t('portal.own-papers.find')}</button></div>
</form>`;

/** What the citizen handed in and what he got, the newest first; used again with the next application. */
async function list(ctx: Ctx): Promise<Answer> {
  const { t, db } = ctx;
  const account = ctx.visitor!.accountId;
  const q = queryText(ctx.req.query, 'q').slice(0, 200);
  const [results, papers] = [await ownResults(db, account, q), await ownPapers(db, account, q)];
  const [held, got] = [results.filter(r => r.held), results.filter(r => !r.held)];
  const old = await bearingOld(db, ctx.get(casesService), got);
  const offered = papers.filter(p => !p.putAway);
  const away = papers.filter(p => p.putAway);
  const done = `portal.own-papers.done-${queryText(ctx.req.query, 'xong')}`;
  const nothing = !results.length && !papers.length;
  return page(
    citizenPage(
      ctx,
      { title: t('portal.own-papers.title'), crumbs: [{ href: '/tai-khoan', label: t('ui.nav.account') }] },
      html`<h1>${t('portal.own-papers.title')}</h1>
<p>${t('portal.own-papers.about')}</p>
${ctx.texts.has(done) && html`<div role="status">${note(t(done))}</div>`}
${(q || !nothing) && search(ctx, q)}
${
  nothing &&
  (q
    ? emptyState({
        why: t('portal.own-papers.none-found', { q }),
        next: { href: MY_PAPERS, label: t('portal.own-papers.all') },
      })
    : emptyState({
        why: t('portal.own-papers.none'),
        next: { href: '/thu-tuc', label: t('portal.list.see-all') },
      }))
}
${
  held.length > 0 &&
  html`<h2>${t('portal.own-papers.held')}</h2><p>${t('portal.own-papers.held-about')}</p><ul class="tasks">${held.map(r => resultLine(ctx, r, false))}</ul>`
}
${
  got.length > 0 &&
  html`<h2>${t('portal.own-papers.results')}</h2><ul class="tasks">${got.map(r => resultLine(ctx, r, old.has(r.id)))}</ul>`
}
${
  offered.length > 0 &&
  html`<h2>${t('portal.own-papers.handed-in')}</h2><ul class="tasks">${offered.map(p => paperLine(ctx, p))}</ul>`
}
${
  away.length > 0 &&
  details(
    { summary: t('portal.own-papers.away', { count: away.length }) },
    html`<p>${t('portal.own-papers.away-about')}</p><ul class="tasks">${away.map(p => paperLine(ctx, p))}</ul>`,
  )
}`,
    ),
  );
}

const put =
  (away: boolean) =>
  async (ctx: Ctx): Promise<Answer> => {
    const change = { accountId: ctx.visitor!.accountId, sha256: textField(ctx.req.body, 'tep'), away };
    await ctx.db.tx(tx => putPaperAway(tx, ctx.get(casesService), change, ctx.clock.now()));
    return redirect(doneAt(MY_PAPERS, away ? 'away' : 'back'));
  };

export const myPapersRoutes: readonly Route[] = [
  { method: 'GET', path: MY_PAPERS, rule: 'citizen', handler: list },
  { method: 'POST', path: `${MY_PAPERS}/bo`, rule: 'citizen', handler: put(true) },
  { method: 'POST', path: `${MY_PAPERS}/lay-lai`, rule: 'citizen', handler: put(false) },
];
