import { type Agency, listAgencies } from '#engines/organisation';
import type { Queryable } from '#platform/db';

/** A dossier whose code ends so, by the agency that gave the code. */
export type EndsSo = { id: string; code: string };

const codesOf = (
  agencies: readonly Pick<Agency, 'identifier' | 'legacyIdentifier'>[],
  run: string,
): string[] => agencies.map(a => `${a.legacyIdentifier ?? a.identifier}-${run}`);

const withCodes = (q: Queryable, codes: readonly string[]): Promise<EndsSo[]> =>
  q.query<EndsSo>(
    'SELECT dossier_id AS id, code FROM cases.dossier_code WHERE code = ANY ($1::text[]) ORDER BY code',
    [codes],
  );

/**
 * Dossiers whose codes end with a day and a running number (`readShortCode`): those of the offices, and only where they have none, those of all
 * agencies of that day. Whole codes are asked for, each a look into the index of codes, so that it takes as long among millions. Who may
 * see which of them is another question.
 */
export async function dossiersByRun(
  q: Queryable,
  { day, run }: { day: string; run: string },
  offices: readonly Agency[],
): Promise<EndsSo[]> {
  const own = await withCodes(q, codesOf(offices, run));
  return own.length ? own : withCodes(q, codesOf(await listAgencies(q, day), run));
}
