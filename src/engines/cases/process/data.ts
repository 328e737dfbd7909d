import type { Form } from '#engines/forms';
import type { ProcessFact } from '#engines/procedures';
import type { ProcessData } from '#engines/processes';
import { usesOf } from '../acts/uses.ts';
import type { Dossier } from '../types.ts';

type Read = Pick<Dossier, 'data' | 'channel' | 'status' | 'procedureCode'>;

/** What the cases of a time limit may read of a dossier. */
export const limitData = (dossier: Read): ProcessData => ({
  form: dossier.data,
  dossier: { channel: dossier.channel, status: dossier.status, procedure: dossier.procedureCode },
});

/** What expressions of a process may read of a dossier with this form, beside the outcomes of its steps. */
export const processData = (dossier: Read, form: Pick<Form, 'fields'>): ProcessData => ({
  form: dossier.data,
  dossier: {
    channel: dossier.channel,
    status: dossier.status,
    procedure: dossier.procedureCode,
    delivery: usesOf(form, dossier.data).delivery ?? null,
  } satisfies Record<ProcessFact, string | null>,
});
