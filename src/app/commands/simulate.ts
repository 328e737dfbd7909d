import { formatDate, localDate } from '#platform/clock';
import { closeCash, simulate } from '#systems/simulation';
import { type Command, EXIT, textOf, Usage, type Values } from './command.ts';
import { isDate } from './date.ts';
import { withDemo } from './session.ts';

const MOST = 10_000_000;
const MOST_ALIKE = 1_000;
const YEAR_MS = 365 * 86_400_000;

function dayOf(values: Values, name: string, otherwise: string): string {
  const day = textOf(values, name) ?? otherwise;
  if (!isDate(day)) throw new Usage('cli.usage.date', { option: `--${name}` });
  return day;
}

function numberOf(values: Values): number {
  const text = textOf(values, 'dossiers');
  if (!text) throw new Usage('cli.usage.option-missing', { option: '--dossiers' });
  const n = Number(text);
  if (!Number.isInteger(n) || n < 1 || n > MOST) throw new Usage('cli.simulate.dossiers');
  return n;
}

/** How many dossiers are alike: a divisor of all of them. */
function alikeOf(values: Values, dossiers: number): number {
  const alike = Number(textOf(values, 'alike') ?? 1);
  if (!Number.isInteger(alike) || alike < 1 || alike > MOST_ALIKE || dossiers % alike)
    throw new Usage('cli.simulate.alike');
  return alike;
}

/** `fansipan simulate --dossiers N`: a believable year for a demo. */
export const simulateCommand: Command = {
  name: 'simulate',
  options: {
    dossiers: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
    seed: { type: 'string' },
    bulk: { type: 'boolean' },
    alike: { type: 'string' },
    drawn: { type: 'boolean' },
  },
  async run(io, values) {
    const dossiers = numberOf(values);
    const alike = alikeOf(values, dossiers);
    const now = new Date();
    const today = localDate(now);
    const to = dayOf(values, 'to', today);
    const from = dayOf(values, 'from', localDate(new Date(now.getTime() - YEAR_MS)));
    if (from > to) throw new Usage('cli.simulate.days');
    // What is made is done by its people as of now: nobody applies on a day that has not come.
    if (from > today) throw new Usage('cli.simulate.not-yet', { from: formatDate(from) });
    const seed = textOf(values, 'seed') ?? '1';
    return withDemo(io, async env => {
      const progress = io.progress(io.t('cli.simulate.progress'));
      const how = { alike, bulk: values.bulk === true, drawn: values.drawn === true };
      const asked = { dossiers, from, to, seed, ...how };
      const made = await simulate(env, { ...asked, onProgress: done => progress(done, dossiers) });
      if (!made.already) await closeCash(env);
      io.out(
        io.t(made.already ? 'cli.simulate.already' : 'cli.simulate.done', { seed, dossiers: made.dossiers }),
      );
      if (to > today && !made.already) io.out(io.t('cli.simulate.until', { today: formatDate(today) }));
      return EXIT.ok;
    });
  },
};
