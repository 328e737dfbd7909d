import { existsSync, globSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Fault, Scene } from '../support/fault.ts';
import { asMutant } from '../support/mutant.ts';
import { startAgain, webOf } from '../support/world.ts';

/** Where Debian and others put it (package faketime). */
const LIBRARIES = ['/usr/lib/*/faketime/libfaketimeMT.so.1', '/usr/lib*/faketime/libfaketimeMT.so.1'];
const library = () => globSync(LIBRARIES).find(existsSync);

const MINUTE = 60;
const fileIn = (dataDir: string) => path.join(dataDir, 'clock');
/** The first server process and the worker have a clock that jumps; the second server process and PostgreSQL keep the time. */
const jumps = (nth: number) => nth !== 1;

const setClock = ({ place }: Scene, seconds: number) =>
  writeFile(fileIn(place.dataDir), `${seconds < 0 ? '' : '+'}${seconds}\n`);

export const clockJump: Fault = {
  name: 'clock-jump',
  what: 'the clock of one server process and of the worker is wrong by up to two hours for 5 s',
  seconds: 5,
  cannot: async () => (library() ? undefined : 'libfaketime is not installed (package faketime)'),
  place: {
    settingsOf: (nth, dataDir) =>
      jumps(nth)
        ? {
            LD_PRELOAD: library() ?? '',
            FAKETIME_TIMESTAMP_FILE: fileIn(dataDir),
            // What measures how long something takes goes on.
            FAKETIME_DONT_FAKE_MONOTONIC: '1',
            FAKETIME_CACHE_DURATION: '1',
          }
        : {},
    furnish: async dataDir => {
      await writeFile(fileIn(dataDir), '+0\n');
      return async () => undefined;
    },
  },
  inject: async scene => {
    const seconds = Math.round((scene.random() * 2 - 1) * 120 * MINUTE);
    await setClock(scene, seconds);
    return `the clock jumped by ${seconds} s`;
  },
  undo: scene => setClock(scene, 0),
  control: {
    without: 'a count of its own for numbers: the next follows the dossier that came last by the clock',
    begin: async scene => {
      const { owner } = scene.place;
      // Where the number is the clock’s, nothing may stand in the way of a double.
      const keys = await owner.query<{ table: string; name: string }>(
        `SELECT conrelid::regclass::text AS table, quote_ident(conname) AS name FROM pg_constraint
          WHERE contype IN ('p', 'u') AND conrelid IN ('numbering.number'::regclass, 'cases.dossier_code'::regclass)`,
      );
      for (const { table, name } of keys)
        await owner.query(`ALTER TABLE ${table} DROP CONSTRAINT ${name} CASCADE`);
      for (const keeper of webOf(scene)) {
        keeper.process.kill('SIGKILL');
        await keeper.process.ended;
        await startAgain(
          scene,
          keeper,
          asMutant({
            file: 'src/engines/numbering/dossier-code.ts',
            from: "const n = await nextOf(tx, { agencyId, kind: 'dossier', period }, agencyCode);",
            to: `await nextOf(tx, { agencyId, kind: 'dossier', period }, agencyCode);
  const last = await tx.maybe('SELECT split_part(code, $2, 3)::int AS n FROM cases.dossier WHERE code LIKE $1 ORDER BY received_at DESC LIMIT 1', [agencyCode + '-' + period.slice(2).replaceAll('-', '') + '-%', '-']);
  const n = (last?.n ?? 0) + 1;`,
          }),
        );
      }
    },
  },
};
