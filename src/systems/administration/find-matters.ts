import { listStoppedMoves, listWithheld } from '#engines/cases';
import { countUnmatched, failedReconciliations } from '#engines/payments';
import type { Queryable } from '#platform/db';

/** So many dossiers are named. */
const NAMED = 50;

/** What people have to see to at other places of the program, and the program decides nothing of by itself. */
export async function findMatters(q: Queryable) {
  const [unmatched, statements, withheld, moves] = await Promise.all([
    countUnmatched(q),
    failedReconciliations(q),
    listWithheld(q, NAMED),
    listStoppedMoves(q),
  ]);
  return { unmatched, statements, withheld, moves };
}

/** How many matters these are, as they are told one by one. */
export const countMatters = ({
  unmatched,
  statements,
  withheld,
  moves,
}: Awaited<ReturnType<typeof findMatters>>): number =>
  Number(unmatched.n > 0) + Number(statements.n > 0) + Number(withheld.length > 0) + moves.length;
