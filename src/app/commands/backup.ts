import path from 'node:path';
import { backup } from '#platform/backup';
import { systemClock } from '#platform/clock';
import { type Command, EXIT } from './command.ts';
import type { Io } from './io.ts';
import { lastHead } from './ledger/ledger-head.ts';
import { configOf, withDatabase } from './session.ts';

const EVERY_MS = 5_000;
const megabytes = (bytes: number) => Math.round(bytes / 1_000_000);

/** Counts bytes, and says now and then how many. */
function counter(io: Io) {
  let bytes = 0;
  let said = Date.now();
  return {
    bytes: () => bytes,
    add: (more: number) => {
      bytes += more;
      if (Date.now() - said < EVERY_MS) return;
      said = Date.now();
      io.note(io.t('cli.backup.progress', { megabytes: megabytes(bytes) }));
    },
  };
}

export const backupCommand: Command = {
  name: 'backup',
  operands: ['DIR'],
  async run(io, _values, [to = '']) {
    const config = configOf(io);
    const copied = counter(io);
    const made = await withDatabase(config, ({ db, url, server }) =>
      backup({
        dataDir: path.resolve(config.DATA_DIR),
        url,
        cluster: server?.folder ?? null,
        to,
        clock: systemClock,
        head: () => lastHead(db),
        onProgress: copied.add,
      }),
    );
    const params = {
      count: made.files.length,
      megabytes: megabytes(copied.bytes()),
      folder: path.resolve(to),
    };
    io.out(io.t('cli.backup.done', params));
    io.out(made.head ? io.t('cli.backup.head', made.head) : io.t('cli.backup.no-head'));
    io.note(io.t('cli.backup.secret'));
    return EXIT.ok;
  },
};
