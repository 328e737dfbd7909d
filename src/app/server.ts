import path from 'node:path';
import { sessionCookieName, sessionVisitor, stashPost, tokenVisitor, vaultService } from '#engines/identity';
import type { Env } from '#platform/env';
import { type Ctx, createServer, type Route, redirect } from '#platform/http';
import type { ModuleDefinition } from '#platform/module';
import { errorPage } from './error-page.ts';
import { countAnswer } from './metrics.ts';
import { othersForm, resumePath } from './resume.ts';

const forStaff = (route: Route): boolean => route.rule === 'official' || typeof route.rule === 'object';

/**
 * To the right sign-in page and back again. A form that was posted without its owner's session is kept for them; where
 * somebody else is signed in at the browser by now, a page tells both.
 */
async function signIn(ctx: Ctx, route: Route, owner: string | null) {
  const pageFor = (staff: boolean) => (staff ? '/can-bo/dang-nhap' : '/dang-nhap');
  const page = pageFor(forStaff(route));
  if (ctx.req.method === 'GET') return redirect(`${page}?next=${encodeURIComponent(ctx.req.url)}`);
  const { _csrf, ...body } = ctx.req.body;
  const kept =
    !route.secret &&
    owner &&
    (await stashPost(
      ctx.db,
      ctx.get(vaultService),
      {
        path: ctx.req.path,
        body,
        files: ctx.req.uploads.length + (ctx.req.dropped?.length ?? 0) > 0,
        accountId: owner,
      },
      ctx.clock.now(),
    ));
  const next = kept ? resumePath(kept) : ctx.req.path;
  // Only the browser's own mark was gone: its owner is signed in, and sends it on himself.
  if (ctx.visitor?.accountId === owner) return redirect(next);
  if (ctx.visitor) return othersForm(ctx, next);
  return redirect(`${kept ? pageFor(kept.kind === 'official') : page}?next=${encodeURIComponent(next)}`);
}

/** The web server over the routes of all modules. Not listening yet. */
export function webServer(env: Env, modules: readonly ModuleDefinition[]) {
  const cookie = sessionCookieName(env.config);
  const bySession = sessionVisitor(env);
  const byToken = tokenVisitor(env);
  return createServer({
    env,
    routes: modules.flatMap(m => m.routes ?? []),
    secret: env.secrets.secretFor('http.csrf'),
    temporary: path.join(env.config.DATA_DIR, 'tmp'),
    visitorOf: async ({ cookies, authorization }, q) =>
      authorization ? byToken(authorization, q) : cookies[cookie] ? bySession(cookies[cookie], q) : null,
    errorPage,
    signIn,
    answered: countAnswer(env),
  });
}
