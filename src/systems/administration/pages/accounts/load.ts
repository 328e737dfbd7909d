import {
  type Account,
  findAccount,
  type HeldPost,
  holdingsOfAccounts,
  holdsAll,
  reaches,
} from '#engines/identity';
import { localDate } from '#platform/clock';
import { NotFound } from '#platform/errors';
import type { Ctx } from '#platform/http';
import { givesAll } from '../../giving.ts';
import { idOf } from '../../reach.ts';
import { ROOT } from '../../view.ts';

export const ACCOUNTS = `${ROOT}/tai-khoan`;
export const accountPath = (id: string): string => `${ACCOUNTS}/${id}`;

export type LoadedAccount = { account: Account; holdings: HeldPost[]; mine: boolean };

/** The posts by which an account belongs to agencies: those of today and to come, else the last one. */
const decisive = (holdings: readonly HeldPost[], today: string): HeldPost[] => {
  const live = holdings.filter(h => h.to === null || h.to > today);
  return live.length ? live : holdings.slice(0, 1);
};

/**
 * The official's account of the address. Seen by whoever keeps an agency of one of its posts. Kept (`mine`) only by whoever
 * could have given all of its posts: with the password of somebody one would have that person's rights elsewhere.
 * Throws NotFound.
 */
export async function loadAccount(ctx: Ctx): Promise<LoadedAccount> {
  const account = await findAccount(ctx.db, idOf(ctx.req.params.id));
  if (account?.kind !== 'official') throw NotFound();
  const holdings = await holdingsOfAccounts(ctx.db, [account.id]);
  const posts = decisive(holdings, localDate(ctx.clock.now()));
  if (!posts.length && !(await holdsAll(ctx, 'identity.manage'))) throw NotFound();
  let seen = posts.length === 0;
  let mine = true;
  for (const post of posts) {
    const near = await reaches(ctx, 'identity.manage', post.agencyId);
    seen ||= near;
    mine &&= near && (await givesAll(ctx, post.agencyId, post.roles));
  }
  if (!seen) throw NotFound();
  return { account, holdings, mine };
}

/** As `loadAccount`, for a change. Throws NotFound also where the account may only be seen. */
export async function loadOwnAccount(ctx: Ctx): Promise<LoadedAccount> {
  const loaded = await loadAccount(ctx);
  if (!loaded.mine) throw NotFound();
  return loaded;
}

export const accountCrumbs = (ctx: Ctx, { account }: LoadedAccount) => [
  { href: ACCOUNTS, label: ctx.t('administration.accounts.title') },
  { href: accountPath(account.id), label: account.name },
];
