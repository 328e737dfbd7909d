import { changedFields, type FormData, valueAt, withValue } from '#engines/forms';
import type { Queryable } from '#platform/db';
import { ownerSaid } from '../acts/uses.ts';
import { loadProcedure } from '../process/load.ts';
import type { Dossier, Result } from '../types.ts';
import type { ResultAct } from './types.ts';
import { type Outcomes, withSaid } from './with-said.ts';

/** What a result was drawn from: answers, and what was corrected of what the steps said (null: nothing). */
export type DrawnFrom = { data: Dossier['data']; said: Outcomes | null };

type Renewed = {
  resultId: string;
  newResultId: string;
  issuedAt: Date;
  at: Date;
  /** Of a correction; a copy is drawn from what its original was drawn from. */
  data: Dossier['data'] | null;
  said: Outcomes | null;
  /** The dossier's answers were carried into another form since: what was kept has the shape of the old one. */
  reshaped: boolean;
};

const renewalsOf = (q: Queryable, dossierId: string): Promise<Renewed[]> =>
  q.query<Renewed>(
    `SELECT a.result_id AS "resultId", a.new_result_id AS "newResultId", r.issued_at AS "issuedAt", a.at, a.data, a.said,
       EXISTS (SELECT FROM cases.version_move m WHERE m.dossier_id = a.dossier_id AND m.moved_at > a.at AND m.undone_at IS NULL
         AND m.before->>'data' IS NOT NULL) AS reshaped
     FROM cases.result_act a JOIN cases.result r ON r.id = a.result_id
     WHERE a.dossier_id = $1 AND a.new_result_id IS NOT NULL ORDER BY a.at, a.id`,
    [dossierId],
  );

/** What the steps said, with what differs between two corrections of it. */
function saidWith(said: Outcomes | null, before: Outcomes | null, after: Outcomes | null): Outcomes | null {
  let next = said;
  for (const [element, facts] of Object.entries(after ?? {}))
    for (const [fact, value] of Object.entries(facts))
      if (before?.[element]?.[fact] !== value)
        next = { ...next, [element]: { ...next?.[element], [fact]: value } };
  return next;
}

/** A correction: what it mended, whatever else a result is drawn from. */
type Mend = { of: string; at: Date; mend(from: DrawnFrom): DrawnFrom };

/** What each result that took the place of another was drawn from, what one that is signed at a moment is drawn from, and what was mended when. */
async function allDrawn(
  q: Queryable,
  dossier: Dossier,
): Promise<{ of: ReadonlyMap<string, DrawnFrom>; by(at: Date): DrawnFrom; mends: readonly Mend[] }> {
  const of = new Map<string, DrawnFrom>();
  const mends: Mend[] = [];
  const by = (at: Date): DrawnFrom =>
    mends
      .filter(m => m.at <= at)
      .reduce((from, m) => m.mend(from), { data: dossier.data, said: null } as DrawnFrom);
  const renewals = await renewalsOf(q, dossier.id);
  if (!renewals.length) return { of, by, mends };
  const { form } = await loadProcedure(q, dossier);
  for (const { resultId, newResultId, issuedAt, at, data, said, reshaped } of renewals) {
    const before = of.get(resultId) ?? by(issuedAt);
    const after = data ? { data, said } : before;
    of.set(newResultId, after);
    if (!data) continue;
    const [was, is] = [before.data as FormData, after.data as FormData];
    // What the old form did not ask was not cleared.
    const paths = changedFields(form, was, is).filter(path => !reshaped || valueAt(is, path) !== undefined);
    mends.push({
      of: resultId,
      at,
      mend: from => ({
        data: paths.reduce((all, path) => withValue(all, path, valueAt(is, path)), from.data as FormData),
        said: saidWith(from.said, before.said, after.said),
      }),
    });
  }
  return { of, by, mends };
}

/** What a result was drawn from: the answers of the application, corrected where it takes the place of one that had them wrong, or was signed after another was corrected. */
export async function drawnFrom(
  q: Queryable,
  dossier: Dossier,
  { id, issuedAt }: Pick<Result, 'id' | 'issuedAt'>,
): Promise<DrawnFrom> {
  const { of, by } = await allDrawn(q, dossier);
  return of.get(id) ?? by(issuedAt);
}

/**
 * What a correction of a result begins with: what it was drawn from, with what these corrections of results that it rests on have mended since
 * (`correctedUnder`).
 */
export async function beginsWith(
  q: Queryable,
  dossier: Dossier,
  { id, issuedAt }: Pick<Result, 'id' | 'issuedAt'>,
  corrections: ReadonlyArray<Pick<ResultAct, 'resultId'>>,
): Promise<DrawnFrom> {
  const { of, by, mends } = await allDrawn(q, dossier);
  const under = new Set(corrections.map(act => act.resultId));
  return mends.filter(m => under.has(m.of)).reduce((from, m) => m.mend(from), of.get(id) ?? by(issuedAt));
}

/** The dossier as a result was drawn from it: with what stands on it, and the name that its answers say whose matter it is. */
export async function withAnswers(
  q: Queryable,
  dossier: Dossier,
  { data, said }: DrawnFrom,
): Promise<Dossier> {
  const { form } = await loadProcedure(q, dossier);
  return { ...withSaid(dossier, said), data, ownerName: ownerSaid(form, data) ?? dossier.ownerName };
}

/**
 * The dossier as a result is drawn from it that is signed at `at`: what a correction of another of its results has mended is right in this one,
 * too. The dossier itself where nothing was corrected.
 */
export async function asCorrectedBy(q: Queryable, dossier: Dossier, at: Date): Promise<Dossier> {
  const from = (await allDrawn(q, dossier)).by(at);
  return from.data === dossier.data && !from.said ? dossier : withAnswers(q, dossier, from);
}
