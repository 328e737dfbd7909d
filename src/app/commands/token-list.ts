import { listApiTokens } from '#engines/identity';
import { findAgency } from '#engines/organisation';
import { formatDate, localDate } from '#platform/clock';
import { type Command, EXIT } from './command.ts';
import { withProgram } from './session.ts';

/** Prints the access tokens that can still be used, one a line. */
export const tokenList: Command = {
  name: 'token list',
  run: io =>
    withProgram(io, async env => {
      const now = env.clock.now();
      const live = (await listApiTokens(env.db)).filter(token => !token.revokedAt && token.expiresAt > now);
      if (!live.length) io.note(io.t('cli.token-list.none'));
      for (const { id, name, agencyId, scopes, expiresAt, usedAt } of live) {
        const agency = await findAgency(env.db, agencyId, localDate(now));
        const used = usedAt ? formatDate(usedAt) : '–';
        io.out([id, name, agency?.name ?? '', scopes.join(','), formatDate(expiresAt), used].join('\t'));
      }
      return EXIT.ok;
    }),
};
