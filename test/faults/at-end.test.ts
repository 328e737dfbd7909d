import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { test } from 'node:test';

const RUN = `
import { spawn } from 'node:child_process';
import { once } from 'node:events';
const { atEnd, stopOnSignals } = await import(${JSON.stringify(path.join(import.meta.dirname, 'support/at-end.ts'))});
stopOnSignals();
for (const place of ['first', 'second']) {
  const server = spawn('sleep', ['60'], { detached: true });
  atEnd(async () => {
    server.kill('SIGKILL');
    await once(server, 'exit');
    console.log('stopped ' + place);
  });
  console.log('pid ' + server.pid);
}
atEnd(() => Promise.reject(new Error('it had ended before')));
console.log('ready');
setInterval(() => {}, 60_000);
`;

test('a run that is told to end stops what it has started, the latest first, whatever cannot be stopped', async () => {
  const run = spawn(process.execPath, ['--input-type=module', '-e', RUN], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let said = '';
  for await (const chunk of run.stdout) {
    said += chunk;
    if (said.endsWith('ready\n')) run.kill('SIGTERM');
  }
  const code = run.exitCode ?? (await once(run, 'exit'))[0];
  assert.equal(code, 128 + 15);
  assert.match(said, /ready\nstopped second\nstopped first\n$/);
  const pids = [...said.matchAll(/^pid (\d+)$/gm)].map(m => Number(m[1]));
  assert.equal(pids.length, 2);
  for (const pid of pids) assert.throws(() => process.kill(pid, 0), { code: 'ESRCH' });
});
