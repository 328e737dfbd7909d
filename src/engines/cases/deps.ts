import { type FileStore, fileStore } from '#engines/files';
import { type Vault, vaultService } from '#engines/identity';
import { type Trust, trustService } from '#engines/trust';
import type { Queryable } from '#platform/db';
import { defineService, type Env } from '#platform/env';
import { type Ledger, ledgerService } from '#platform/ledger';
import type { Wording } from './results/data-template.ts';
import { type ResultTemplate, resultTemplate } from './results/template.ts';
import { type RevocationsArgued, revocationsArgued } from './same-matter/revocations-argued.ts';
import { type ActedOn, actedOn } from './undo/acted-on.ts';

/** What the acts on dossiers work with beside the transaction. */
export type CaseDeps = {
  ledger: Ledger;
  files: FileStore;
  trust: Trust;
  /** Opens what accounts keep sealed. */
  vault: Vault;
  site: Env['site'];
  templates: readonly ResultTemplate[];
  /** Puts answers into words on papers. */
  wording: Wording;
  /** Signs what the QR code of a receipt says. */
  receiptKey: Buffer;
  /** So many hours after an official has acted he may take it back, as long as nobody else has acted; 0: not at all. */
  undoHours: number;
  /** Who else may act on what comes of a dossier (`actedOn`). */
  actedOn: ReadonlyArray<(q: Queryable, dossierId: string, since: Date) => Promise<ActedOn | undefined>>;
  /** Who may find that a result was revoked wrongly (`revocationsArgued`). */
  revocationsArgued: readonly RevocationsArgued[];
  /** Acts are told of that are long past, by a simulation: nothing but what ended a dossier is kept for anybody to take them back. */
  past?: true;
};

export const casesService = defineService<CaseDeps>('cases');

/** What the acts on dossiers work with, in this environment. */
export const provideCases = (env: Env): CaseDeps => ({
  ledger: env.get(ledgerService),
  files: env.get(fileStore),
  trust: env.get(trustService),
  vault: env.get(vaultService),
  site: env.site,
  templates: env.extensions(resultTemplate),
  wording: env,
  receiptKey: env.secrets.secretFor('cases.receipt'),
  undoHours: env.config.UNDO_HOURS,
  actedOn: env.extensions(actedOn),
  revocationsArgued: env.extensions(revocationsArgued),
});
