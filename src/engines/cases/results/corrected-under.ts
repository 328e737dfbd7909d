import type { ResultAct } from '../afterlife/types.ts';
import type { CaseDeps } from '../deps.ts';
import type { Dossier, Result } from '../types.ts';
import { basesOf } from './fallen.ts';

/** The results of a dossier, and what became of them (not what was lifted since). */
export type KnownResults = { results: readonly Result[]; resultActs: readonly ResultAct[] };

/** When what a result says was drawn up: a copy says what its original says, the numbers of other papers among it. */
export function drawnUpAt(known: KnownResults, result: Result): Date {
  const copies = known.resultActs.find(a => a.kind === 'reissue' && a.newResultId === result.id);
  const original = copies && known.results.find(r => r.id === copies.resultId);
  return original ? drawnUpAt(known, original) : result.issuedAt;
}

/** Of these results those of some kinds that held at a moment, the oldest first: what another one cites that was drawn up then. */
export const heldAt = (results: readonly Result[], kinds: readonly string[], at: Date): Result[] =>
  results
    .filter(r => kinds.includes(r.kind) && r.issuedAt < at && (!r.statusAt || r.statusAt > at))
    .sort((a, b) => a.issuedAt.getTime() - b.issuedAt.getTime());

/**
 * The corrections, since a result was drawn up, of results on which it rests, the oldest first: it bears the old number still, and what was wrong
 * there as far as that stands on it, too.
 */
export function correctedUnder(
  deps: Pick<CaseDeps, 'templates'>,
  dossier: Pick<Dossier, 'procedureCode'>,
  known: KnownResults,
  result: Result,
): ResultAct[] {
  const bases = basesOf(deps, dossier, result.kind);
  if (!bases.length) return [];
  const since = drawnUpAt(known, result);
  const kindOf = (id: string) => known.results.find(r => r.id === id)?.kind ?? '';
  return known.resultActs.filter(
    act => act.kind === 'correction' && act.at > since && bases.includes(kindOf(act.resultId)),
  );
}
