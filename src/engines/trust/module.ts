import { vaultService } from '#engines/identity';
import { ledgerService } from '#platform/ledger';
import { defineModule, provide } from '#platform/module';
import { trustChecks } from './doctor.ts';
import { trustEntries } from './entries.ts';
import { trustJobs } from './jobs.ts';
import { FileKeyStore } from './keys/file-key-store.ts';
import { eitherKeyStore, tokenKeyStore } from './keys/pkcs11/token-key-store.ts';
import { tokenOf } from './keys/pkcs11/token-of.ts';
import { CRL_PATH, trustRoutes } from './routes.ts';
import { serviceAt } from './sign/time-stamp.ts';
import { stampFolder } from './stamps/stamp-folder.ts';
import { createTrust, trustFolders, trustService } from './trust.ts';

/** Certificates, signatures in PDFs, and whether they are to be believed. */
export const trust = defineModule({
  id: 'trust',
  layer: 'engine',
  needs: ['files', 'organisation', 'identity'],
  folder: import.meta.dirname,
  services: [
    provide(trustService, env => {
      const folders = trustFolders(env.config.DATA_DIR);
      const files = new FileKeyStore(folders.keys, env.get(vaultService));
      const token = tokenOf(env.config, env.secrets);
      return createTrust({
        db: env.db,
        keys: token ? eitherKeyStore(files, tokenKeyStore(token)) : files,
        ledger: env.get(ledgerService),
        log: env.log,
        clock: env.clock,
        demo: env.site.demo,
        siteName: env.site.name,
        crlUrl: `${env.site.baseUrl}${CRL_PATH}`,
        timeStamps: env.config.TSA_URL ? serviceAt(env.config.TSA_URL) : env.site.demo ? 'own' : null,
        anchorFolder: folders.anchors,
        stampFolder: stampFolder(env.config.DATA_DIR),
        head: () => env.get(ledgerService).head(env.db),
      });
    }),
  ],
  routes: trustRoutes,
  entries: trustEntries,
  jobs: trustJobs,
  doctor: trustChecks,
});
