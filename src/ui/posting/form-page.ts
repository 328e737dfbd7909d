import { formatDateTime } from '#platform/clock';
import { type Answer, type Ctx, type Route, redirect, textField } from '#platform/http';
import { button } from '../components/button/component.ts';
import type { FieldError } from '../components/error-summary/component.ts';
import { type Html, html, type Printable } from '../html.ts';
import { attempt } from './attempt.ts';
import { asPosted, isAnew, isLook, type Keeping, keptNote, lookPath } from './kept-typed.ts';
import { overLong } from './over-long.ts';
import { type Errors, ONCE, postForm } from './post-form.ts';

/** A page with one form about one thing. `T` is what the address names. */
export type FormPage<T> = {
  path: string;
  /** Who must hold what to be shown it; every official when absent, and `load` says whose it is. */
  permission?: string;
  /** Throws NotFound for what is not there, or out of the visitor's reach. */
  load(ctx: Ctx): Promise<T>;
  /** Where whoever opens the form, with nothing typed before, is led once there is nothing to be done by it: what became of it stands there. */
  over?(ctx: Ctx, loaded: NoInfer<T>): string | undefined;
  /**
   * Somebody opens it, also where he had typed something before (`ctx` is then as that was posted): what is written down of it, and what he is
   * shown in its place, where it can be done no more.
   */
  opened?(ctx: Ctx, loaded: NoInfer<T>): Promise<Answer | undefined>;
  title(ctx: Ctx, loaded: NoInfer<T>): string;
  about?(ctx: Ctx, loaded: NoInfer<T>): Printable | Promise<Printable>;
  fields(ctx: Ctx, loaded: NoInfer<T>, errors: Errors): Printable | Promise<Printable>;
  /** Text key of the button, where it is not the same for all: of this one. */
  button: string | ((loaded: NoInfer<T>) => string);
  /** Whether there is nothing to fill in or send: only what it is about is shown. */
  without?(ctx: Ctx, loaded: NoInfer<T>): boolean;
  /** Buttons beside the first, in the same form: the lesser things that can be done with it. */
  after?(ctx: Ctx, loaded: NoInfer<T>): Printable;
  /**
   * Where it cannot be taken back without a trace: what it would do, shown before it is done, all that was typed going along;
   * or what has to be corrected; null where there is nothing to be seen before. `submit` is then asked only by somebody who has seen it. Not
   * with files: they do not go along.
   */
  look?(ctx: Ctx, loaded: NoInfer<T>): Promise<Look | FieldError[] | null>;
  /** Where what was typed lies meanwhile: then `look` is shown at an address of its own, and whoever comes back to the form finds what he typed. */
  kept?: Keeping;
  /** Does it: where to go now, a page that is shown once, or what has to be corrected. */
  submit(ctx: Ctx, loaded: NoInfer<T>): Promise<string | FieldError[] | Answer>;
  /** Fields by the codes of the engine's refusals, and the one for all others. */
  errorFields?: Record<string, string>;
  otherwise: string;
  upload?: NonNullable<Route['upload']>;
};

/** What somebody sees before agreeing: a question, what it is about, the words of the button that does it, and what goes along with it. */
export type Look = { title: string; about: Printable; button: string; fields?: Printable };

/** Hidden field of who has seen what it would do; name of the button of who wants to type again. */
const SEEN = 'da-xem';
const CHANGE = 'sua-lai';

/** All that was typed, in fields that are not seen. */
const goingAlong = ({ req }: Ctx): Html =>
  html`${Object.entries(req.body)
    .filter(([name]) => !['_csrf', ONCE, SEEN, CHANGE].includes(name))
    .flatMap(([name, values]) =>
      [values].flat().map(value => html`<input type="hidden" name="${name}" value="${String(value)}">`),
    )}<input type="hidden" name="${SEEN}" value="1">`;

/** The page around the form: the system's layout, 422 where there are errors. */
export type Frame<T> = (
  ctx: Ctx,
  loaded: NoInfer<T>,
  page: { title: string; errors: Errors },
  main: Html,
) => Answer | Promise<Answer>;

/** The two routes of a form: it is shown; it is sent, and shown again with all that was typed when something is wrong. */
export function formPageRoutes<T>(form: FormPage<T>, frame: Frame<T>): [Route, Route] {
  const { path } = form;
  const rule: Route['rule'] = form.permission ? { permission: form.permission } : 'official';
  const show = async (ctx: Ctx, loaded: T, errors: Errors = [], said?: Html): Promise<Answer> =>
    frame(
      ctx,
      loaded,
      { title: form.title(ctx, loaded), errors },
      html`${await form.about?.(ctx, loaded)}${
        !form.without?.(ctx, loaded) &&
        html`${said}
${postForm(ctx, {
  action: ctx.req.path,
  fields: await form.fields(ctx, loaded, errors),
  button: ctx.t(typeof form.button === 'string' ? form.button : form.button(loaded)),
  after: form.after?.(ctx, loaded),
  ...(form.upload ? { upload: true } : {}),
})}`
      }`,
    );
  const ask = (ctx: Ctx, loaded: T, look: Look) =>
    frame(
      ctx,
      loaded,
      { title: look.title, errors: [] },
      html`${look.about}
${postForm(ctx, {
  action: ctx.req.path,
  fields: html`${goingAlong(ctx)}${look.fields}`,
  button: look.button,
  after: button({ label: ctx.t('ui.form.change'), name: CHANGE, value: '1', alt: true }),
})}`,
    );
  const at = {
    otherwise: form.otherwise,
    ...(form.errorFields ? { fields: form.errorFields } : {}),
  };
  /** What has to be corrected in what was typed, what it would do, or null: it is to be done. */
  const judge = async (ctx: Ctx, loaded: T): Promise<Look | FieldError[] | null> => {
    const long = overLong(ctx, html`${await form.fields(ctx, loaded, [])}`);
    if (long.length) return long;
    return form.look && !textField(ctx.req.body, SEEN) ? form.look(ctx, loaded) : null;
  };
  const open = async (ctx: Ctx): Promise<Answer> => {
    const kept = isAnew(ctx) ? null : await form.kept?.find(ctx);
    if (!kept && isLook(ctx)) return redirect(ctx.req.path);
    if (!kept) {
      const loaded = await form.load(ctx);
      const over = form.over?.(ctx, loaded);
      return over ? redirect(over) : ((await form.opened?.(ctx, loaded)) ?? show(ctx, loaded));
    }
    const typed = asPosted(ctx, kept);
    const loaded = await form.load(typed);
    const instead = await form.opened?.(typed, loaded);
    if (instead) return instead;
    const again = (errors: Errors) => show(typed, loaded, errors, keptNote(ctx, formatDateTime(kept.at)));
    // Also where only the form is asked for: what has become wrong with what was typed stands in it.
    const judged = async () => {
      const look = await judge(typed, loaded);
      if (Array.isArray(look)) return again(look);
      return look && isLook(ctx) ? ask(typed, loaded, look) : again([]);
    };
    return attempt(typed, judged, again, at);
  };
  /** The form again, for one who would rather type than do it. Of what another page of the same form has kept since it knows nothing. */
  const change = async (ctx: Ctx, loaded: T): Promise<Answer> => {
    const kept = await form.kept?.find(ctx);
    return kept && kept.body[ONCE] === ctx.req.body[ONCE] ? redirect(ctx.req.path) : show(ctx, loaded);
  };
  const send = async (ctx: Ctx): Promise<Answer> => {
    const changes = form.look && textField(ctx.req.body, CHANGE);
    const kept = !changes && !textField(ctx.req.body, SEEN) ? form.kept : undefined;
    // Before anything is refused: whoever has to show his second factor first comes back to it.
    await kept?.keep(ctx);
    const loaded = await form.load(ctx);
    if (changes) return change(ctx, loaded);
    // What only doing it refuses is told here: the form at its address would know nothing of it.
    let told = kept;
    const again = (errors: Errors) => (told ? redirect(ctx.req.path) : show(ctx, loaded, errors));
    const done = async () => {
      const look = await judge(ctx, loaded);
      if (Array.isArray(look)) return again(look);
      if (look) return kept ? lookPath(ctx) : ask(ctx, loaded, look);
      told = undefined;
      const end = await form.submit(ctx, loaded);
      if (Array.isArray(end)) return show(ctx, loaded, end);
      if (typeof end === 'string') await form.kept?.forget(ctx);
      return end;
    };
    return attempt(ctx, done, again, at);
  };
  return [
    { method: 'GET', path, rule, handler: open },
    {
      method: 'POST',
      path,
      rule,
      handler: send,
      ...(form.upload ? { upload: form.upload } : {}),
    },
  ];
}
