import type { Ctx } from '#platform/http';
import type { Entry } from '#platform/ledger';
import { INCIDENTS } from '../words.ts';

export const PERMISSION = 'incident.manage';
export const FOLLOWERS = `${INCIDENTS}/theo-so`;

/** What a follower does, in words; its own name where nobody has said. */
export const followerText = (ctx: Ctx, id: string): string => {
  const key = `administration.follower.${id}`;
  return ctx.texts.has(key) ? ctx.t(key) : id;
};

/** What people notice while it stands still (`means`), or when it passes over an entry (`skip`). */
export const followerSays = (ctx: Ctx, id: string, what: 'means' | 'skip'): string => {
  const key = `administration.follower.${id}.${what}`;
  return ctx.t(ctx.texts.has(key) ? key : `administration.follower.unknown.${what}`);
};

/** What an entry tells, in words. */
export const entryText = (ctx: Ctx, entry: Entry | undefined): string => {
  if (!entry) return ctx.t('administration.follower.no-entry');
  const key = `entry.${entry.kind}`;
  return ctx.texts.has(key) ? ctx.t(key) : entry.kind;
};
