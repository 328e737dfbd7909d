import type { Fault } from '../support/fault.ts';
import { asMutant, SAYS_YES_FIRST } from '../support/mutant.ts';
import { startAgain, webOf } from '../support/world.ts';

let gone: ReturnType<typeof webOf> = [];

const kill = async () => {
  for (const { process } of gone) process.kill('SIGKILL');
  await Promise.all(gone.map(({ process }) => process.ended));
};

export const killServer: Fault = {
  name: 'kill-server',
  what: 'kill -9 of one server process, then of both',
  seconds: 0,
  inject: async scene => {
    const web = webOf(scene);
    gone = scene.random() < 0.5 ? web : [web[Math.floor(scene.random() * web.length)]!];
    await kill();
    return `killed ${gone.length} of ${web.length} server processes`;
  },
  undo: async scene => {
    await Promise.all(gone.map(keeper => startAgain(scene, keeper)));
  },
  control: {
    without: 'writing before it says yes',
    begin: async scene => {
      gone = webOf(scene);
      await kill();
      await Promise.all(gone.map(keeper => startAgain(scene, keeper, asMutant(SAYS_YES_FIRST))));
    },
  },
};
