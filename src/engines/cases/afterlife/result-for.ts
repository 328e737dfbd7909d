import { decide, type ScopedGrant } from '#engines/identity';
import type { Queryable } from '#platform/db';
import { NotAllowed, NotFound } from '#platform/errors';
import type { Visitor } from '#platform/http';
import { actorAt } from '../access/actor.ts';
import { readFor } from '../access/check.ts';
import { askerOf } from '../access/facts.ts';
import { agencyPaths } from '../access/paths.ts';
import { type Asker, type DossierFacts, mayAct } from '../access/table.ts';
import { findResult } from '../read/dossier.ts';
import type { Actor, Dossier, Result } from '../types.ts';

/** What somebody may want to do with a result, each with a right of its own. */
export type ResultAction = 'correct' | 'reissue' | 'revoke';

/**
 * Who may end a result that an agency (with those above it, the nearest first) has issued, or its successor today: who holds
 * `result.correct`, `result.reissue` or `result.revoke` there. To correct is to see what stands on it, so it takes the right to read
 * personal data, too. What the result's own state allows is another question.
 */
function mayActOnResult(
  asker: Asker,
  action: ResultAction,
  dossier: DossierFacts,
  issuedBy: readonly string[],
): boolean {
  if (asker.kind !== 'official' || !mayAct(asker, 'read', dossier)) return false;
  if (action === 'correct' && !mayAct(asker, 'read-personal', dossier)) return false;
  return decide(asker.grants, `result.${action}`, issuedBy, dossier.field);
}

/** Which acts on which of a dossier's results the visitor may do, by result. */
export async function resultActions(
  q: Queryable,
  visitor: Visitor | null,
  { dossier, facts, results }: { dossier: Dossier; facts: DossierFacts; results: readonly Result[] },
  at: Date,
): Promise<Map<string, ResultAction[]>> {
  const asker = askerOf(visitor);
  const live = results.filter(r => r.status === 'valid');
  const holds = (visitor?.grants ?? []).some(g => (g as ScopedGrant).permission.startsWith('result.'));
  if (!live.length || !holds) return new Map();
  const paths = await agencyPaths(
    q,
    dossier,
    live.map(r => r.agencyId),
    at,
  );
  const actions: ResultAction[] = ['correct', 'reissue', 'revoke'];
  return new Map(
    live.map(r => [
      r.id,
      actions.filter(a => mayActOnResult(asker, a, facts, paths.get(r.agencyId)?.path ?? [])),
    ]),
  );
}

/**
 * A result that the visitor may act on, the post through which, and his rights to its dossier. Throws NOT_FOUND where he may not read the dossier or it has
 * no such result, NOT_ALLOWED where he may read it, but not do this.
 */
export async function resultFor(
  q: Queryable,
  visitor: Visitor,
  { dossierId, resultId }: { dossierId: string; resultId: string },
  action: ResultAction,
  at: Date,
): Promise<{ dossier: Dossier; facts: DossierFacts; asker: Asker; result: Result; actor: Actor }> {
  const { dossier, facts, asker } = await readFor(q, visitor, dossierId, at);
  const result = await findResult(q, resultId);
  if (result?.dossierId !== dossier.id) throw NotFound();
  const issuedBy = (await agencyPaths(q, dossier, [result.agencyId], at)).get(result.agencyId)?.path ?? [];
  if (!mayActOnResult(asker, action, facts, issuedBy)) throw NotAllowed();
  const place = { ...facts, receivedBy: [], places: [issuedBy] };
  return { dossier, facts, asker, result, actor: actorAt(visitor, at, place, `result.${action}`) };
}
