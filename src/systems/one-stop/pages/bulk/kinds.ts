import type { BulkKind } from '#engines/cases';

/** What is chosen in a list; acts that were done at once are taken back from their own page. */
export type ChosenKind = Exclude<BulkKind, 'undo'>;

import type { Ctx } from '#platform/http';

export const BULK = '/can-bo/hang-loat';
export const bulkPath = ({ id }: { id: string }): string => `${BULK}/${id}`;

/** What a button of the bulk bar sends for each kind, and its key. */
export const BUTTONS: Readonly<
  Record<ChosenKind, { value: string; key: string; permissions: readonly string[] }>
> = {
  assign: {
    value: 'giao',
    key: 'A',
    permissions: ['dossier.receive', 'dossier.process', 'dossier.decide', 'dossier.sign', 'dossier.return'],
  },
  step: { value: 'chuyen', key: 'T', permissions: ['dossier.receive', 'dossier.process', 'dossier.decide'] },
  sign: { value: 'ky', key: 'S', permissions: ['dossier.sign'] },
};

/** What the visitor may do with many dossiers at once. */
export const kindsOf = ({ visitor }: Ctx): ChosenKind[] =>
  (Object.keys(BUTTONS) as ChosenKind[]).filter(kind =>
    visitor?.grants.some(g => BUTTONS[kind].permissions.includes(g.permission)),
  );
