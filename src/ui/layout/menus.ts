import { defineExtensionPoint } from '#platform/env';
import type { Ctx } from '#platform/http';

/** A link whose words are a text key of the module that adds it. */
export type MenuLink = { href: string; label: string };

/** Links that a module adds to the header of citizen pages, between tracking and sign-in. */
export const headerLinks = defineExtensionPoint<MenuLink>('ui.header-links');
/** Links that a module adds to the foot of citizen pages. */
export const footerLinks = defineExtensionPoint<MenuLink>('ui.footer-links');

/** Links that a module adds to the home page of citizens, below what one may do. */
export const homeLinks = defineExtensionPoint<MenuLink>('ui.home-links');

/** What people look for among procedures and do elsewhere: told where what they typed holds one of `words`; `about` says in a sentence how it is done. */
export const doneElsewhere = defineExtensionPoint<MenuLink & { about: string; words: readonly string[] }>(
  'ui.done-elsewhere',
);

/** A workplace in the menu of staff pages, for those who hold the permission somewhere (all officials when none is named). */
export type StaffMenuLink = MenuLink & {
  /** Compared with `active` of the page. */
  id: string;
  permission?: string;
  /** Not for those who hold this one: they find it in another workplace. */
  unless?: string;
  /** `work`: what one does every day; `manage`: what is set up now and then. */
  group: 'work' | 'manage';
  /** Looked through from every page of who works there, unless the page has a search of its own: what the list that takes `q` finds, a text key. */
  finds?: string;
};
export const staffMenu = defineExtensionPoint<StaffMenuLink>('ui.staff-menu');

/** Something that waits for the visitor at another workplace than the inbox: told there in a line, with the way to it. */
export type Waiting = { href: string; text: string };
/** What a module has waiting for the visitor; null: nothing, or nothing that the visitor may do. */
export const staffWaiting = defineExtensionPoint<(ctx: Ctx) => Promise<Waiting | null>>('ui.staff-waiting');

/** The workplaces of the visitor: those of every day first, each group in the order of the modules. */
export const workplacesOf = ({
  visitor,
  extensions,
}: Pick<Ctx, 'visitor' | 'extensions'>): StaffMenuLink[] => {
  const held = new Set(visitor?.grants.map(g => g.permission));
  const work: StaffMenuLink[] = [];
  const manage: StaffMenuLink[] = [];
  for (const link of extensions(staffMenu)) {
    if (link.permission && !held.has(link.permission)) continue;
    if (link.unless && held.has(link.unless)) continue;
    (link.group === 'work' ? work : manage).push(link);
  }
  return [...work, ...manage];
};
