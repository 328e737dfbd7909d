import { writeFile } from 'node:fs/promises';
import { exportProcedures, listCodesInForce } from '#engines/procedures';
import { localDate } from '#platform/clock';
import { type Command, EXIT, textOf } from '../command.ts';
import { withProgram } from '../session.ts';

/** Procedures as one file, for another installation: by their codes, or all that are in force. */
export const procedureExport: Command = {
  name: 'procedure export',
  operands: ['CODES'],
  options: { out: { type: 'string' } },
  run: (io, values, [asked = '']) =>
    withProgram(io, async env => {
      const at = env.clock.now();
      const codes =
        asked === 'all'
          ? await listCodesInForce(env.db, localDate(at))
          : asked
              .split(',')
              .map(code => code.trim().toUpperCase())
              .filter(Boolean);
      const file = await exportProcedures(env.db, codes, { from: env.site.name, at });
      const text = `${JSON.stringify(file, null, 2)}\n`;
      const out = textOf(values, 'out');
      // A file is written whole or not at all, and never over another.
      if (out) await writeFile(out, text, { flag: 'wx', mode: 0o600 });
      else io.out(text.trimEnd());
      io.note(io.t('cli.procedure-export.done', { count: file.procedures.length, sha256: file.sha256 }));
      return EXIT.ok;
    }),
};
