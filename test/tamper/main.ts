// Edits rows that matter as a superuser would, and sees whether each is found: `npm run tamper [-- --edits N --seed S --dossiers N]`.
import { parseArgs } from 'node:util';
import { globalSetup, globalTeardown } from '../support/global-setup.ts';
import { edits } from './support/edits.ts';
import { tamperedProvince } from './support/province.ts';
import { tamperMany } from './support/tamper.ts';

const HELP = `npm run tamper -- [--edits N] [--seed S] [--dossiers N]

Makes a province of N dossiers (300 unless said), edits N rows that matter as a superuser of the database (${edits.length * 5} unless said), and sees whether
each edit is found and named by \`ledger verify --state\` or by the row's own proof; then edits one row that no proof covers, which has to stay
unfound. Prints each edit, then one line of JSON.

${edits.map(edit => `  ${edit.name}`).join('\n')}

Ends with 0 when each was found; 1 when not; 2 when an option cannot be read.
`;

/** What is asked; ends the process where nothing is to be run. */
function asked(): { count: number; seed: number; dossiers: number } {
  try {
    const { values } = parseArgs({
      options: {
        edits: { type: 'string', default: String(edits.length * 5) },
        seed: { type: 'string', default: String(Date.now() % 1_000_000) },
        dossiers: { type: 'string', default: '300' },
        help: { type: 'boolean' },
      },
    });
    if (values.help) {
      process.stdout.write(HELP);
      process.exit(0);
    }
    const numbers = [values.edits, values.seed, values.dossiers].map(Number);
    if (numbers.some(n => !Number.isInteger(n) || n < 0)) throw new Error('a whole number is missing');
    const [count = 0, seed = 0, dossiers = 0] = numbers;
    return { count, seed, dossiers };
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${HELP}`);
    process.exit(2);
  }
}

const { count, seed, dossiers } = asked();
await globalSetup();
const province = await tamperedProvince(dossiers);
try {
  const { outcomes, control, clean } = await tamperMany(province, {
    count,
    seed,
    each: ({ edit, subject, found, said }) =>
      process.stdout.write(
        `${found ? 'found ' : 'MISSED'}  ${edit}: ${subject}${found ? '' : ` (${said.join('; ') || 'nothing was said'})`}\n`,
      ),
  });
  const missed = outcomes.filter(outcome => !outcome.found).length;
  process.stdout.write(
    `${JSON.stringify({ edits: count, found: count - missed, missed, control: control.found ? 'found' : 'not found', clean, seed })}\n`,
  );
  process.exitCode = missed || control.found || !clean ? 1 : 0;
} finally {
  await province.stop();
  await globalTeardown();
}
