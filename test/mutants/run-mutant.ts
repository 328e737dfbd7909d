import { spawn } from 'node:child_process';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { ROOT } from '#test/docs';
import type { Mutant } from './mutants.ts';

const HOOK = path.join(ROOT, 'test/mutants/hook.js');

/** Runs the test against the program without the guard. True when it noticed: this very test failed. `said`: its report. */
export async function noticed(mutant: Mutant): Promise<{ noticed: boolean; said: string }> {
  const { file, from, to, tests, fails } = mutant;
  const pattern = `^${fails.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`;
  const child = spawn(
    process.execPath,
    [
      ...['--test', '--test-isolation=none', '--test-global-setup=test/support/global-setup.ts'],
      ...[`--test-name-pattern=${pattern}`, tests],
    ],
    {
      cwd: ROOT,
      env: {
        ...process.env,
        NODE_TEST_CONTEXT: undefined,
        NODE_OPTIONS: `--import=${HOOK}`,
        MUTANT: JSON.stringify({ file: path.join(ROOT, file), from, to }),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const [said, complained] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { noticed: said.includes(`✖ ${fails}`), said: said + complained };
}
