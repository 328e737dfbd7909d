import type { Job } from '#platform/module';
import { FILE_DAYS } from './sent-files.ts';

/** Forgets files that no dossier came for; those of a dossier are its papers by then. */
export const sweepFiles: Job = {
  name: 'api.sweep-files',
  cron: '50 19 * * *',
  run: async (_payload, { db, clock }) => {
    const before = new Date(clock.now().getTime() - FILE_DAYS * 86_400_000);
    await db.run('DELETE FROM api.file WHERE uploaded_at < $1', [before]);
  },
};
