import { keptTyped, requireFresh, withStepUp } from '#engines/identity';
import type { Ctx, Route } from '#platform/http';
import { button, type Crumb, type FormPage as FormOf, formPageRoutes, html } from '#ui';
import type { Place } from './nav.ts';
import type { Manage } from './reach.ts';
import { adminPage, ROOT } from './view.ts';

/** A page of this system with one form about one thing. */
export type FormPage<T> = FormOf<T> & {
  permission: Manage;
  active: Place;
  crumbs(ctx: Ctx, loaded: NoInfer<T>): readonly Crumb[];
  /** Hands out access: the second factor is asked for before the form is filled in, and again when that took over an hour. */
  fresh?: true;
  /** It decides something: the way back to where it was asked stands beside its button. */
  leave?: true;
};

/**
 * The two routes of a form: it is shown; it is sent, and shown again with all that was typed when something is wrong. What is shown before it is
 * done has an address, at which it can be loaded again and left.
 */
export function formRoutes<T>(form: FormPage<T>): Route[] {
  const load = async (ctx: Ctx): Promise<T> => {
    const loaded = await form.load(ctx);
    const minutes = ctx.req.method === 'GET' ? 15 : 60;
    if (form.fresh) await requireFresh(ctx.db, ctx.visitor!, minutes, ctx.clock.now());
    return loaded;
  };
  const leaving: FormOf<T>['after'] = (ctx, loaded) =>
    html`${form.after?.(ctx, loaded)}${button({ label: ctx.t('ui.form.leave'), href: form.crumbs(ctx, loaded).at(-1)?.href ?? ROOT, alt: true })}`;
  const routes = formPageRoutes<T>(
    { ...(form.look ? { kept: keptTyped } : {}), ...form, ...(form.leave && { after: leaving }), load },
    (ctx, loaded, page, main) =>
      adminPage(ctx, { ...page, active: form.active, crumbs: form.crumbs(ctx, loaded) }, main),
  );
  return routes.map(route => ({ ...route, handler: withStepUp(route.handler, ctx => ctx.req.path) }));
}
