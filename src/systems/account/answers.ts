import { clearedCookie, type SignedIn, sessionCookie, signInCookieName } from '#engines/identity';
import { type AppError, isAppError } from '#platform/errors';
import { type Answer, type Cookie, type Ctx, page, redirect } from '#platform/http';
import { citizenPage, type FieldError, type Html } from '#ui';

/** What the engine said: what happened and what to do. Anything that is no refusal is thrown on. */
export function refusalText(ctx: Ctx, error: unknown): string {
  if (!isAppError(error) || error.status >= 500 || error.status === 404) throw error;
  return sentenceOf(ctx, error);
}

/** As `refusalText`, at a field and for the summary. */
export const refusalOf = (ctx: Ctx, error: unknown, path: string): FieldError[] => [
  { path, message: refusalText(ctx, error) },
];

const sentenceOf = ({ t }: Ctx, { code, params }: AppError): string => {
  if (code === 'PASSWORD_WEAK') return t(`account.password.fault.${params.rule}`, params);
  return t('account.refusal', {
    what: t(`error.${code}.what`, params),
    todo: t(`error.${code}.todo`, params),
  });
};

/** A page of this system: for citizens and officials alike, one column, and no script but where one is named. */
export const accountPage = (
  ctx: Ctx,
  options: { title: string; errors?: readonly FieldError[]; backTo?: string; cookies?: Cookie[] },
  main: Html,
): Answer => {
  const failed = (options.errors?.length ?? 0) > 0;
  const { title, backTo, cookies } = options;
  // Where officials sign in they are not signed in yet.
  const officials = ctx.visitor ? ctx.visitor.kind === 'official' : ctx.req.path.startsWith('/can-bo/');
  // Who works here comes from there: his own account is no place of that menu.
  const crumbs =
    ctx.visitor?.kind === 'official' && ctx.req.path === '/tai-khoan'
      ? [{ href: '/can-bo', label: ctx.t('ui.nav.staff') }]
      : [];
  const way = backTo ? { backTo } : { crumbs };
  const html = citizenPage(ctx, { title, officials, error: failed, ...way }, main);
  return page(html, { status: failed ? 422 : 200, ...(cookies ? { cookies } : {}) });
};

/** The cookies of somebody who is in now. */
export const signedInCookies = (ctx: Ctx, { session }: SignedIn): Cookie[] => [
  sessionCookie(ctx.config, session.kind, session.token),
  clearedCookie(signInCookieName(ctx.config)),
];

/** In: to the page that was asked for, else to the account or the officials' start page. */
export const signedIn = (ctx: Ctx, signed: SignedIn): Answer =>
  redirect(signed.next ?? (signed.session.kind === 'official' ? '/can-bo' : '/tai-khoan'), {
    cookies: signedInCookies(ctx, signed),
  });
