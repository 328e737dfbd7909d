import { findAgencyByCode, listAgencies } from '#engines/organisation';
import { listBankAccounts, paymentsService, setBankAccount } from '#engines/payments';
import { formatDate, localDate } from '#platform/clock';
import { type Answer, type Ctx, textField as posted, type Route } from '#platform/http';
import {
  button,
  doneAt,
  doOnce,
  emptyState,
  errorOf,
  html,
  periodText,
  scrollTable,
  status,
  textField,
  typedOr,
} from '#ui';
import { agenciesFor, findActor } from '../reach.ts';
import { agencyNames, feesPage, ROOT } from '../view.ts';
import { feesForm } from './form.ts';

const PATH = `${ROOT}/tai-khoan`;
const AGENCY = 'co-quan';
const BANK = 'ngan-hang';
const BIN = 'ma-ngan-hang';
const NUMBER = 'so';
const HOLDER = 'chu';

/** The accounts into which citizens pay, of the agencies that the visitor keeps. */
async function list(ctx: Ctx): Promise<Answer> {
  const { t } = ctx;
  const accounts = await listBankAccounts(ctx.db, await agenciesFor(ctx, 'payment.manage'));
  const names = await agencyNames(
    ctx,
    accounts.map(a => a.agencyId),
  );
  const today = localDate(ctx.clock.now());
  return feesPage(
    ctx,
    { title: t('fees.accounts.title'), active: 'accounts' },
    html`<p>${t('fees.accounts.about')}</p>
<p>${button({ label: t('fees.account.set'), href: `${PATH}/moi` })}</p>
${
  accounts.length
    ? scrollTable({
        caption: t('fees.accounts.title'),
        captionHidden: true,
        columns: [
          { label: t('fees.col.agency') },
          { label: t('fees.qr.number') },
          { label: t('fees.qr.bank') },
          { label: t('fees.qr.holder') },
          { label: t('fees.account.period') },
          { label: t('fees.col.state') },
        ],
        rows: accounts.map(a => [
          names.get(a.agencyId),
          html`<span class="num">${a.number}</span>${a.invented && html`<small>${t('fees.account.invented')}</small>`}`,
          html`${a.bankName}<small class="num">${t('fees.account.bin-of', { bin: a.bin })}</small>`,
          a.holder,
          periodText(t, { from: a.from, to: a.to }),
          !a.to || a.to > today
            ? status('done', t('fees.account.in-use'))
            : status('hold', t('fees.account.over')),
        ]),
      })
    : emptyState({ why: t('fees.accounts.none') })
}`,
  );
}

const set = feesForm<null>({
  path: `${PATH}/moi`,
  permission: 'payment.manage',
  active: 'accounts',
  load: async () => null,
  title: ctx => ctx.t('fees.account.set'),
  about: ctx =>
    html`<p>${ctx.t('fees.account.set.about', { day: formatDate(localDate(ctx.clock.now())) })}</p>`,
  crumbs: (_, ctx) => [{ href: PATH, label: ctx.t('fees.accounts.menu') }],
  fields: async (ctx, _, errors) => {
    const { t } = ctx;
    const field = (name: string, key: string, most: number, narrow = false, suggestions?: string[]) =>
      textField(t, {
        name,
        label: t(`fees.account.${key}`),
        hint: t(`fees.account.${key}.hint`),
        value: typedOr(ctx, name),
        error: errorOf(errors, name),
        most,
        narrow,
        ...(suggestions ? { suggestions } : {}),
      });
    const kept = new Set(await agenciesFor(ctx, 'payment.manage'));
    const agencies = (await listAgencies(ctx.db, localDate(ctx.clock.now()))).filter(a => kept.has(a.id));
    const offered = agencies.map(a => `${a.identifier} ${a.name}`);
    return html`${field(AGENCY, 'agency', 300, false, offered)}${field(BANK, 'bank', 200)}${field(BIN, 'bin', 6, true)}${field(NUMBER, 'number', 25, true)}${field(HOLDER, 'holder', 200)}`;
  },
  button: 'fees.account.set.button',
  submit: async ctx => {
    const { body } = ctx.req;
    const now = ctx.clock.now();
    const found = await findAgencyByCode(
      ctx.db,
      (posted(body, AGENCY).split(/\s/)[0] ?? '').toUpperCase(),
      localDate(now),
    );
    const actor = found && (await findActor(ctx, 'payment.manage', found.id));
    if (!found || !actor) return [{ path: AGENCY, message: ctx.t('fees.account.agency.wrong') }];
    await ctx.db.tx(tx =>
      doOnce(ctx, tx, async () => ({
        id: await setBankAccount(
          tx,
          ctx.get(paymentsService).ledger,
          {
            agencyId: found.id,
            bin: posted(body, BIN),
            bankName: posted(body, BANK),
            number: posted(body, NUMBER),
            holder: posted(body, HOLDER),
          },
          actor,
        ),
      })),
    );
    return doneAt(PATH, 'account-set');
  },
  otherwise: NUMBER,
});

export const accountRoutes: readonly Route[] = [
  { method: 'GET', path: PATH, rule: { permission: 'payment.manage' }, handler: list },
  ...set,
];
