import { agencyByCode } from '#engines/organisation';
import { type HolidayProblem, holidayFile, holidayProblemText, importHolidays } from '#engines/worktime';
import { localDate } from '#platform/clock';
import type { Env } from '#platform/env';
import { isAppError } from '#platform/errors';
import { type Command, EXIT, textOf } from '../command.ts';
import { explain } from '../explain.ts';
import type { Io } from '../io.ts';
import { systemAct, withProgram } from '../session.ts';

/** Every line that is wrong, when the file was refused for its lines. */
function printProblems(io: Io, env: Env, error: unknown): boolean {
  if (!isAppError(error) || !Array.isArray(error.details)) return false;
  const t = env.texts.of(io.t.lang);
  for (const problem of error.details as HolidayProblem[]) io.out(holidayProblemText(problem, t));
  return true;
}

export const importHolidaysCommand: Command = {
  name: 'import holidays',
  operands: ['FILE'],
  options: { agency: { type: 'string' } },
  async run(io, values, [file = '']) {
    return withProgram(io, async env => {
      const identifier = textOf(values, 'agency');
      const today = localDate(env.clock.now());
      const agencyId = identifier ? (await agencyByCode(env.db, identifier, today)).id : null;
      try {
        const source = await holidayFile(file);
        const { years, days: _, ...counts } = await importHolidays(env.db, source, systemAct(env), agencyId);
        io.out(io.t('cli.import-holidays.done', counts));
        if (years.length) io.out(io.t('cli.import-holidays.years', { years: years.join(', ') }));
        return EXIT.ok;
      } catch (error) {
        if (!printProblems(io, env, error)) throw error;
        await explain(io, error);
        return EXIT.bad;
      }
    });
  },
};
