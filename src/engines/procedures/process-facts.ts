/** What the conditions of a process may read of the dossier itself, as `dossier.channel`; the engine of cases gives just these. */
export const PROCESS_FACTS = ['channel', 'status', 'procedure'] as const;
/** Roles that lanes may name; the engine of cases knows the right that each needs. */
export const PROCESS_ROLES = ['receiver', 'officer', 'leader', 'registrar'] as const;
/** Messages that a dossier's process may await though it has sent none: the engine of cases brings it answers to its own questions only. */
export const PROCESS_MESSAGES: readonly string[] = [];
export type ProcessRole = (typeof PROCESS_ROLES)[number];
export type ProcessFact = (typeof PROCESS_FACTS)[number];
