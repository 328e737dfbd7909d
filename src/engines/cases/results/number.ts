import { nextNumber, yearOf } from '#engines/numbering';
import type { Tx } from '#platform/db';
import type { Dossier } from '../types.ts';
import type { Issuer } from './issuer.ts';

/** The number of a result: drawn once from the issuing agency's book of the year, and kept should signing fail. */
export async function numberFor(tx: Tx, dossier: Dossier, issuer: Issuer, at: Date): Promise<string> {
  const { kind } = issuer.template;
  const drawn = await tx.maybe<{ number: string }>(
    'SELECT number FROM cases.result_number WHERE dossier_id = $1 AND kind = $2 AND agency_id = $3',
    [dossier.id, kind, issuer.agencyId],
  );
  if (drawn) return drawn.number;
  const year = yearOf(at);
  const number = `${await nextNumber(tx, { agencyId: issuer.agencyId, kind, period: year })}/${year}`;
  await tx.run(
    'INSERT INTO cases.result_number (dossier_id, kind, number, agency_id) VALUES ($1, $2, $3, $4)',
    [dossier.id, kind, number, issuer.agencyId],
  );
  return number;
}
