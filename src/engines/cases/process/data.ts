import type { ProcessFact } from '#engines/procedures';
import type { ProcessData } from '#engines/processes';
import type { Dossier } from '../types.ts';

/** What expressions of a process may read of a dossier, beside the outcomes of its steps. */
export const processData = (
  dossier: Pick<Dossier, 'data' | 'channel' | 'status' | 'procedureCode'>,
): ProcessData => ({
  form: dossier.data,
  dossier: {
    channel: dossier.channel,
    status: dossier.status,
    procedure: dossier.procedureCode,
  } satisfies Record<ProcessFact, string>,
});
