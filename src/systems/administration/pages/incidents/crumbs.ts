import type { Ctx } from '#platform/http';
import type { Crumb } from '#ui';
import { INCIDENTS } from './words.ts';

/** The way to what is below the desk's list. */
export const incidentCrumbs = (ctx: Ctx): Crumb[] => [
  { href: INCIDENTS, label: ctx.t('administration.incidents.title') },
];
