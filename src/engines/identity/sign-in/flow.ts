import type { Act } from '#engines/organisation';
import type { Env } from '#platform/env';
import { ledgerService } from '#platform/ledger';
import type { Device, OpenedSession } from '../sessions/open-session.ts';

/** What the steps of signing in need of the running program. */
export type FlowEnv = Pick<Env, 'db' | 'clock' | 'get' | 'site'>;

/** The browser that signs in; `session`: the token of the session it has had until now, which ends. */
export type Browser = Device & { session?: string | undefined };

/** Somebody is in. */
export type SignedIn = {
  session: OpenedSession;
  /** Path that was asked for before. */
  next: string | null;
  /** Shown once, after the first second factor was set up. */
  recoveryCodes?: string[];
};

export const actOf = (env: FlowEnv, actor: string): Act => ({
  ledger: env.get(ledgerService),
  actor,
  at: env.clock.now(),
});
