import type { AccountKind } from '../accounts/account.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Time-outs in milliseconds: `idle` since the last request, `absolute` since signing in. */
export const SESSION_LIMITS: Readonly<Record<AccountKind, { idle: number; absolute: number }>> = {
  official: { idle: 30 * MINUTE, absolute: 12 * HOUR },
  citizen: { idle: 24 * HOUR, absolute: 7 * 24 * HOUR },
};

/** A request within this time of the last noted one is not noted: one write a minute, not one a page. */
export const NOTE_EVERY = MINUTE;

/** Whether a session has timed out at `now`. */
export function timedOut(session: { kind: AccountKind; createdAt: Date; seenAt: Date }, now: Date): boolean {
  const limits = SESSION_LIMITS[session.kind];
  return (
    now.getTime() - session.seenAt.getTime() >= limits.idle ||
    now.getTime() - session.createdAt.getTime() >= limits.absolute
  );
}
