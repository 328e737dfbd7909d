// Edits rows that matter as a superuser would, and sees whether each is found: `npm run tamper [-- --edits N --seed S --dossiers N]`.
import { parseArgs } from 'node:util';
import { globalSetup, globalTeardown } from '../support/global-setup.ts';
import { edits } from './support/edits.ts';
import { tamperedProvince } from './support/province.ts';
import { tamperMany } from './support/tamper.ts';

const { values } = parseArgs({
  options: {
    edits: { type: 'string', default: String(edits.length * 5) },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    dossiers: { type: 'string', default: '300' },
  },
});
const [count, seed] = [Number(values.edits), Number(values.seed)];
await globalSetup();
const province = await tamperedProvince(Number(values.dossiers));
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
