import { accountNames } from '#engines/cases';
import { findAgency, listAgencyVersions } from '#engines/organisation';
import { localDate } from '#platform/clock';
import { type Answer, type Ctx, page, queryText } from '#platform/http';
import {
  breadcrumbs,
  type Crumb,
  type Errors,
  errorSummary,
  html,
  type NavItem,
  note,
  type Printable,
  staffPage,
} from '#ui';

import { ROOT } from './root.ts';
import { waitingOf } from './waiting.ts';

export { ROOT };

const PLACES = [
  { id: 'desk', path: '', permission: 'payment.read' },
  { id: 'days', path: '/so-quy', permission: 'payment.read' },
  { id: 'money', path: '/tien-vao', permission: 'payment.read' },
  { id: 'returns', path: '/phai-hoan', permission: 'payment.read' },
  { id: 'refunds', path: '/hoan', permission: 'payment.read' },
  { id: 'proposals', path: '/duyet-thu', permission: 'payment.approve-refund' },
  { id: 'accounts', path: '/tai-khoan', permission: 'payment.manage' },
] as const;
export type Place = (typeof PLACES)[number]['id'];

/** The places of this system that the visitor may see, with how much waits for him there. */
async function navOf(ctx: Ctx): Promise<NavItem[]> {
  const { refunds, proposals } = await waitingOf(ctx);
  const counts: Partial<Record<Place, number>> = { refunds: refunds.decide + refunds.pay, proposals };
  return PLACES.filter(p => ctx.visitor?.grants.some(g => g.permission === p.permission)).map(p => {
    const count = counts[p.id];
    return { id: p.id, href: ROOT + p.path, label: ctx.t(`fees.${p.id}.menu`), ...(count ? { count } : {}) };
  });
}

/** After a change the browser is sent to a page with `xong=…`, which says in a sentence what was done. */
const done = (ctx: Ctx): Printable => {
  const key = `fees.done.${queryText(ctx.req.query, 'xong')}`;
  return ctx.texts.has(key) && html`<div role="status">${note(ctx.t(key))}</div>`;
};

type Options = {
  title: string;
  /** None where the money of one dossier is shown, which belongs to no list. */
  active?: Place;
  crumbs?: readonly Crumb[];
  errors?: Errors;
};

/** Whether the visitor takes money anywhere: who only reads, or keeps the accounts, collects nothing. */
const collects = ({ visitor }: Ctx): boolean =>
  visitor?.grants.some(g => g.permission === 'payment.receive') === true;

/** A page of this system: its places, the way here, what was just done, and errors first. */
export async function feesPage(
  ctx: Ctx,
  { title, active, crumbs = [], errors = [] }: Options,
  main: Printable,
): Promise<Answer> {
  const { t } = ctx;
  return page(
    staffPage(
      ctx,
      {
        title,
        nav: [{ heading: t('fees.menu'), items: await navOf(ctx) }],
        ...(active ? { active } : {}),
        error: errors.length > 0,
        search: {
          action: ROOT,
          label: t(collects(ctx) ? 'fees.search' : 'fees.search-code'),
          value: active === 'desk' ? queryText(ctx.req.query, 'q') : '',
        },
      },
      html`${breadcrumbs(t, crumbs)}${errorSummary(t, errors)}
<h1>${title}</h1>
${!errors.length && done(ctx)}${main}`,
    ),
    { status: errors.length ? 422 : 200 },
  );
}

/** Names of agencies by id, as they are today or were last. */
export async function agencyNames(ctx: Ctx, ids: readonly string[]): Promise<Map<string, string>> {
  const day = localDate(ctx.clock.now());
  const names = new Map<string, string>();
  for (const id of new Set(ids)) {
    const agency = (await findAgency(ctx.db, id, day)) ?? (await listAgencyVersions(ctx.db, id)).at(-1);
    if (agency) names.set(id, agency.name);
  }
  return names;
}

/** Names of those who acted, by id; null, `system` and what is gone have none. */
export const peopleNames = (
  ctx: Ctx,
  ids: ReadonlyArray<string | null>,
): Promise<ReadonlyMap<string, string>> =>
  accountNames(
    ctx.db,
    ids.filter(id => id !== null),
  );
