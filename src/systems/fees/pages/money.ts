import {
  type BankAccount,
  bankService,
  isDoubtful,
  lastReconciliations,
  listBankAccounts,
  listMoney,
  type Money,
  type MoneyView,
  reconcileAccount,
  settlementsOf,
} from '#engines/payments';
import { formatDateTime } from '#platform/clock';
import { type Answer, type Ctx, pageNumber, queryText, type Route, redirect } from '#platform/http';
import {
  button,
  csrfField,
  doneAt,
  emptyState,
  formatMoney,
  type Html,
  html,
  note,
  pages,
  scrollTable,
  status,
  tabs,
  withQuery,
} from '#ui';
import { doubtWords, settlementWords } from '../parts/doubt.ts';
import { agenciesFor } from '../reach.ts';
import { peopleOf, type Sight, sights } from '../sight.ts';
import { feesPage, peopleNames, ROOT } from '../view.ts';

const PATH = `${ROOT}/tien-vao`;
const PAGE_SIZE = 50;
const COMPARED = 'doi-soat';
const VIEWS: readonly MoneyView[] = ['unmatched', 'doubtful', 'settled', 'all'];

type Rights = { assigns: ReadonlySet<string>; settles: ReadonlySet<string> };
type Row = Money & { agencyId: string };

/** Where money stands: what it is, what is doubtful about it, and how that was settled. */
function stateOf(ctx: Ctx, m: Money, now: Date, settled: ReadonlyMap<string, string>): Html {
  const { t } = ctx;
  const doubt = doubtWords(t, m, now);
  const state = t(`fees.money.state.${m.state}`);
  // Money that matches a dossier and not the bank's statement is not done with: that is said first.
  const [first, ...more] = [doubt, state, settled.get(m.id)].filter(words => words !== undefined);
  const open = m.state === 'unmatched' || doubt !== undefined;
  return html`${status(open ? 'soon' : 'done', first ?? state)}${more.map(words => html`<small>${words}</small>`)}`;
}

/** What the visitor may do about it. */
function actionsOf({ t }: Ctx, m: Row, now: Date, { assigns, settles }: Rights): Html {
  const link = (href: string, key: string) =>
    html`<a href="${href}">${t(key)}<span class="vh"> ${m.bankRef}</span></a> `;
  return html`${
    settles.has(m.agencyId) &&
    (isDoubtful(m, now) || m.settlementId) &&
    link(`${PATH}/${m.id}/sao-ke`, m.settlementId ? 'fees.settle.see' : 'fees.settle.do')
  }${m.state === 'unmatched' && m.amount > 0 && assigns.has(m.agencyId) && link(`${PATH}/${m.id}`, 'fees.money.deal')}${
    m.subjectKind === 'dossier' && link(`/can-bo/ho-so/${m.subjectId}/phi`, 'fees.money.dossier')
  }`;
}

/** How the doubts about these were settled, in words, by their money. */
async function settledWords(
  ctx: Ctx,
  rows: readonly Row[],
  sightAt: (agencyId: string) => Sight,
): Promise<Map<string, string>> {
  const standing = new Set(rows.map(m => m.settlementId));
  const made = (
    await settlementsOf(
      ctx.db,
      rows.filter(m => m.settlementId).map(m => m.id),
    )
  ).filter(s => standing.has(s.id));
  const names = await peopleNames(
    ctx,
    made.map(s => s.settledBy),
  );
  const people = await peopleOf(ctx, made.length ? rows.map(m => m.subjectId) : []);
  return new Map(
    made.flatMap(s => {
      const of = rows.find(m => m.id === s.moneyId);
      if (!of) return [];
      const seen = sightAt(of.agencyId).settlement(s, [of.payer ?? '', ...people(of.subjectId)]);
      return [[s.moneyId, settlementWords(ctx.t, seen, names)]];
    }),
  );
}

function table(
  ctx: Ctx,
  rows: readonly Row[],
  may: Rights,
  settled: ReadonlyMap<string, string>,
  now: Date,
): Html {
  const { t } = ctx;
  return scrollTable({
    caption: t('fees.money.title'),
    captionHidden: true,
    list: true,
    rowHeader: 2,
    columns: [
      { label: t('fees.col.at') },
      { label: t('fees.col.amount'), figures: true },
      { label: t('fees.money.purpose') },
      { label: t('fees.col.payer') },
      { label: t('fees.col.state') },
      { label: t('fees.actions'), hidden: true },
    ],
    rows: rows.map(m => [
      html`<span class="num">${formatDateTime(m.bookedAt)}</span><small class="num">${m.bankRef}</small>`,
      formatMoney(m.amount, t.lang),
      m.purpose || t('fees.money.no-purpose'),
      m.payer ?? html`<span class="q">${t('fees.money.no-payer')}</span>`,
      stateOf(ctx, m, now, settled),
      actionsOf(ctx, m, now, may),
    ]),
  });
}

const called = (accounts: readonly BankAccount[]): string =>
  accounts.map(a => `${a.number} ${a.bankName}`).join(', ');

/** The accounts that the visitor sees: those that he may compare with the bank, and those of others. */
async function byReach(ctx: Ctx): Promise<Record<'own' | 'others', BankAccount[]>> {
  const assigns = new Set(await agenciesFor(ctx, 'payment.assign'));
  const all = await listBankAccounts(ctx.db, await agenciesFor(ctx, 'payment.read'));
  return {
    own: all.filter(a => assigns.has(a.agencyId)),
    others: all.filter(a => !assigns.has(a.agencyId)),
  };
}

/** After somebody compared: which accounts were, of which the bank gave no statement, and which were not asked about. */
async function compared(ctx: Ctx): Promise<Html | false> {
  if (queryText(ctx.req.query, 'xong') !== COMPARED) return false;
  const { own, others } = await byReach(ctx);
  const last = await lastReconciliations(
    ctx.db,
    own.map(a => a.id),
  );
  const [failed, ran] = [own.filter(a => last.get(a.id)?.error), own.filter(a => !last.get(a.id)?.error)];
  const said = Object.entries({ ran, failed, others }).filter(([, accounts]) => accounts.length > 0);
  return html`<div role="status">${said.map(([key, accounts]) =>
    note(ctx.t(`fees.reconcile.done-${key}`, { accounts: called(accounts) })),
  )}</div>`;
}

/** The button that compares, for whoever may; of which accounts, where it is not all. */
async function compareForm(ctx: Ctx): Promise<Html | false> {
  const { own, others } = await byReach(ctx);
  const { t } = ctx;
  return (
    own.length > 0 &&
    html`<form method="post" action="${PATH}/doi-soat">${csrfField(ctx)}${button({ label: t('fees.reconcile.button'), alt: true })}</form>${others.length > 0 && html`<p class="q">${t('fees.reconcile.only', { accounts: called(own) })}</p>`}`
  );
}

/** How far each account was compared with the bank, and what that found. */
async function reconciliations(ctx: Ctx, agencies: readonly string[]): Promise<Html> {
  const { t, db } = ctx;
  const accounts = await listBankAccounts(db, agencies);
  const last = await lastReconciliations(
    db,
    accounts.map(a => a.id),
  );
  const { port } = ctx.get(bankService);
  return html`<section><h2>${t('fees.reconcile.title')}</h2>
${
  accounts.length
    ? html`<ul>${accounts.map(a => {
        const run = last.get(a.id);
        return html`<li><span class="num">${a.number}</span> ${a.bankName}, ${a.holder}: ${
          run
            ? run.error
              ? t('fees.reconcile.failed', { at: formatDateTime(run.ranAt), error: run.error })
              : t('fees.reconcile.ran', { at: formatDateTime(run.ranAt), seen: run.seen, found: run.found })
            : t('fees.reconcile.never')
        }</li>`;
      })}</ul>`
    : html`<p class="q">${t('fees.account.none')}</p>`
}
${port ? await compareForm(ctx) : html`<p class="q">${t('fees.reconcile.no-bank')}</p>`}</section>`;
}

/** What came into the accounts: first what nobody knows the purpose of. */
async function show(ctx: Ctx): Promise<Answer> {
  const { t, db } = ctx;
  const now = ctx.clock.now();
  const n = pageNumber(ctx.req.query);
  const view = VIEWS.find(v => v === queryText(ctx.req.query, 'xem')) ?? 'unmatched';
  const agencies = await agenciesFor(ctx, 'payment.read');
  const page = { limit: PAGE_SIZE + 1, offset: (n - 1) * PAGE_SIZE };
  const rows = await listMoney(db, agencies, view, now, page);
  const kept = rows.slice(0, PAGE_SIZE);
  const sightAt = await sights(ctx);
  const shown = kept.map(m => sightAt(m.agencyId).money(m));
  const may = {
    assigns: new Set(await agenciesFor(ctx, 'payment.assign')),
    settles: new Set(await agenciesFor(ctx, 'payment.settle')),
  };
  return feesPage(
    ctx,
    { title: t('fees.money.title'), active: 'money' },
    html`${await compared(ctx)}${tabs({
      label: t('fees.money.views'),
      items: VIEWS.map(v => ({
        href: v === 'unmatched' ? PATH : `${PATH}?xem=${v}`,
        label: t(`fees.money.view.${v}`),
        current: v === view,
      })),
    })}
${shown.length ? table(ctx, shown, may, await settledWords(ctx, kept, sightAt), now) : emptyState({ why: t(`fees.money.none.${view}`) })}
${pages(t, {
  from: (n - 1) * PAGE_SIZE + 1,
  to: (n - 1) * PAGE_SIZE + shown.length,
  previous: n > 1 ? withQuery(ctx, { trang: String(n - 1) }) : undefined,
  next: rows.length > PAGE_SIZE ? withQuery(ctx, { trang: String(n + 1) }) : undefined,
})}
${await reconciliations(ctx, agencies)}`,
  );
}

/** Compares the accounts in reach with the bank now, instead of waiting for the clock. */
async function compare(ctx: Ctx): Promise<Answer> {
  const accounts = await listBankAccounts(ctx.db, await agenciesFor(ctx, 'payment.assign'));
  for (const account of accounts) await reconcileAccount(ctx, account);
  return redirect(doneAt(PATH, COMPARED));
}

export const moneyRoutes: readonly Route[] = [
  { method: 'GET', path: PATH, rule: { permission: 'payment.read' }, handler: show },
  { method: 'POST', path: `${PATH}/doi-soat`, rule: { permission: 'payment.assign' }, handler: compare },
];
