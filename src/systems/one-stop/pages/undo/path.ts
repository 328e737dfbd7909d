import type { KeptAct } from '#engines/cases';

/** Where an act is taken back. */
export const undoPath = ({ dossierId, id }: Pick<KeptAct, 'dossierId' | 'id'>): string =>
  `/can-bo/ho-so/${dossierId}/hoan-tac/${id}`;
