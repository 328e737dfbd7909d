import path from 'node:path';
import { files } from '#engines/files';
import { forms } from '#engines/forms';
import { identity } from '#engines/identity';
import { messaging } from '#engines/messaging';
import { numbering } from '#engines/numbering';
import { organisation } from '#engines/organisation';
import { payments } from '#engines/payments';
import { procedures } from '#engines/procedures';
import { processes } from '#engines/processes';
import { trust } from '#engines/trust';
import { work } from '#engines/work';
import { worktime } from '#engines/worktime';
import { createLedger, fileKeyring, ledger, ledgerService } from '#platform/ledger';
import { httpModule, jobsModule } from '#platform/manifests';
import { defineModule, type ModuleDefinition, provide } from '#platform/module';
import { ui } from '#ui';
import { cases, processService, resultTemplate } from '../index.ts';
import { libraryResults } from './library-result.ts';

const folder = path.join(import.meta.dirname, 'library');

/** Called by the reading room's process; a test says how it answers. */
export const register = { calls: 0, answer: async (): Promise<{ known: boolean }> => ({ known: true }) };

/** An invented system: a library's cards and reading room. */
export const library = defineModule({
  id: 'library',
  layer: 'system',
  needs: ['cases'],
  folder,
  extensions: [
    ...libraryResults.map(resultTemplate),
    processService({
      name: 'reader-register',
      run: async () => {
        register.calls++;
        return register.answer();
      },
    }),
  ],
});

export const engines: readonly ModuleDefinition[] = [
  ledger,
  jobsModule,
  httpModule,
  ui,
  organisation,
  identity,
  worktime,
  numbering,
  files,
  trust,
  forms,
  processes,
  procedures,
  messaging,
  payments,
  work,
  cases,
];

/** A ledger of what these modules enter and follow, that keeps its keys in DATA_DIR. */
const ledgerOf = (modules: readonly ModuleDefinition[]): ModuleDefinition =>
  defineModule({
    id: 'ledger-of-test',
    layer: 'platform',
    needs: [],
    folder,
    services: [
      provide(ledgerService, env =>
        createLedger({
          db: env.db,
          clock: env.clock,
          log: env.log,
          kinds: modules.flatMap(m => m.entries ?? []),
          followers: modules.flatMap(m => [...(m.followers ?? []), ...(m.followersWith?.(env) ?? [])]),
          signer: fileKeyring(path.join(env.config.DATA_DIR, 'keys', 'ledger')),
          headFile: path.join(env.config.DATA_DIR, 'heads.jsonl'),
        }),
      ),
    ],
  });

/** The engines, those that stand on them if any (`more`), an invented system and a ledger. The queue has no texts. */
export const servicesWith = (more: readonly ModuleDefinition[]): readonly ModuleDefinition[] => [
  ...[...engines, ...more].filter(m => m !== jobsModule),
  ledgerOf([...engines, ...more]),
  library,
];
