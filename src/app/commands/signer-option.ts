import { findOfficial } from '#engines/identity';
import { agencyByCode } from '#engines/organisation';
import type { Signer } from '#engines/trust';
import { localDate } from '#platform/clock';
import type { Env } from '#platform/env';
import { needText, textOf, Usage, type Values } from './command.ts';

/** Who is meant by `--agency` and `--person`: a person who signs for that agency, or the agency itself. Throws `Usage`, AgencyNotFound. */
export async function readSigner(env: Env, values: Values): Promise<Signer> {
  const agency = await agencyByCode(env.db, needText(values, 'agency'), localDate(env.clock.now()));
  const user = textOf(values, 'person');
  if (user === undefined) return { kind: 'agency', agencyId: agency.id };
  const person = await findOfficial(env.db, user);
  if (!person) throw new Usage('cli.certificate.person', { user });
  return { kind: 'person', accountId: person.id, agencyId: agency.id };
}

/** `--key`: a label in the token. */
export const readKey = (env: Env, values: Values): string => {
  if (env.config.PKCS11_MODULE === null) throw new Usage('cli.certificate.no-token');
  return needText(values, 'key');
};
