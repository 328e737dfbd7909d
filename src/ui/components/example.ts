import type { Translate } from '#platform/i18n';
import type { Html } from '../html.ts';

/** One way to use a component: for the review page, the unit tests and axe. */
export type Example = {
  name: string;
  /** Where it is drawn; both when absent. */
  only?: 'citizen' | 'staff';
  draw(t: Translate): Html;
};
