import type { Ctx, Route } from '#platform/http';
import { type Crumb, type FormPage as FormOf, formPageRoutes, type Html, html, type Printable } from '#ui';
import type { LoadedDraft } from './load.ts';
import { designPage, editorPage, type Tab } from './view.ts';

type FormPage<T> = FormOf<T> & {
  active?: 'new' | 'transfer' | 'import-list';
  crumbs?(ctx: Ctx, loaded: NoInfer<T>): readonly Crumb[];
};

/** The two routes of a page with one form beside the menu of this system. */
export const formRoutes = <T>(form: FormPage<T>): Route[] =>
  formPageRoutes<T>(form, (ctx, loaded, page, main) =>
    designPage(
      ctx,
      {
        ...page,
        ...(form.active ? { active: form.active } : {}),
        ...(form.crumbs ? { crumbs: form.crumbs(ctx, loaded) } : {}),
      },
      main,
    ),
  );

/** The two routes of a tab of the editor that is one form. */
export const tabRoutes = <T extends LoadedDraft>(
  form: Omit<FormOf<T>, 'title'> & {
    tab: Tab;
    /** Beside the name: when this part was saved last. */
    saved?(ctx: Ctx, loaded: NoInfer<T>): Printable;
    /** On the right of the form, below it on narrow screens: what helps to fill it in. */
    beside?(ctx: Ctx, loaded: NoInfer<T>): Html;
    /** Addresses from `defineAsset`; the page works without them. */
    scripts?: readonly string[];
  },
): Route[] =>
  formPageRoutes<T>({ ...form, title: () => '' }, (ctx, loaded, { errors }, main) =>
    editorPage(
      ctx,
      loaded,
      {
        tab: form.tab,
        errors,
        saved: form.saved?.(ctx, loaded),
        ...(form.scripts ? { scripts: form.scripts } : {}),
      },
      form.beside
        ? html`<div class="cols"><div>${main}</div><div>${form.beside(ctx, loaded)}</div></div>`
        : main,
    ),
  );
