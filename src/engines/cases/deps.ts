import { type FileStore, fileStore } from '#engines/files';
import { type Trust, trustService } from '#engines/trust';
import { defineService, type Env } from '#platform/env';
import { type Ledger, ledgerService } from '#platform/ledger';
import type { Wording } from './results/data-template.ts';
import { type ResultTemplate, resultTemplate } from './results/template.ts';

/** What the acts on dossiers work with beside the transaction. */
export type CaseDeps = {
  ledger: Ledger;
  files: FileStore;
  trust: Trust;
  site: Env['site'];
  templates: readonly ResultTemplate[];
  /** Puts answers into words on papers. */
  wording: Wording;
  /** Signs what the QR code of a receipt says. */
  receiptKey: Buffer;
};

export const casesService = defineService<CaseDeps>('cases');

export const provideCases = (env: Env): CaseDeps => ({
  ledger: env.get(ledgerService),
  files: env.get(fileStore),
  trust: env.get(trustService),
  site: env.site,
  templates: env.extensions(resultTemplate),
  wording: env,
  receiptKey: env.secrets.secretFor('cases.receipt'),
});
