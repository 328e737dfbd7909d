import path from 'node:path';
import { BadBackup, restore, type SavedHead } from '#platform/backup';
import { formatDateTime } from '#platform/clock';
import { prepareDataDir } from '#platform/config';
import { type Command, EXIT, textOf, Usage } from './command.ts';
import type { Io } from './io.ts';
import { headOfSize, lastHead } from './ledger/ledger-head.ts';
import { verifyHere } from './ledger/ledger-verify.ts';
import { readKept, takeKept } from './ledger/newer-heads.ts';
import { configOf, withDatabase, withProgram } from './session.ts';

/** Opens what was restored, recomputes its ledger and compares it with the head that the backup stated. */
async function verify(io: Io, stated: SavedHead | null): Promise<number> {
  return withProgram(io, async env => {
    const last = await lastHead(env.db);
    if (!last) {
      io.out(io.t('cli.restore.no-head'));
      return EXIT.ok;
    }
    const code = await verifyHere(io, env, {}, stated ? { head: stated } : {});
    const held = stated && (await headOfSize(env.db, stated.size));
    if (stated && held?.root !== stated.root) {
      io.out(io.t('cli.restore.head-differs', { ...stated, found: held?.root ?? '–' }));
      return EXIT.bad;
    }
    if (held) io.out(io.t('cli.restore.head-equal', held));
    return code;
  });
}

export const restoreCommand: Command = {
  name: 'restore',
  operands: ['DIR'],
  options: { verify: { type: 'boolean' }, heads: { type: 'string' } },
  async run(io, values, [from = '']) {
    const config = configOf(io);
    await prepareDataDir(config);
    const heads = textOf(values, 'heads');
    const kept = heads && (await readKept(heads));
    const progress = {
      checking: io.progress(io.t('cli.restore.checking')),
      writing: io.progress(io.t('cli.restore.writing')),
    };
    try {
      const made = await restore({
        from: path.resolve(from),
        dataDir: config.DATA_DIR,
        databaseUrl: config.DATABASE_URL,
        onProgress: (stage, done, total) => progress[stage](done, total),
      });
      const known = heads && kept ? await takeKept(io, config.DATA_DIR, heads, kept) : EXIT.ok;
      // Started once even without --verify: the log is replayed now, and not in front of the first visitor.
      const code = values.verify
        ? await verify(io, made.head)
        : await withDatabase(config, async () => EXIT.ok);
      io.out(
        io.t('cli.restore.done', {
          time: formatDateTime(new Date(made.madeAt)),
          folder: path.resolve(config.DATA_DIR),
        }),
      );
      return Math.max(code, known);
    } catch (error) {
      if (!(error instanceof BadBackup)) throw error;
      const { damage, file } = error;
      if (damage === 'none') throw new Usage('cli.restore.none', { folder: file });
      io.out(io.t(`cli.restore.damaged.${damage}`, { file }));
      io.out(io.t('cli.restore.untouched'));
      return EXIT.bad;
    }
  },
};
