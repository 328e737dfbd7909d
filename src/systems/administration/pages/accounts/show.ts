import { type Factors, factorsOf, formatPhone, listSessions, type Session } from '#engines/identity';
import { formatDate, formatDateTime, localDate } from '#platform/clock';
import type { Answer, Ctx, Route } from '#platform/http';
import {
  button,
  capital,
  csrfField,
  details,
  emptyState,
  type Html,
  html,
  keyValues,
  periodText,
  scrollTable,
} from '#ui';
import { agencyNames } from '../../agencies-on.ts';
import { adminPage } from '../../view.ts';
import { breakable, titleText } from '../../words.ts';
import { postPath } from '../posts/load.ts';
import { accountStatus } from './list.ts';
import { ACCOUNTS, accountPath, type LoadedAccount, loadAccount } from './load.ts';

async function posts(ctx: Ctx, { holdings }: LoadedAccount): Promise<Html> {
  const { t } = ctx;
  if (!holdings.length) return emptyState({ why: t('administration.account.no-posts') });
  const names = await agencyNames(
    ctx,
    holdings.map(h => h.agencyId),
    localDate(ctx.clock.now()),
  );
  return scrollTable({
    caption: t('administration.account.posts'),
    captionHidden: true,
    columns: [
      { label: t('administration.post.title') },
      { label: t('administration.account.agency') },
      { label: t('administration.period') },
    ],
    rows: holdings.map(h => [
      html`<a href="${postPath({ ...h, id: h.postId })}">${titleText(ctx, h)}</a>`,
      names.get(h.agencyId),
      html`<span class="num">${periodText(ctx.t, h)}</span>`,
    ]),
  });
}

const factorsText = (ctx: Ctx, { totpSince, passkeys, recoveryCodesLeft }: Factors): string => {
  const factors = [
    totpSince && ctx.t('administration.account.factor.totp', { day: formatDate(totpSince) }),
    passkeys.length > 0 && ctx.t('administration.account.factor.passkeys', { count: passkeys.length }),
    recoveryCodesLeft > 0 && ctx.t('administration.account.factor.codes', { count: recoveryCodesLeft }),
  ].filter(Boolean);
  return capital(factors.join(', ') || ctx.t('administration.account.factor.none'));
};

function sessions(ctx: Ctx, { account, mine }: LoadedAccount, list: readonly Session[]): Html {
  const { t } = ctx;
  if (!list.length) return html`<p class="q">${t('administration.account.no-sessions')}</p>`;
  return scrollTable({
    caption: t('administration.account.sessions'),
    captionHidden: true,
    columns: [
      { label: t('administration.account.session.begun') },
      { label: t('administration.account.session.used') },
      { label: t('administration.account.session.browser') },
      { label: t('administration.actions'), hidden: true },
    ],
    rows: list.map(s => [
      html`<span class="num">${formatDateTime(s.createdAt)}</span>`,
      html`<span class="num">${formatDateTime(s.seenAt)}</span>`,
      html`${s.userAgent.slice(0, 120)}<small class="num">${s.ip}</small>`,
      mine &&
        html`<form method="post" action="${accountPath(account.id)}/phien/${s.id}/ket-thuc">${csrfField(ctx)}${button({ label: t('administration.account.session.end'), alt: true })}</form>`,
    ]),
  });
}

const act = (ctx: Ctx, id: string, to: string, key: string): Html =>
  details(
    { summary: ctx.t(`administration.account.${key}`) },
    html`<p>${ctx.t(`administration.account.${key}.about`)}</p><form method="post" action="${accountPath(id)}/${to}">${csrfField(ctx)}<p>${button({ label: ctx.t(`administration.account.${key}.button`), alt: true })}</p></form>`,
  );

async function show(ctx: Ctx): Promise<Answer> {
  const { t, db } = ctx;
  const loaded = await loadAccount(ctx);
  const { account, mine } = loaded;
  const [factors, open] = await Promise.all([
    factorsOf(db, account.id),
    listSessions(db, account.id, ctx.clock.now()),
  ]);
  const rows: Array<[string, string | Html | null]> = [
    ['user', account.staffId && breakable(account.staffId)],
    ['email', account.email && breakable(account.email)],
    ['phone', account.phone && formatPhone(account.phone)],
    ['status', accountStatus(ctx, account)],
    ['factors', factorsText(ctx, factors)],
    ['since', formatDateTime(account.createdAt)],
  ];
  const block = account.status === 'blocked' ? 'mo-khoa' : 'khoa';
  return adminPage(
    ctx,
    {
      title: account.name,
      active: 'accounts',
      crumbs: [{ href: ACCOUNTS, label: t('administration.accounts.title') }],
    },
    html`${keyValues(
      t,
      rows.flatMap(([key, value]) => (value ? [{ label: t(`administration.account.${key}`), value }] : [])),
    )}
${
  mine &&
  account.status !== 'closed' &&
  html`<p>${button({ label: t('administration.account.change'), href: `${accountPath(account.id)}/sua`, alt: true })}</p>`
}
${!mine && html`<p class="box">${t('administration.account.not-yours')}</p>`}
<section><h2>${t('administration.account.posts')}</h2>${await posts(ctx, loaded)}</section>
<section><h2>${t('administration.account.sessions')}</h2>${sessions(ctx, loaded, open)}</section>
${
  mine &&
  html`<section class="no-print"><h2>${t('administration.account.access')}</h2>
${act(ctx, account.id, 'mat-khau', 'password')}${act(ctx, account.id, 'xac-thuc', 'reset-factors')}
${account.status !== 'closed' && html`<p>${button({ label: t(`administration.account.${block}`), href: `${accountPath(account.id)}/${block}`, alt: true })}</p>`}</section>`
}`,
  );
}

export const accountRoute: Route = {
  method: 'GET',
  path: `${ACCOUNTS}/:id`,
  rule: { permission: 'identity.manage' },
  handler: show,
};
