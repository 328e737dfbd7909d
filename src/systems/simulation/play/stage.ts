import type { CaseDeps } from '#engines/cases';
import type { PaymentDeps } from '#engines/payments';
import type { Env } from '#platform/env';
import type { Ground } from './ground.ts';
import type { Staff } from './staff.ts';

/**
 * Where a plan is played: what people's acts run in. The
 * ordinary stage is the database; that of the bulk path stands in memory, and hears the very same acts.
 */
export type Stage = Ground & {
  env: Env;
  cases: CaseDeps;
  payments: PaymentDeps;
  staff: Staff;
  seed: string;
  /** Digest and size of the paper that is handed in everywhere. */
  paper: { sha256: string; size: number };
  /** Results get their signed paper at once, not when somebody opens it. */
  drawn: boolean;
  /** Numbers days: those between which no agency, post or procedure changes have one number. */
  spanOf(day: string): number;
  /** The first local day on which an agency's cash is open, where it was closed before; absent where it never was. */
  cashOpenFrom: ReadonlyMap<string, string>;
  /** Nothing more happens to a dossier. */
  finished(dossierId: string): Promise<void>;
};
