import { shownMark } from '#engines/identity';
import type { Queryable } from '#platform/db';
import type { CaseDeps } from '../deps.ts';
import { REFUSAL_REF } from '../process/refusal-ref.ts';
import type { Dossier } from '../types.ts';
import { type RestsOn, restsOn, type ShownFor } from './rests-on.ts';

/** A dossier, and for what it is shown. */
export type Shown = ShownFor & { dossier: Dossier };

/**
 * What is looked at beside the dossier itself. A signature that was given takes nothing from what was proposed to others. Steps and results with what
 * they are of, `ID ELEMENT` and `ID KIND`, by commas.
 */
type Beside = {
  id: string;
  papers: string | null;
  asked: number;
  corrected: number;
  refusals: string | null;
  signings: string | null;
  results: string | null;
};

type Deps = Pick<CaseDeps, 'vault' | 'templates' | 'wording'>;

const among = (list: string | null, counts: (of: string) => boolean): string[] =>
  (list?.split(',') ?? []).filter(line => counts(line.split(' ')[1] ?? ''));

/** Of steps and results those that count. */
const countedOf = ({ signings, results, ...rest }: Beside, { before, kinds, ...of }: RestsOn) => ({
  ...rest,
  said: of.said,
  decided: of.decided,
  signings: among(signings, element => before === null || before.has(element)),
  results: among(results, kind => kinds.includes(kind)),
});

/**
 * What whoever decides about a dossier has looked at: answers, who applies, files, what was corrected on other results, what steps have said,
 * who decides and by which version of the procedure, and what was proposed to him: that it be refused, or that it be signed. Of a step what led to
 * it, and what stands on the paper that it signs: what is said or signed beside it is not hers to look at. A mark of it for each, in their order.
 */
export async function contentsOf(q: Queryable, deps: Deps, shown: readonly Shown[]): Promise<string[]> {
  const dossiers = [...new Map(shown.map(({ dossier }) => [dossier.id, dossier])).values()];
  const rows = await q.query<Beside>(
    `SELECT d.id, (SELECT string_agg(concat_ws(' ', p.id, p.replaced_by), ',' ORDER BY p.id) FROM cases.paper p
         WHERE p.dossier_id = d.id AND p.undone_at IS NULL) AS papers,
       (SELECT count(*)::int FROM cases.supplement_request s WHERE s.dossier_id = d.id AND s.undone_at IS NULL) AS asked,
       (SELECT count(*)::int FROM cases.result_act a WHERE a.dossier_id = d.id AND a.kind = 'correction') AS corrected,
       (SELECT string_agg(t.id::text, ',' ORDER BY t.id) FROM work.task t
         WHERE t.subject_id = d.id AND starts_with(t.ref, $3) AND t.state IN ('open', 'suspended')) AS refusals,
       (SELECT string_agg(concat_ws(' ', t.id, t.element_id), ',' ORDER BY t.id) FROM work.task t
         WHERE t.subject_id = d.id AND t.permission = 'dossier.sign' AND t.agency_id = d.agency_id AND t.state <> 'cancelled'
           AND NOT starts_with(t.ref, $3)) AS signings,
       (SELECT string_agg(concat_ws(' ', r.id, r.kind), ',' ORDER BY r.id) FROM cases.result r
         WHERE r.dossier_id = d.id AND r.status <> 'replaced') AS results
     FROM unnest($1::uuid[], $2::uuid[]) AS d (id, agency_id)`,
    [dossiers.map(d => d.id), dossiers.map(d => d.agencyId), REFUSAL_REF],
  );
  const beside = new Map(rows.map(row => [row.id, row]));
  const marks: string[] = [];
  for (const { dossier, ...shownFor } of shown) {
    const { id, data, applicantName, ownerName, phone, email, agencyId, procedureVersionId } = dossier;
    const of = { data, applicantName, ownerName, phone, email, agencyId, procedureVersionId };
    const more = beside.get(id);
    const counted = more && countedOf(more, await restsOn(q, deps, dossier, shownFor));
    marks.push(shownMark(deps, 'a dossier', { ...of, ...counted }));
  }
  return marks;
}

/** As `contentsOf`, of one. */
export const contentOf = async (q: Queryable, deps: Deps, shown: Shown): Promise<string> =>
  (await contentsOf(q, deps, [shown]))[0] ?? '';
