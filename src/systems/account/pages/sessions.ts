import { clearedCookie, endSession, endSessions, sessionCookieName, signOutStop } from '#engines/identity';
import { type Answer, type Ctx, type Route, redirect, textField } from '#platform/http';
import { ledgerService } from '#platform/ledger';
import { nextOf } from '../request.ts';

async function endOne(ctx: Ctx): Promise<Answer> {
  const { accountId } = ctx.visitor!;
  const act = { ledger: ctx.get(ledgerService), actor: accountId, at: ctx.clock.now() };
  const id = ctx.req.params.id ?? '';
  await ctx.db.tx(tx => endSession(tx, { id, accountId }, 'by-owner', act));
  return redirect('/tai-khoan#phien');
}

async function endOthers(ctx: Ctx): Promise<Answer> {
  const { accountId, sessionId } = ctx.visitor!;
  const options = { keep: sessionId, reason: 'by-owner', now: ctx.clock.now() } as const;
  await ctx.db.tx(tx => endSessions(tx, accountId, options));
  return redirect('/tai-khoan#phien');
}

async function signOut(ctx: Ctx): Promise<Answer> {
  const { visitor } = ctx;
  for (const stop of textField(ctx.req.body, 'da-hoi') ? [] : ctx.extensions(signOutStop)) {
    const page = await stop(ctx, nextOf(ctx));
    if (page) return redirect(page);
  }
  if (visitor && visitor.kind !== 'client') {
    const act = { ledger: ctx.get(ledgerService), actor: visitor.accountId, at: ctx.clock.now() };
    const own = { id: visitor.sessionId, accountId: visitor.accountId };
    await ctx.db.tx(tx => endSession(tx, own, 'signed-out', act));
  }
  // On to what another account was asked for: its sign-in page comes before it.
  return redirect(nextOf(ctx) ?? '/', { cookies: [clearedCookie(sessionCookieName(ctx.config))] });
}

export const sessionRoutes: readonly Route[] = [
  { method: 'POST', path: '/dang-xuat', rule: 'public', handler: signOut },
  { method: 'POST', path: '/tai-khoan/phien/:id/ket-thuc', rule: 'signed-in', handler: endOne },
  { method: 'POST', path: '/tai-khoan/phien-khac/ket-thuc', rule: 'signed-in', handler: endOthers },
];
