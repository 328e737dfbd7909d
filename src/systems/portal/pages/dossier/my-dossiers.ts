import {
  type Dossier,
  type DossierStanding,
  type Draft,
  dossierStandings,
  dossiersOfAccount,
  draftCode,
  listDrafts,
  OWN_VIEWS,
  readDraftCode,
  standingText,
} from '#engines/cases';
import { covers, invitationsFor, mandatesHeld } from '#engines/identity';
import { getProcedureVersion } from '#engines/procedures';
import { formatDate } from '#platform/clock';
import { NotFound } from '#platform/errors';
import { type Answer, type Ctx, page, pageNumber, queryText, type Route, redirect } from '#platform/http';
import {
  button,
  citizenPage,
  emptyState,
  type Html,
  html,
  note,
  pages,
  selectField,
  status,
  textField,
  vietnamese,
  withQuery,
} from '#ui';
import { accountCloses, type Closes, keptUntil } from '../apply/account-closes.ts';
import { dropForm } from '../apply/mandate-over.ts';
import { RESUME } from '../apply/resume-draft.ts';
import { addressOf } from './own-dossier.ts';

const PAGE_SIZE = 20;

type Named<T> = { of: T; name: string; about: { procedure: string; field: string } };

/** What was begun for somebody who lets the visitor do so no more: it cannot be gone on with, only dropped. */
const overLine = (ctx: Ctx, { of, name }: Named<Draft>): Html =>
  html`<li><div>${vietnamese(ctx.t, name)}<br>${ctx.t('portal.mandate.over-line')}${dropForm(ctx, of.id)}</div></li>
`;

const draftLine = (
  { t }: Ctx,
  { of, name }: Named<Draft>,
  principal: string | undefined,
  closes: Closes | undefined,
): Html =>
  html`<li><div><a href="/nop/${of.id}">${vietnamese(t, name)}</a>${principal !== undefined && html`<br>${t('portal.mandate.for-name', { name: principal })}`}</div><span class="q">${t('portal.mine.draft-until', { date: keptUntil(of.expiresAt, closes) })}</span></li>
`;

/** Whose matter it is, where it is not the applicant's own: of two children's births one is found by the name. */
const whose = ({ ownerName, applicantName }: Dossier): Html | false =>
  ownerName !== '' && ownerName !== applicantName && html`: ${ownerName}`;

function dossierLine(ctx: Ctx, { of, name }: Named<Dossier>, stands: DossierStanding): Html {
  const running = !of.closedAt && of.status !== 'completed';
  const params = { code: of.code, at: formatDate(of.receivedAt), due: formatDate(of.dueAt) };
  const line = !running ? 'line' : of.paused ? 'line-paused' : 'line-due';
  return html`<li><div><a href="${addressOf(of)}">${vietnamese(ctx.t, name)}${whose(of)}</a><br><span class="q num">${ctx.t(`portal.mine.${line}`, params)}</span></div>${status(stands.tone, standingText(stands, ctx.t))}</li>
`;
}

/** So few are seen at once: nobody has to look for one. */
const FEW = 3;

const filterForm = (
  { t }: Ctx,
  { words, view, of }: { words: string; view: string | undefined; of: string },
): Html =>
  html`<form action="/ho-so" role="search">${of && html`<input type="hidden" name="cua" value="${of}">`}
${textField(t, { name: 'q', label: t('portal.mine.search'), value: words, type: 'search', autocomplete: 'off' })}
${selectField(t, {
  name: 'xem',
  label: t('portal.mine.view'),
  any: t('portal.mine.view.any'),
  value: view,
  options: OWN_VIEWS.map(value => ({ value, label: t(`portal.mine.view.${value}`) })),
})}
<p>${button({ label: t('portal.mine.find'), alt: true })}</p></form>`;

/** What the citizen has begun, and what he has handed in. */
async function list(ctx: Ctx): Promise<Answer> {
  const { t, db } = ctx;
  const n = pageNumber(ctx.req.query);
  const self = ctx.visitor!.accountId;
  const held = await mandatesHeld(db, self, ctx.clock.now());
  const of = queryText(ctx.req.query, 'cua');
  const covered = of ? held.filter(m => m.principalId === of) : undefined;
  if (covered && !covered.length) throw NotFound();
  const account = covered?.[0]?.principalId ?? self;
  const names = new Map(held.map(m => [m.principalId, m.principalName]));
  const others = [...names].filter(([id]) => id !== account);
  const words = queryText(ctx.req.query, 'q').slice(0, 200);
  const code = covered ? undefined : readDraftCode(words);
  const resumed = code && (await listDrafts(db, self, ctx.clock.now())).find(d => draftCode(d) === code);
  if (resumed) return redirect(`/nop/${resumed.id}`);
  const view = OWN_VIEWS.find(v => v === queryText(ctx.req.query, 'xem'));
  const filtered = words !== '' || view !== undefined;
  const offset = (n - 1) * PAGE_SIZE;
  const rows = await dossiersOfAccount(
    db,
    account,
    { limit: PAGE_SIZE + 1, offset },
    {
      view,
      words,
      ...(covered ? { covered } : {}),
    },
  );
  const begun = n === 1 && !filtered && !covered ? await listDrafts(db, account, ctx.clock.now()) : [];
  const named = async <T extends { procedureVersionId: string }>(of: T): Promise<Named<T>> => {
    const { name, code: procedure, fieldCode: field } = await getProcedureVersion(db, of.procedureVersionId);
    return { of, name, about: { procedure, field } };
  };
  const dossiers = await Promise.all(rows.slice(0, PAGE_SIZE).map(named));
  const standingOf = await dossierStandings(db, rows, ctx.clock.now());
  const drafts = await Promise.all(begun.map(named));
  const closes = drafts.length ? await accountCloses(ctx) : undefined;
  const isOver = ({ of: { principalId }, about }: Named<Draft>) =>
    principalId !== null && !held.some(m => m.principalId === principalId && covers(m, about));
  const asked = n === 1 && !filtered && !covered ? await invitationsFor(db, self, ctx.clock.now()) : [];
  const title = covered?.[0]
    ? t('portal.mandate.dossiers-of', { name: covered[0].principalName })
    : t('portal.mine.title');
  return page(
    citizenPage(
      ctx,
      { title, crumbs: [{ href: '/tai-khoan', label: t('ui.nav.account') }] },
      html`<h1>${title}</h1>
${covered?.[0] && note(html`${t('portal.mandate.acting', { name: covered[0].principalName })} <a href="/ho-so">${t('portal.mandate.back-to-own')}</a>`)}
${asked.map(m => note(html`${t('portal.mandate.invited', { name: m.principalName })}. <a href="/lam-thay">${t('portal.mandate.answer')}</a>`))}
${
  drafts.length > 0 &&
  html`<h2>${t('portal.mine.drafts')}</h2><ul class="tasks">${drafts.map(d => (isOver(d) ? overLine(ctx, d) : draftLine(ctx, d, names.get(d.of.principalId ?? ''), closes)))}</ul>
<h2>${t('portal.mine.sent')}</h2>`
}
${(filtered || n > 1 || dossiers.length > FEW) && filterForm(ctx, { words, view, of })}
${
  dossiers.length
    ? html`<ul class="tasks">${dossiers.map(d => dossierLine(ctx, d, standingOf(d.of)))}</ul>`
    : filtered
      ? emptyState({
          why: t(code ? 'portal.mine.no-such-draft' : 'portal.mine.none-found'),
          next: code
            ? { href: `${RESUME}?ma=${code}`, label: t('portal.mine.by-code') }
            : { href: '/ho-so', label: t('portal.mine.all') },
        })
      : emptyState({
          why: t('portal.mine.none'),
          next: { href: '/thu-tuc', label: t('portal.list.see-all') },
        })
}
${!covered && n === 1 && html`<p><a href="${RESUME}">${t('portal.mine.by-code')}</a></p>`}
${
  !covered &&
  others.length > 0 &&
  html`<h2>${t('portal.mandate.others')}</h2><ul>${others.map(([id, name]) => html`<li><a href="/ho-so?cua=${id}">${name}</a></li>`)}</ul>`
}
${pages(t, {
  from: (n - 1) * PAGE_SIZE + 1,
  to: (n - 1) * PAGE_SIZE + dossiers.length,
  previous: n > 1 ? withQuery(ctx, { trang: String(n - 1) }) : undefined,
  next: rows.length > PAGE_SIZE ? withQuery(ctx, { trang: String(n + 1) }) : undefined,
})}`,
    ),
  );
}

export const myDossiersRoute: Route = { method: 'GET', path: '/ho-so', rule: 'citizen', handler: list };
