import type { Ctx } from '#platform/http';
import type { NavItem } from '#ui';
import type { Manage } from './reach.ts';

/** The places of this system: where each is and what one must hold somewhere to see it. */
const PLACES = [
  { id: 'agencies', path: '/co-quan', permission: 'organisation.manage' },
  { id: 'accounts', path: '/tai-khoan', permission: 'identity.manage' },
  { id: 'roles', path: '/vai-tro', permission: 'identity.manage' },
  { id: 'calendar', path: '/lich', permission: 'worktime.manage' },
  { id: 'procedures', path: '/thu-tuc', permission: 'procedure.manage' },
  { id: 'tokens', path: '/khoa-api', permission: 'identity.manage' },
  { id: 'ledger', path: '/so-ghi', permission: 'ledger.read' },
] as const satisfies ReadonlyArray<{ id: string; path: string; permission: Manage }>;

export type Place = (typeof PLACES)[number]['id'] | 'overview';

export const holds = (ctx: Ctx, permission: string): boolean =>
  ctx.visitor?.kind === 'official' && ctx.visitor.grants.some(g => g.permission === permission);

export const placesOf = (ctx: Ctx) => PLACES.filter(place => holds(ctx, place.permission));

export const navOf = (ctx: Ctx): NavItem[] => [
  { id: 'overview', href: '/can-bo/quan-tri', label: ctx.t('administration.overview.menu') },
  ...placesOf(ctx).map(place => ({
    id: place.id,
    href: `/can-bo/quan-tri${place.path}`,
    label: ctx.t(`administration.${place.id}.title`),
  })),
];
