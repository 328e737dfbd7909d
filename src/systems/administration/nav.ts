import type { Ctx } from '#platform/http';
import type { NavItem } from '#ui';
import { deskCounts, sumOf } from './desk-counts.ts';
import type { Manage } from './reach.ts';

/** The places of this system: where each is and what one must hold somewhere to see it. */
const PLACES = [
  { id: 'agencies', path: '/can-bo/quan-tri/co-quan', permission: 'organisation.manage' },
  { id: 'accounts', path: '/can-bo/quan-tri/tai-khoan', permission: 'identity.manage' },
  { id: 'roles', path: '/can-bo/quan-tri/vai-tro', permission: 'identity.manage' },
  { id: 'calendar', path: '/can-bo/quan-tri/lich', permission: 'worktime.manage' },
  { id: 'procedures', path: '/can-bo/thu-tuc', permission: 'procedure.edit' },
  { id: 'slips', path: '/can-bo/quan-tri/phieu', permission: 'procedure.approve' },
  { id: 'tokens', path: '/can-bo/quan-tri/khoa-api', permission: 'identity.manage' },
  { id: 'incidents', path: '/can-bo/quan-tri/su-co', permission: 'incident.manage' },
  { id: 'ledger', path: '/can-bo/quan-tri/so-ghi', permission: 'ledger.read' },
] as const satisfies ReadonlyArray<{ id: string; path: string; permission: Manage }>;

export type Place = (typeof PLACES)[number]['id'] | 'overview';

export const holds = (ctx: Ctx, permission: string): boolean =>
  ctx.visitor?.kind === 'official' && ctx.visitor.grants.some(g => g.permission === permission);

export const placesOf = (ctx: Ctx) => PLACES.filter(place => holds(ctx, place.permission));

/** The menu of this system; what waits at the incident desk is counted there, wherever one is. */
export async function navOf(ctx: Ctx): Promise<NavItem[]> {
  const waits = sumOf(await deskCounts(ctx));
  return [
    { id: 'overview', href: '/can-bo/quan-tri', label: ctx.t('administration.overview.menu') },
    // Procedures are a workplace of their own.
    ...placesOf(ctx)
      .filter(place => place.id !== 'procedures')
      .map(place => ({
        id: place.id,
        href: place.path,
        label: ctx.t(`administration.${place.id}.title`),
        ...(place.id === 'incidents' && waits ? { count: waits } : {}),
      })),
  ];
}
