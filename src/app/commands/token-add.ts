import { makeApiToken } from '#engines/identity';
import { agencyByCode } from '#engines/organisation';
import { formatDate, localDate } from '#platform/clock';
import { SCOPES } from '#systems/api';
import { type Command, EXIT, needText, textOf, Usage, type Values } from './command.ts';
import { systemAct, withProgram } from './session.ts';

const MOST_DAYS = 365;

function readScopes(values: Values): string[] {
  const scopes = needText(values, 'scope').split(',');
  const unknown = scopes.find(scope => !SCOPES.some(known => known === scope));
  if (unknown !== undefined)
    throw new Usage('cli.token-add.scope', { scope: unknown, scopes: SCOPES.join(', ') });
  return scopes;
}

function readDays(values: Values): number {
  const days = Number(textOf(values, 'days') ?? MOST_DAYS);
  if (!Number.isInteger(days) || days < 1 || days > MOST_DAYS) throw new Usage('cli.token-add.days');
  return days;
}

/** Makes an access token for another program and prints it, the only time that it can be seen. */
export const tokenAdd: Command = {
  name: 'token add',
  options: {
    name: { type: 'string' },
    agency: { type: 'string' },
    scope: { type: 'string' },
    days: { type: 'string' },
  },
  async run(io, values) {
    const name = needText(values, 'name').slice(0, 100);
    const identifier = needText(values, 'agency');
    const scopes = readScopes(values);
    const days = readDays(values);
    return withProgram(io, async env => {
      const act = systemAct(env);
      const expiresAt = new Date(act.at.getTime() + days * 86_400_000);
      const { id, token } = await env.db.tx(async tx => {
        const agency = await agencyByCode(tx, identifier, localDate(act.at));
        return makeApiToken(tx, { name, scopes, agencyId: agency.id, expiresAt }, act);
      });
      io.note(io.t('cli.token-add.done', { id, until: formatDate(expiresAt) }));
      io.out(token);
      return EXIT.ok;
    });
  },
};
