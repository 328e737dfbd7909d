import { revokeApiToken } from '#engines/identity';
import { type Command, EXIT, Usage } from './command.ts';
import { systemAct, withProgram } from './session.ts';

/** Ends an access token at once. */
export const tokenRevoke: Command = {
  name: 'token revoke',
  operands: ['ID'],
  async run(io, _values, [id = '']) {
    if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) throw new Usage('cli.token-revoke.id');
    return withProgram(io, async env => {
      await env.db.tx(tx => revokeApiToken(tx, id, systemAct(env)));
      io.note(io.t('cli.token-revoke.done', { id }));
      return EXIT.ok;
    });
  },
};
