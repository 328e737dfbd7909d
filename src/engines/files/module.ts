import path from 'node:path';
import { defineModule, type Job, provide } from '#platform/module';
import { Disk } from './disk.ts';
import { diskService, room, scanner } from './doctor.ts';
import { scanWaiting } from './scan-later.ts';
import { createFileStore, fileStore } from './store.ts';
import { sweepOrphans } from './sweep.ts';
import { sweepUnused } from './sweep-unused.ts';
import { Partials, partialsService } from './uploads/partial.ts';
import { uploadRoutes } from './uploads/routes.ts';
import { sweepUploads } from './uploads/sweep-uploads.ts';

const sweep: Job = {
  name: 'files.sweep-orphans',
  cron: '40 3 * * *',
  run: async (_payload, env) => {
    const unused = await sweepUnused(env.db, env.clock.now());
    const deleted = await sweepOrphans(env.db, env.get(diskService), env.clock.now());
    if (unused || deleted) env.log.info({ unused, deleted }, 'files that nothing refers to were deleted');
  },
};

const scanLater: Job = {
  name: 'files.scan-waiting',
  cron: '*/2 * * * *',
  run: async (_payload, env) => {
    const { CLAMAV } = env.config;
    if (!CLAMAV) return;
    const done = await scanWaiting(env.db, env.get(diskService), CLAMAV, {
      now: () => env.clock.now(),
      log: env.log,
    });
    if (done.scanned) env.log.info(done, 'files that were kept unscanned were scanned');
  },
};

const sweepUnfinished: Job = {
  name: 'files.sweep-uploads',
  cron: '25 * * * *',
  run: async (_payload, env) => {
    const done = await sweepUploads(env.db, env.get(partialsService), env.clock.now());
    if (done.uploads || done.pieces) env.log.info(done, 'uploads that nobody finished were deleted');
  },
};

/** Papers and pictures, kept once each under the digest of their content. */
export const files = defineModule({
  id: 'files',
  layer: 'engine',
  needs: [],
  folder: import.meta.dirname,
  services: [
    provide(diskService, env => new Disk(path.join(env.config.DATA_DIR, 'files'))),
    provide(partialsService, env => new Partials(path.join(env.config.DATA_DIR, 'uploads'))),
    provide(fileStore, env => createFileStore(env.get(diskService), env.clock, env.config.CLAMAV)),
  ],
  routes: uploadRoutes,
  jobs: [sweep, scanLater, sweepUnfinished],
  doctor: [room, scanner],
});
