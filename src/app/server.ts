import path from 'node:path';
import { sessionCookieName, sessionVisitor, stashPost, tokenVisitor, vaultService } from '#engines/identity';
import type { Env } from '#platform/env';
import { type Ctx, createServer, type Route, redirect } from '#platform/http';
import type { ModuleDefinition } from '#platform/module';
import { errorPage } from './error-page.ts';

const forStaff = (route: Route): boolean => route.rule === 'official' || typeof route.rule === 'object';

/** To the right sign-in page and back again; a form that was posted meanwhile is kept for the one who posted it. */
async function signIn(ctx: Ctx, route: Route) {
  const page = forStaff(route) ? '/can-bo/dang-nhap' : '/dang-nhap';
  if (ctx.req.method === 'GET') return redirect(`${page}?next=${encodeURIComponent(ctx.req.url)}`);
  const { _csrf, ...body } = ctx.req.body;
  const kept = await stashPost(
    ctx.db,
    ctx.get(vaultService),
    { path: ctx.req.path, body, sessionToken: ctx.req.cookies[sessionCookieName(ctx.config)] },
    ctx.clock.now(),
  );
  const next = kept ? `/gui-lai/${kept}` : ctx.req.path;
  return redirect(`${page}?next=${encodeURIComponent(next)}`);
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
    visitorOf: async ({ cookies, authorization }) =>
      authorization ? byToken(authorization) : cookies[cookie] ? bySession(cookies[cookie]) : null,
    errorPage,
    signIn,
  });
}
