import type { Fault } from '../support/fault.ts';
import { clockJump } from './clock-jump.ts';
import { databaseAway } from './database-away.ts';
import { fullDisk } from './full-disk.ts';
import { killPostgres } from './kill-postgres.ts';
import { killServer } from './kill-server.ts';
import { killWorker } from './kill-worker.ts';
import { twice } from './twice.ts';
import { uploadCut } from './upload-cut.ts';

/** In the order in which they happen. */
export const faults: readonly Fault[] = [
  killServer,
  killWorker,
  killPostgres,
  fullDisk,
  databaseAway,
  clockJump,
  uploadCut,
  twice,
];
