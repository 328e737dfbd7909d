import type { Fault } from '../support/fault.ts';
import { postgresOf, untilReady } from '../support/processes.ts';

export const killPostgres: Fault = {
  name: 'kill-postgres',
  what: 'kill -9 of PostgreSQL',
  seconds: 0,
  inject: async ({ place }) => {
    const pid = postgresOf(place.dataDir);
    if (!pid) throw new Error('there is no PostgreSQL to kill');
    process.kill(pid, 'SIGKILL');
    return `killed PostgreSQL (${pid})`;
  },
  // The program brings it back by itself.
  undo: ({ line }) => untilReady(line.urls),
  control: {
    without: 'waiting until what is acknowledged is on the disk',
    // The head on file may be ahead of what is left: then nothing is sealed any more.
    patience: 1,
    begin: async ({ place: { owner }, line }) => {
      await owner.query('ALTER DATABASE fansipan SET synchronous_commit = off');
      await owner.query("ALTER SYSTEM SET wal_writer_delay = '10s'");
      await owner.query('SELECT pg_reload_conf()');
      // Sessions have the setting from their beginning, so all begin anew.
      await owner.query(
        'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
      );
      await untilReady(line.urls);
    },
  },
};
