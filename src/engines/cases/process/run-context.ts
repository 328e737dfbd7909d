import type { Tx } from '#platform/db';
import type { Ledger } from '#platform/ledger';
import type { Incident } from '../incidents/incidents.ts';
import type { LoadedProcedure } from './load.ts';

/** What moving a dossier's process works with: the transaction that holds its lock, what it runs under, and the moment. */
export type RunContext = {
  tx: Tx;
  procedure: LoadedProcedure;
  at: Date;
  ledger: Pick<Ledger, 'append'>;
  /** The call of a service whose answer moves the process: kept with an incident. */
  job?: Incident['job'];
  /** A step that no agency does is refused: who sends an application, or begins anew, can still do otherwise. Else it waits for people. */
  refuses?: true;
};
