// Takes away one guard after the other and sees whether its test notices: `npm run mutants [-- WORD …]`, those whose names hold a word.
import { quick, slow } from './mutants.ts';
import { noticed } from './run-mutant.ts';

const words = process.argv.slice(2);
const chosen = [...quick, ...slow].filter(m => words.length === 0 || words.some(w => m.without.includes(w)));
let survived = 0;
for (const mutant of chosen) {
  const seen = await noticed(mutant);
  if (!seen.noticed) survived += 1;
  process.stdout.write(
    `${seen.noticed ? 'noticed ' : 'SURVIVED'}  without ${mutant.without}: ${mutant.fails} …\n`,
  );
  if (!seen.noticed) process.stdout.write(`${seen.said.slice(-3_000)}\n`);
}
process.stdout.write(`mutants ${chosen.length}, survived ${survived}\n`);
process.exitCode = survived || chosen.length === 0 ? 1 : 0;
