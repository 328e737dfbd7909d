/** What the conditions of a process may read of the dossier itself, as `dossier.channel`; the engine of cases gives just these. */
export const PROCESS_FACTS = ['channel', 'status', 'procedure'] as const;
export type ProcessFact = (typeof PROCESS_FACTS)[number];
