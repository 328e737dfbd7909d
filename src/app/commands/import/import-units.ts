import { countryUnits, importUnits, problemText, unitFile } from '#engines/organisation';
import { type Command, Usage } from '../command.ts';
import { systemAct, withProgram } from '../session.ts';
import { printOutcome } from './report.ts';

export const importUnitsCommand: Command = {
  name: 'import units',
  operands: ['[FILE]'],
  options: { country: { type: 'boolean' } },
  async run(io, values, [file]) {
    if ((file !== undefined) === (values.country === true)) throw new Usage('cli.import-units.which');
    return withProgram(io, async env => {
      const source = file === undefined ? await countryUnits() : await unitFile(file);
      const progress = io.progress(io.t('cli.import.progress'));
      const report = await importUnits(env.db, source, r => progress(r.lines, r.total), systemAct(env));
      const t = env.texts.of(io.t.lang);
      return printOutcome(io, {
        ...report,
        problems: report.problems.map(p => ({ line: p.line, text: problemText(t, p) })),
      });
    });
  },
};
