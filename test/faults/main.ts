// Lets faults happen to an installation under load, and counts what became of what it had acknowledged: `npm run faults -- --help`.
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { numbersFrom } from '#test/numbers-from';
import { faults } from './kinds/index.ts';
import { stopOnSignals } from './support/at-end.ts';
import { isHeld, openScene, runControl, runReal } from './support/run-fault.ts';

/** So many acts are acknowledged before and after each fault. */
const ACTS = 20;

const out = (line: string) => process.stdout.write(`${line}\n`);

const HELP = `npm run faults -- [--fault NAME,…] [--seed S] [--rounds N] [--seconds N]

Lets each fault happen N times (default 2) at random moments while people apply, decide and send files, on an installation of its own,
with two server processes and a worker; then once to a control that goes without what protects from it. Prints what was done, and of
each fault one line of JSON.

--seconds N   how long what lasts a while lasts, instead of its own time

${faults.map(({ name, what }) => `  ${name.padEnd(16)}${what}`).join('\n')}

Ends with 0 when nothing was lost, doubled or broken and each control lost or doubled something; 1 when not; 2 when a fault has no such
name; 3 when all that was run held, but something could not be run here.`;

const options = {
  fault: { type: 'string', default: faults.map(f => f.name).join(',') },
  seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  rounds: { type: 'string', default: '2' },
  seconds: { type: 'string' },
  help: { type: 'boolean' },
} as const;

function asked() {
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${HELP}\n`);
    process.exit(2);
  }
}

const values = asked();

async function main(): Promise<number> {
  if (values.help) {
    out(HELP);
    return 0;
  }
  const names = values.fault.split(',');
  const unknown = names.filter(name => !faults.some(f => f.name === name));
  const numbers = [values.seed, values.rounds, values.seconds ?? '0'].map(Number);
  if (unknown.length || numbers.some(n => !Number.isInteger(n) || n < 0)) {
    out(
      `${unknown.length ? `no such fault: ${unknown.join(', ')}` : 'a whole number is missing'}\n\n${HELP}`,
    );
    return 2;
  }
  const [seed = 0, rounds = 1] = numbers;
  let bad = 0;
  let notRun = 0;
  for (const fault of faults.filter(f => names.includes(f.name))) {
    const about = { fault: fault.name, seed };
    const why = await fault.cannot?.();
    if (why) {
      notRun += 1;
      out(JSON.stringify({ ...about, not_run: why }));
      continue;
    }
    const cast = await openScene(numbersFrom(seed), undefined, fault.place);
    try {
      const seconds = values.seconds === undefined ? fault.seconds : Number(values.seconds);
      const run = { rounds, acts: ACTS, lasting: () => sleep(1_000 * seconds), say: out };
      const real = await runReal(fault, cast, run);
      const control = await runControl(fault, cast, run);
      const held = isHeld(real, control);
      if (!held) bad += 1;
      const { acked, lost, doubled, unknown, gapMs, ...more } = real;
      const line = { ...about, acked, lost, doubled, unknown, gap_ms: gapMs, ...more };
      out(JSON.stringify({ ...line, control: { without: fault.control.without, ...control }, held }));
    } catch (error) {
      bad += 1;
      out(JSON.stringify({ ...about, failed: (error as Error).message }));
    } finally {
      await cast.scene.remove();
    }
  }
  return bad ? 1 : notRun ? 3 : 0;
}

stopOnSignals();
process.exitCode = await main();
