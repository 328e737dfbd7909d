import { writeFile } from 'node:fs/promises';
import { ledgerService } from '#platform/ledger';
import { type Command, EXIT, textOf, Usage } from './command.ts';
import { withProgram } from './session.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export const ledgerProve: Command = {
  name: 'ledger prove',
  operands: ['ID'],
  options: { out: { type: 'string' } },
  async run(io, values, [id = '']) {
    if (!UUID.test(id)) throw new Usage('cli.ledger-prove.id', { id });
    const proof = await withProgram(io, env => env.get(ledgerService).prove(env.db, id.toLowerCase()));
    if (!proof) {
      io.note(io.t('cli.ledger-prove.none', { id }));
      return EXIT.bad;
    }
    const text = JSON.stringify(proof, null, 2);
    const file = textOf(values, 'out');
    if (file) {
      await writeFile(file, `${text}\n`, { mode: 0o600 });
      io.out(io.t('cli.ledger-prove.done', { file }));
    } else io.out(text);
    return EXIT.ok;
  },
};
