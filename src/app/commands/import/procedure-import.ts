import { readFile } from 'node:fs/promises';
import { loadTransfer, planTransfer, readTransfer } from '#engines/procedures';
import { type Command, EXIT, textOf } from '../command.ts';
import { systemAct, withProgram } from '../session.ts';

/**
 * Shows what a file of procedures would do here; with `--apply` does it: each becomes a draft, to be approved in the browser. A
 * draft that is there is replaced only when its code is named with `--replace`.
 */
export const procedureImport: Command = {
  name: 'procedure import',
  operands: ['FILE'],
  options: { apply: { type: 'boolean' }, replace: { type: 'string' } },
  async run(io, values, [path = '']) {
    const text = await readFile(path, 'utf8');
    return withProgram(io, async env => {
      const file = readTransfer(text);
      const replace = new Set(
        (textOf(values, 'replace') ?? '').split(',').map(code => code.trim().toUpperCase()),
      );
      if (!values.apply) {
        for (const plan of await planTransfer(env.db, file, env.clock.now())) {
          const does = io.t(`cli.procedure-import.does.${plan.does}`);
          io.out(io.t('cli.procedure-import.line', { code: plan.code, name: plan.name, does }));
          if (plan.problems) io.out(io.t('cli.procedure-import.problems', { count: plan.problems }));
        }
        io.note(io.t('cli.procedure-import.dry'));
        return EXIT.ok;
      }
      const report = await loadTransfer(env.db, file, { replace }, systemAct(env));
      for (const { code, name, did } of report)
        io.out(
          io.t('cli.procedure-import.line', { code, name, does: io.t(`cli.procedure-import.did.${did}`) }),
        );
      return report.some(r => r.did === 'refused') ? EXIT.bad : EXIT.ok;
    });
  },
};
