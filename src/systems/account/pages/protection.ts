import {
  type Account,
  type Factors,
  hasFactor,
  lostSince,
  passkeysWork,
  setPhoneCode,
  withStepUp,
} from '#engines/identity';
import { formatDate, localDate } from '#platform/clock';
import { type Answer, type Ctx, textField as posted, type Route, redirect } from '#platform/http';
import { button, capital, csrfField, type Html, html, keyValues, note } from '#ui';
import { removal } from './factor-removal.ts';

const PATH = '/tai-khoan/ma-dien-thoai';
const OFF = 'tat';

/** What codes to the telephone are worth, and the switch. */
const phoneCode = (ctx: Ctx, { phoneCodeOff, emailProven }: Account, { passkeys }: Factors): Html => {
  const other = emailProven || passkeys.length > 0;
  if (!phoneCodeOff && !other)
    return html`${ctx.t('account.phone-code.is-on')} ${ctx.t('account.phone-code.first')}`;
  return html`<form method="post" action="${PATH}">${csrfField(ctx)}<input type="hidden" name="${OFF}" value="${phoneCodeOff ? '' : '1'}">${ctx.t(phoneCodeOff ? 'account.phone-code.is-off' : 'account.phone-code.is-on')} <button class="link">${ctx.t(phoneCodeOff ? 'account.phone-code.on' : 'account.phone-code.off')}</button></form>`;
};

/**
 * How a citizen's account is guarded beside the code that is sent, with what that code alone is worth (OWASP ASVS 5, 6.6.1). Nobody must
 * have more than the code.
 */
export async function protectionView(ctx: Ctx, account: Account, factors: Factors): Promise<Html> {
  const { t } = ctx;
  const { totpSince, passkeys, recoveryCodesLeft } = factors;
  const due = await lostSince(ctx.db, account.id);
  return html`<h2 id="bao-ve">${t('account.protection.title')}</h2>
<p>${t('account.protection.about')}</p>
${due && note(html`${t('account.protection.lost', { date: formatDate(localDate(due)) })} <a href="/tai-khoan/xac-nhan">${t('account.protection.not-lost')}</a>`)}
${keyValues(t, [
  {
    label: t('account.totp.label'),
    value: totpSince
      ? html`${capital(t('account.factor.since', { date: formatDate(totpSince) }))} ${removal(ctx, 'totp', t('account.totp.label'))}`
      : capital(t('ui.none')),
    change: { href: '/tai-khoan/ung-dung', label: t(totpSince ? 'account.totp.change' : 'account.totp.add') },
  },
  ...passkeys.map(p => ({
    label: t('account.passkey.one', { label: p.label }),
    value: html`${capital(t('account.factor.since', { date: formatDate(p.addedAt) }))} ${removal(ctx, p.id, p.label)}`,
  })),
  ...(hasFactor(factors)
    ? [
        {
          label: t('account.recovery.label'),
          value: html`<form method="post" action="/tai-khoan/ma-du-phong">${csrfField(ctx)}${t(recoveryCodesLeft ? 'account.recovery.left' : 'account.recovery.none', { count: recoveryCodesLeft })} <button class="link">${t('account.recovery.renew')}</button></form>`,
        },
      ]
    : []),
  ...(account.phoneProven
    ? [{ label: t('account.phone-code.label'), value: phoneCode(ctx, account, factors) }]
    : []),
])}
${passkeysWork(ctx.site) && html`<p>${button({ label: t('account.passkey.add'), href: '/tai-khoan/khoa', alt: true })}</p>`}`;
}

async function turn(ctx: Ctx): Promise<Answer> {
  await setPhoneCode(ctx, ctx.visitor!, posted(ctx.req.body, OFF) !== '');
  return redirect('/tai-khoan#bao-ve');
}

export const protectionRoutes: readonly Route[] = [
  { method: 'POST', path: PATH, rule: 'citizen', handler: withStepUp(turn, '/tai-khoan') },
];
