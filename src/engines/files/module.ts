import { mkdir, statfs } from 'node:fs/promises';
import path from 'node:path';
import { defineService } from '#platform/env';
import { type DoctorCheck, defineModule, type Job, provide } from '#platform/module';
import { Disk } from './disk.ts';
import { createFileStore, fileStore } from './store.ts';
import { sweepOrphans } from './sweep.ts';

const diskService = defineService<Disk>('files.disk');

const sweep: Job = {
  name: 'files.sweep-orphans',
  cron: '40 3 * * *',
  run: async (_payload, env) => {
    const deleted = await sweepOrphans(env.db, env.get(diskService), env.clock.now());
    if (deleted) env.log.info({ deleted }, 'files without a row were deleted');
  },
};

/** Room for some ten thousand papers: below it an office's day would not fit. */
const WANTED_BYTES = 5 * 1024 ** 3;

const room: DoctorCheck = {
  id: 'files.room',
  run: async (env, t) => {
    const { root } = env.get(diskService);
    await mkdir(root, { recursive: true, mode: 0o700 });
    const { bavail, bsize } = await statfs(root);
    const gigabytes = Math.floor((bavail * bsize) / 1024 ** 3);
    const found = t('files.doctor.room', { gigabytes, root });
    if (bavail * bsize >= WANTED_BYTES) return { state: 'ok', found };
    return { state: 'warn', found, mend: t('files.doctor.mend-room') };
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
    provide(fileStore, env => createFileStore(env.get(diskService), env.clock, env.config.CLAMAV)),
  ],
  jobs: [sweep],
  doctor: [room],
});
