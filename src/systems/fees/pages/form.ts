import type { Route } from '#platform/http';
import { type Crumb, type FormPage, formPageRoutes } from '#ui';
import { feesPage, type Place } from '../view.ts';

/** A page of this system with one form about one thing. */
export type FeesForm<T> = FormPage<T> & {
  active?: Place;
  crumbs(loaded: NoInfer<T>, ctx: Parameters<FormPage<T>['load']>[0]): readonly Crumb[];
};

/** Its two routes: it is shown; it is sent, and shown again with all that was typed when something is wrong. */
export const feesForm = <T>(form: FeesForm<T>): Route[] =>
  formPageRoutes<T>(form, (ctx, loaded, page, main) =>
    feesPage(
      ctx,
      { ...page, ...(form.active && { active: form.active }), crumbs: form.crumbs(loaded, ctx) },
      main,
    ),
  );
