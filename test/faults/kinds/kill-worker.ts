import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault, Scene } from '../support/fault.ts';
import { AS_IS, asMutant } from '../support/mutant.ts';
import { startAgain } from '../support/world.ts';

const workerOf = ({ keepers }: Scene) => keepers.find(k => k.role === 'worker')!;

/** Stops the worker at a moment at which it has taken a job and not done it. */
async function stopAtWork(scene: Scene): Promise<number> {
  const { pid } = workerOf(scene).process;
  for (;;) {
    process.kill(pid, 'SIGSTOP');
    const { n } = await scene.place.owner.one<{ n: number }>(
      'SELECT count(*) AS n FROM graphile_worker._private_jobs WHERE locked_at IS NOT NULL',
    );
    if (n > 0) return n;
    process.kill(pid, 'SIGCONT');
    await sleep(scene.random() * 20);
  }
}

export const killWorker: Fault = {
  name: 'kill-worker',
  what: 'kill -9 of the worker, while it has a job in hand',
  seconds: 0,
  inject: async scene => {
    const jobs = await stopAtWork(scene);
    const { process } = workerOf(scene);
    process.kill('SIGKILL');
    await process.ended;
    return `killed the worker with ${jobs} jobs in hand`;
  },
  undo: scene => startAgain(scene, workerOf(scene)),
  control: {
    without: 'giving the jobs of a dead worker to another',
    patience: 60,
    begin: async scene => {
      const worker = workerOf(scene);
      worker.process.kill('SIGKILL');
      await worker.process.ended;
      await startAgain(scene, worker, {
        ...AS_IS,
        ...asMutant({
          file: 'src/platform/jobs/worker.ts',
          from: 'WHERE seen_at < now() - make_interval(secs => $1) RETURNING id',
          to: 'WHERE seen_at < now() - make_interval(days => $1) RETURNING id',
        }),
      });
    },
  },
};
