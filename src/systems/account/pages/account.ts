import {
  accountLinks,
  accountNotes,
  type Factors,
  factorsOf,
  formatPhone,
  getAccount,
  type HeldPost,
  listSessions,
  passkeysWork,
  postsHeldBy,
  type Session,
} from '#engines/identity';
import { findAgency } from '#engines/organisation';
import { formatDate, formatDateTime, localDate } from '#platform/clock';
import type { Answer, Ctx, Route } from '#platform/http';
import { button, capital, csrfField, foldTable, type Html, html, keyValues } from '#ui';
import { accountPage } from '../answers.ts';
import { deviceName } from '../device-name.ts';
import { removal } from './factor-removal.ts';
import { protectionView } from './protection.ts';

function sessionsView(ctx: Ctx, sessions: readonly Session[]): Html {
  const { t, visitor } = ctx;
  const own = (s: Session) => s.id === visitor?.sessionId;
  const end = (s: Session) =>
    html`<form method="post" action="/tai-khoan/phien/${s.id}/ket-thuc">${csrfField(ctx)}<button class="link">${t('account.session.end')}<span class="vh"> ${formatDateTime(s.createdAt)}</span></button></form>`;
  return html`<h2 id="phien">${t('account.session.title')}</h2>
<p>${t('account.session.about')}</p>
${foldTable({
  caption: t('account.session.title'),
  captionHidden: true,
  columns: [
    { label: t('account.session.device') },
    { label: t('account.session.from') },
    { label: t('account.session.seen') },
    { label: t('account.session.address') },
    { label: t('account.session.end'), hidden: true },
  ],
  rows: sessions.map(s => [
    deviceName(s.userAgent) ?? t('account.session.unknown'),
    formatDateTime(s.createdAt),
    own(s) ? t('account.session.this') : formatDateTime(s.seenAt),
    s.ip,
    own(s) ? null : end(s),
  ]),
})}
${
  sessions.length > 1 &&
  html`<form method="post" action="/tai-khoan/phien-khac/ket-thuc">${csrfField(ctx)}<p>${button({ label: t('account.session.end-others'), alt: true })}</p></form>`
}`;
}

function factorsView(ctx: Ctx, factors: Factors): Html {
  const { t } = ctx;
  const { totpSince, passkeys, recoveryCodesLeft } = factors;
  const several = passkeys.length + (totpSince ? 1 : 0) > 1;
  return html`<h2>${t('account.factor.own-title')}</h2>
${keyValues(t, [
  {
    label: t('account.password.label'),
    value: '••••••••',
    change: { href: '/tai-khoan/mat-khau', label: t('account.password.change') },
  },
  {
    label: t('account.totp.label'),
    value: totpSince
      ? html`${capital(t('account.factor.since', { date: formatDate(totpSince) }))} ${several && removal(ctx, 'totp', t('account.totp.label'))}`
      : capital(t('ui.none')),
    change: { href: '/tai-khoan/ung-dung', label: t(totpSince ? 'account.totp.change' : 'account.totp.add') },
  },
  ...passkeys.map(p => ({
    label: t('account.passkey.one', { label: p.label }),
    value: html`${capital(t('account.factor.since', { date: formatDate(p.addedAt) }))} ${several && removal(ctx, p.id, p.label)}`,
  })),
  {
    label: t('account.recovery.label'),
    value: html`<form method="post" action="/tai-khoan/ma-du-phong">${csrfField(ctx)}${t(recoveryCodesLeft ? 'account.recovery.left' : 'account.recovery.none', { count: recoveryCodesLeft })} <button class="link">${t('account.recovery.renew')}</button></form>`,
  },
])}
${passkeysWork(ctx.site) && html`<p>${button({ label: t('account.passkey.add'), href: '/tai-khoan/khoa', alt: true })}</p>`}`;
}

async function postsView(ctx: Ctx, posts: readonly HeldPost[]): Promise<Html> {
  const { t, lang } = ctx;
  const today = localDate(ctx.clock.now());
  const rows = await Promise.all(
    posts.map(async p => ({
      label: lang === 'vi' ? p.titleVi : p.titleEn,
      value: t('account.post.where', {
        agency: (await findAgency(ctx.db, p.agencyId, today))?.name ?? t('ui.none'),
        date: formatDate(p.from),
      }),
    })),
  );
  return html`<h2>${t('account.post.title')}</h2>
${rows.length ? keyValues(t, rows) : html`<p>${t('account.post.none')}</p>`}`;
}

async function show(ctx: Ctx): Promise<Answer> {
  const { t, db, visitor } = ctx;
  const now = ctx.clock.now();
  const account = await getAccount(db, visitor!.accountId);
  const official = account.kind === 'official';
  const factors = await factorsOf(db, account.id);
  const links = ctx
    .extensions(accountLinks)
    .filter(l => l.for === account.kind)
    .sort((a, b) => (a.place ?? 50) - (b.place ?? 50));
  const unproven = (text: string, proven: boolean) =>
    proven || official ? text : t('account.contact.unproven', { contact: text });
  const change = (has: string | null) =>
    official
      ? {}
      : { change: { href: '/tai-khoan/lien-he', ...(has ? {} : { label: t('account.contact.add') }) } };
  const facts = keyValues(t, [
    {
      label: t('account.name.label'),
      value: account.name,
      ...(official ? {} : { change: { href: '/tai-khoan/thong-tin' } }),
    },
    ...(official && account.staffId ? [{ label: t('account.official.user'), value: account.staffId }] : []),
    {
      label: t('account.phone.label'),
      value: account.phone
        ? unproven(formatPhone(account.phone), account.phoneProven)
        : capital(t('ui.none')),
      ...change(account.phone),
    },
    {
      label: t('account.email.label'),
      value: account.email ? unproven(account.email, account.emailProven) : capital(t('ui.none')),
      ...change(account.email),
    },
  ]);
  const notes: Array<Html | null> = [];
  for (const n of ctx.extensions(accountNotes)) if (n.for === account.kind) notes.push(await n.draw(ctx));
  const main = html`<h1>${t('account.title')}</h1>
${notes}
${links.length > 0 && html`<ul class="grid">${links.map(l => html`<li><a href="${l.href}">${t(l.label)}</a>${t(l.about)}</li>`)}</ul>`}
${facts}
${!official && html`<p>${button({ label: t('account.profile.open'), href: '/tai-khoan/thong-tin', alt: true })}</p>`}
${official && (await postsView(ctx, await postsHeldBy(db, account.id, localDate(now))))}
${official ? factorsView(ctx, factors) : await protectionView(ctx, account, factors)}
${sessionsView(ctx, await listSessions(db, account.id, now))}`;
  return accountPage(ctx, { title: t('account.title') }, main);
}

export const accountRoute: Route = { method: 'GET', path: '/tai-khoan', rule: 'signed-in', handler: show };
