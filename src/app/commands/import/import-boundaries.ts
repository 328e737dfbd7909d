import { importBoundaries, problemText } from '#engines/organisation';
import { localDate } from '#platform/clock';
import { type Command, textOf, Usage } from '../command.ts';
import { isDate } from '../date.ts';
import { systemAct, withProgram } from '../session.ts';
import { printOutcome } from './report.ts';

export const importBoundariesCommand: Command = {
  name: 'import boundaries',
  operands: ['FILE'],
  options: { date: { type: 'string' }, source: { type: 'string' } },
  async run(io, values, [file = '']) {
    const date = textOf(values, 'date');
    if (date && !isDate(date)) throw new Usage('cli.usage.date', { option: '--date' });
    const source = textOf(values, 'source');
    return withProgram(io, async env => {
      const progress = io.progress(io.t('cli.import.progress'));
      const report = await importBoundaries(env.db, file, {
        date: date ?? localDate(env.clock.now()),
        ...(source ? { source } : {}),
        onProgress: r => progress(r.lines, r.total),
        act: systemAct(env),
      });
      const t = env.texts.of(io.t.lang);
      const problems = report.problems.map(p => ({ line: p.line, text: problemText(t, p) }));
      return printOutcome(io, { ...report, problems }, 'import-boundaries');
    });
  },
};
