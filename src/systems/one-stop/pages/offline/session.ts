import { getPack, listArrived, notePackStored, type OfflinePack, packKey } from '#engines/cases';
import { getAgency } from '#engines/organisation';
import { localDate } from '#platform/clock';
import { type Answer, type Ctx, json, queryText, type Route } from '#platform/http';
import { intakePath } from '../counter/frame.ts';
import { PREPARE, packPath } from './paths.ts';

const DAY_MS = 86_400_000;
/** So long what came back is listed. */
export const LISTED_DAYS = 60;

const rule = { permission: 'dossier.receive' };

const mine = (ctx: Ctx, id: string): Promise<OfflinePack> => getPack(ctx.db, ctx.visitor!.accountId, id);

/** Who is signed in, and what a form of his holds: before anything is sent, the device compares whose it is. With a pack, its key. */
async function session(ctx: Ctx): Promise<Answer> {
  const { accountId, name } = ctx.visitor!;
  const id = queryText(ctx.req.query, 'goi');
  const key = id ? await packKey(ctx.db, ctx, await mine(ctx, id)) : null;
  return json({ account: accountId, name, csrf: ctx.csrf, key });
}

/** The device stores a pack now: its key, and what it has to know of it. */
async function takeAlong(ctx: Ctx): Promise<Answer> {
  const now = ctx.clock.now();
  const pack = await mine(ctx, ctx.req.params.pack ?? '');
  await ctx.db.tx(tx => notePackStored(tx, pack, now));
  const office = await getAgency(ctx.db, pack.agencyId, localDate(now));
  return json({
    id: pack.id,
    account: pack.accountId,
    clerk: ctx.visitor!.name,
    office: office.name,
    mark: pack.mark,
    expires: pack.expiresAt.toISOString(),
    key: await packKey(ctx.db, ctx, pack),
  });
}

/** How what came back stands: what was mended at the counter has its number now. */
async function arrived(ctx: Ctx): Promise<Answer> {
  const since = new Date(ctx.clock.now().getTime() - LISTED_DAYS * DAY_MS);
  const rows = await listArrived(ctx.db, ctx.visitor!.accountId, since);
  return json({
    items: rows.map(r => ({
      id: r.id,
      whose: r.person,
      state: r.code ? 'received' : r.draftId ? 'attention' : 'gone',
      code: r.code,
      dossier: r.dossierId,
      href: r.draftId ? intakePath({ id: r.draftId }) : null,
    })),
  });
}

export const sessionRoutes: readonly Route[] = [
  { method: 'GET', path: `${PREPARE}/phien`, rule, handler: session },
  { method: 'GET', path: `${PREPARE}/da-ve`, rule, handler: arrived },
  { method: 'POST', path: `${packPath(':pack')}/mang-di`, rule, handler: takeAlong },
];
