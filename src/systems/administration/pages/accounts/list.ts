import { type Account, agenciesInReach, holdingsOfAccounts, searchOfficials } from '#engines/identity';
import { localDate } from '#platform/clock';
import { type Answer, type Ctx, pageNumber, queryText, type Route } from '#platform/http';
import {
  askForm,
  button,
  emptyState,
  html,
  pages,
  scrollTable,
  selectField,
  status,
  textField,
  withQuery,
} from '#ui';
import { agencyNames } from '../../agencies-on.ts';
import { adminPage } from '../../view.ts';
import { breakable, titleText } from '../../words.ts';
import { ACCOUNTS, accountPath } from './load.ts';

const PAGE_SIZE = 50;
const STATUSES = ['active', 'blocked', 'closed'] as const;

/** In a list of fifty only what is not as usual stands out. */
export const accountStatus = (ctx: Ctx, { status: s }: Pick<Account, 'status'>) => {
  const words = ctx.t(`identity.status.${s}`);
  return s === 'active' ? html`<span class="nb">${words}</span>` : status('hold', words);
};

async function show(ctx: Ctx): Promise<Answer> {
  const { t, req, db } = ctx;
  const today = localDate(ctx.clock.now());
  const typed = queryText(req.query, 'q').slice(0, 254);
  const asked = STATUSES.find(s => s === queryText(req.query, 'trang-thai')) ?? null;
  const n = pageNumber(req.query);
  const { accounts, total } = await searchOfficials(db, {
    typed,
    status: asked,
    agencyIds: await agenciesInReach(ctx, 'identity.manage'),
    date: today,
    limit: PAGE_SIZE,
    offset: (n - 1) * PAGE_SIZE,
  });
  const holdings = (
    await holdingsOfAccounts(
      db,
      accounts.map(a => a.id),
    )
  ).filter(h => h.to === null || h.to > today);
  const names = await agencyNames(
    ctx,
    holdings.map(h => h.agencyId),
    today,
  );
  return adminPage(
    ctx,
    { title: t('administration.accounts.title'), active: 'accounts' },
    html`<p class="row">${button({ label: t('administration.account.add'), href: `${ACCOUNTS}/moi` })}${button(
      {
        label: t('administration.accounts.import'),
        href: `${ACCOUNTS}/nhap`,
        alt: true,
      },
    )}</p>
${askForm(
  ACCOUNTS,
  html`${textField(t, { name: 'q', label: t('administration.accounts.search'), value: typed, type: 'search' })}${selectField(
    t,
    {
      name: 'trang-thai',
      label: t('administration.account.status'),
      any: t('administration.account.status.any'),
      value: asked ?? '',
      options: STATUSES.map(s => ({ value: s, label: t(`identity.status.${s}`) })),
    },
  )}`,
  t('administration.show'),
)}
${
  accounts.length
    ? scrollTable({
        caption: t('administration.accounts.found', { count: total }),
        columns: [
          { label: t('administration.account.name') },
          { label: t('administration.account.user') },
          { label: t('administration.account.posts') },
          { label: t('administration.account.status') },
        ],
        rows: accounts.map(a => [
          html`<a href="${accountPath(a.id)}">${a.name}</a>`,
          breakable(a.staffId ?? a.email ?? ''),
          holdings
            .filter(h => h.accountId === a.id)
            .map(h => html`${titleText(ctx, h)}<small>${names.get(h.agencyId)}</small>`),
          accountStatus(ctx, a),
        ]),
      })
    : emptyState({
        why: t(typed || asked ? 'administration.accounts.none-like' : 'administration.accounts.none'),
        next: { href: `${ACCOUNTS}/moi`, label: t('administration.account.add') },
      })
}
${pages(t, {
  from: (n - 1) * PAGE_SIZE + 1,
  to: (n - 1) * PAGE_SIZE + accounts.length,
  total,
  previous: n > 1 ? withQuery(ctx, { trang: String(n - 1) }) : undefined,
  next: total > n * PAGE_SIZE ? withQuery(ctx, { trang: String(n + 1) }) : undefined,
})}`,
  );
}

export const accountsRoute: Route = {
  method: 'GET',
  path: ACCOUNTS,
  rule: { permission: 'identity.manage' },
  handler: show,
};
