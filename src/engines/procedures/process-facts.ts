/** What the conditions of a time limit's cases may read of the dossier itself, as `dossier.channel`. */
export const LIMIT_FACTS = ['channel', 'status', 'procedure'] as const;
/**
 * What the conditions of a process may read of it: `delivery` is how the result is to come (`electronic`, `counter`, `post`, or what
 * else the form offers), whichever field asks for it; null where none does. The engine of cases gives just these.
 */
export const PROCESS_FACTS = [...LIMIT_FACTS, 'delivery'] as const;
/** Roles that lanes may name; the engine of cases knows the right that each needs. */
export const PROCESS_ROLES = ['receiver', 'officer', 'leader', 'registrar'] as const;
/** Messages that a dossier's process may await though it has sent none: the engine of cases brings it answers to its own questions only. */
export const PROCESS_MESSAGES: readonly string[] = [];
export type ProcessRole = (typeof PROCESS_ROLES)[number];
export type ProcessFact = (typeof PROCESS_FACTS)[number];
