import type { Answer, Ctx, Route } from '#platform/http';
import type { FieldError } from '../components/error-summary/component.ts';
import { type Html, html, type Printable } from '../html.ts';
import { attempt } from './attempt.ts';
import { type Errors, postForm } from './post-form.ts';

/** A page with one form about one thing. `T` is what the address names. */
export type FormPage<T> = {
  path: string;
  permission: string;
  /** Throws NotFound for what is not there, or out of the visitor's reach. */
  load(ctx: Ctx): Promise<T>;
  title(ctx: Ctx, loaded: NoInfer<T>): string;
  about?(ctx: Ctx, loaded: NoInfer<T>): Printable;
  fields(ctx: Ctx, loaded: NoInfer<T>, errors: Errors): Printable | Promise<Printable>;
  /** Text key of the button. */
  button: string;
  /** Whether there is nothing to fill in or send: only what it is about is shown. */
  without?(ctx: Ctx, loaded: NoInfer<T>): boolean;
  /** Buttons beside the first, in the same form: the lesser things that can be done with it. */
  after?(ctx: Ctx, loaded: NoInfer<T>): Printable;
  /** Does it: where to go now, a page that is shown once, or what has to be corrected. */
  submit(ctx: Ctx, loaded: NoInfer<T>): Promise<string | FieldError[] | Answer>;
  /** Fields by the codes of the engine's refusals, and the one for all others. */
  errorFields?: Record<string, string>;
  otherwise: string;
  upload?: NonNullable<Route['upload']>;
};

/** The page around the form: the system's layout, 422 where there are errors. */
export type Frame<T> = (
  ctx: Ctx,
  loaded: NoInfer<T>,
  page: { title: string; errors: Errors },
  main: Html,
) => Answer | Promise<Answer>;

/** The two routes of a form: it is shown; it is sent, and shown again with all that was typed when something is wrong. */
export function formPageRoutes<T>(form: FormPage<T>, frame: Frame<T>): [Route, Route] {
  const { path, permission } = form;
  const show = async (ctx: Ctx, loaded: T, errors: Errors = []): Promise<Answer> =>
    frame(
      ctx,
      loaded,
      { title: form.title(ctx, loaded), errors },
      html`${form.about?.(ctx, loaded)}
${
  !form.without?.(ctx, loaded) &&
  postForm(ctx, {
    action: ctx.req.path,
    fields: await form.fields(ctx, loaded, errors),
    button: ctx.t(form.button),
    after: form.after?.(ctx, loaded),
    ...(form.upload ? { upload: true } : {}),
  })
}`,
    );
  const send = async (ctx: Ctx): Promise<Answer> => {
    const loaded = await form.load(ctx);
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
  return [
    { method: 'GET', path, rule: { permission }, handler: async ctx => show(ctx, await form.load(ctx)) },
    {
      method: 'POST',
      path,
      rule: { permission },
      handler: send,
      ...(form.upload ? { upload: form.upload } : {}),
    },
  ];
}
