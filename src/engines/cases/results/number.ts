import { nextNumber, yearOf } from '#engines/numbering';
import { getAgency } from '#engines/organisation';
import { numberAs, PLAIN_NUMBER, symbolOf } from '#engines/procedures';
import { localDate } from '#platform/clock';
import type { Queryable, Tx } from '#platform/db';
import type { Dossier } from '../types.ts';
import type { Issuer } from './issuer.ts';

/** A number as it stands on the paper, and the year of its book. */
export type DrawnNumber = { number: string; year: number };

/** How numbers of a form look at an issuer; `n`: a number, or what stands for one that is not drawn yet. */
export async function numberLook(
  q: Queryable,
  { form = PLAIN_NUMBER, agencyId }: { form: string | undefined; agencyId: string },
  n: number | string,
  at: Date,
): Promise<string> {
  const symbol = symbolOf(await getAgency(q, agencyId, localDate(at)));
  return numberAs(form, { n, year: yearOf(at), symbol });
}

/** Stands for the number on a paper that is only looked at. */
export const numberToCome = (q: Queryable, { template, agencyId }: Issuer, at: Date): Promise<string> =>
  numberLook(q, { form: template.number, agencyId }, '…', at);

/** The number of a result: drawn once from the issuing agency's book of the year, and kept should signing fail. */
export async function numberFor(tx: Tx, dossier: Dossier, issuer: Issuer, at: Date): Promise<DrawnNumber> {
  const { kind } = issuer.template;
  const drawn = await tx.maybe<DrawnNumber>(
    'SELECT number, year FROM cases.result_number WHERE dossier_id = $1 AND kind = $2 AND agency_id = $3',
    [dossier.id, kind, issuer.agencyId],
  );
  if (drawn) return drawn;
  const year = yearOf(at);
  const n = await nextNumber(tx, { agencyId: issuer.agencyId, kind, period: year });
  const number = await numberLook(tx, { form: issuer.template.number, agencyId: issuer.agencyId }, n, at);
  await tx.run(
    'INSERT INTO cases.result_number (dossier_id, kind, number, agency_id, year) VALUES ($1, $2, $3, $4, $5)',
    [dossier.id, kind, number, issuer.agencyId, year],
  );
  return { number, year: Number(year) };
}
