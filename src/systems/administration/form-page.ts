import { requireFresh, withStepUp } from '#engines/identity';
import { type Answer, type Ctx, textField as posted, type Route } from '#platform/http';
import { type Crumb, type FieldError, html, type Printable } from '#ui';
import { attempt, type Errors, postForm } from './form.ts';
import type { Place } from './nav.ts';
import type { Manage } from './reach.ts';
import { adminPage } from './view.ts';

/** A page with one form about one thing. `T` is what the address names. */
export type FormPage<T> = {
  path: string;
  permission: Manage;
  active: Place;
  /** Throws NotFound for what is not there, or out of the visitor's reach. */
  load(ctx: Ctx): Promise<T>;
  title(ctx: Ctx, loaded: NoInfer<T>): string;
  crumbs(ctx: Ctx, loaded: NoInfer<T>): readonly Crumb[];
  about?(ctx: Ctx, loaded: NoInfer<T>): Printable;
  fields(ctx: Ctx, loaded: NoInfer<T>, errors: Errors): Printable | Promise<Printable>;
  /** Text key of the button. */
  button: string;
  /** Does it: where to go now, a page that is shown once, or what has to be corrected. */
  submit(ctx: Ctx, loaded: NoInfer<T>): Promise<string | FieldError[] | Answer>;
  /** Fields by the codes of the engine's refusals, and the one for all others. */
  errorFields?: Record<string, string>;
  otherwise: string;
  /** Hands out access: the second factor is asked for before the form is filled in, and again when that took over an hour. */
  fresh?: true;
  upload?: { maxBytes: number; maxFiles: number };
};

/** The two routes of a form: it is shown; it is sent, and shown again with all that was typed when something is wrong. */
export function formRoutes<T>(form: FormPage<T>): Route[] {
  const { path, permission } = form;
  const show = async (ctx: Ctx, loaded: T, errors: Errors = []): Promise<Answer> =>
    adminPage(
      ctx,
      { title: form.title(ctx, loaded), active: form.active, crumbs: form.crumbs(ctx, loaded), errors },
      html`${form.about?.(ctx, loaded)}
${postForm(ctx, {
  action: ctx.req.path,
  fields: await form.fields(ctx, loaded, errors),
  button: ctx.t(form.button),
  ...(form.upload ? { upload: true } : {}),
})}`,
    );
  const mustBeFresh = async (ctx: Ctx, minutes: number) => {
    if (form.fresh) await requireFresh(ctx.db, ctx.visitor!, minutes, ctx.clock.now());
  };
  const open = async (ctx: Ctx): Promise<Answer> => {
    const loaded = await form.load(ctx);
    await mustBeFresh(ctx, 15);
    return show(ctx, loaded);
  };
  const send = async (ctx: Ctx): Promise<Answer> => {
    const loaded = await form.load(ctx);
    await mustBeFresh(ctx, 60);
    return attempt(
      ctx,
      async () => {
        const done = await form.submit(ctx, loaded);
        return Array.isArray(done) ? show(ctx, loaded, done) : done;
      },
      errors => show(ctx, loaded, errors),
      { otherwise: form.otherwise, ...(form.errorFields ? { fields: form.errorFields } : {}) },
    );
  };
  const here = (ctx: Ctx) => ctx.req.path;
  return [
    { method: 'GET', path, rule: { permission }, handler: withStepUp(open, here) },
    {
      method: 'POST',
      path,
      rule: { permission },
      handler: withStepUp(send, here),
      ...(form.upload ? { upload: form.upload } : {}),
    },
  ];
}

/** What stands in a field: what was typed, or before anything was, `first`. */
export const typedOr = (ctx: Ctx, name: string, first = ''): string =>
  ctx.req.method === 'GET' ? first : posted(ctx.req.body, name);
