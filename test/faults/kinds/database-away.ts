import type { Fault } from '../support/fault.ts';
import { asMutant, SAYS_YES_FIRST } from '../support/mutant.ts';
import { familyOf, postgresOf } from '../support/processes.ts';
import { startAgain, webOf } from '../support/world.ts';

let frozen: number[] = [];

export const databaseAway: Fault = {
  name: 'database-away',
  what: 'PostgreSQL does not answer for 30 s',
  seconds: 30,
  inject: async ({ place }) => {
    const pid = postgresOf(place.dataDir);
    if (!pid) throw new Error('there is no PostgreSQL to stop');
    frozen = familyOf(pid);
    for (const each of frozen) process.kill(each, 'SIGSTOP');
    return `stopped the ${frozen.length} processes of PostgreSQL`;
  },
  undo: async () => {
    for (const each of frozen) process.kill(each, 'SIGCONT');
  },
  control: {
    without: 'writing before it says yes',
    begin: async scene => {
      for (const keeper of webOf(scene)) {
        keeper.process.kill('SIGKILL');
        await keeper.process.ended;
        await startAgain(scene, keeper, asMutant(SAYS_YES_FIRST));
      }
    },
  },
};
