import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { ledgerService } from '#platform/ledger';
import { type Command, EXIT } from '../command.ts';
import { withProgram } from '../session.ts';

export const ledgerExport: Command = {
  name: 'ledger export',
  operands: ['FILE'],
  async run(io, _values, [file = '']) {
    const out = createWriteStream(file, { flags: 'wx', mode: 0o600 });
    const written = finished(out);
    // Seen below; without this a file that cannot be made would end the process before that.
    written.catch(() => undefined);
    const size = await withProgram(io, async env => {
      const reached = await env.db.tx(tx => env.get(ledgerService).exportTo(tx, out), {
        isolation: 'repeatable read',
        readOnly: true,
      });
      out.end();
      await written;
      return reached;
    });
    io.out(io.t('cli.ledger-export.done', { size, file }));
    return EXIT.ok;
  },
};
