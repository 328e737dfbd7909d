import { mkdir, statfs } from 'node:fs/promises';
import { defineService } from '#platform/env';
import type { DoctorCheck } from '#platform/module';
import type { Disk } from './disk.ts';
import { ScannerAway, scannerVersion } from './scan.ts';

export const diskService = defineService<Disk>('files.disk');

/** Room for some ten thousand papers: below it an office's day would not fit. */
const WANTED_BYTES = 5 * 1024 ** 3;

export const room: DoctorCheck = {
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

/** Whether the scanner that is set up answers, and how many files wait for it. */
export const scanner: DoctorCheck = {
  id: 'files.scanner',
  run: async (env, t) => {
    const address = env.config.CLAMAV;
    const { waiting } = await env.db.one<{ waiting: number }>(
      'SELECT count(*)::int AS waiting FROM files.file WHERE scanned_at IS NULL',
    );
    if (!address)
      return {
        state: 'unset',
        found: t('files.doctor.no-scanner', { waiting }),
        mend: t('files.doctor.mend-no-scanner'),
      };
    try {
      const version = await scannerVersion(address);
      return { state: 'ok', found: t('files.doctor.scanner', { version, waiting }) };
    } catch (error) {
      if (!(error instanceof ScannerAway)) throw error;
      const found = t('files.doctor.scanner-away', { address, waiting });
      return { state: 'bad', found, mend: t('files.doctor.mend-scanner') };
    }
  },
};
