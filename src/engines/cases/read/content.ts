import { shownMark } from '#engines/identity';
import type { Queryable } from '#platform/db';
import type { CaseDeps } from '../deps.ts';
import { REFUSAL_REF } from '../process/refusal-ref.ts';
import type { Dossier } from '../types.ts';

/** What is looked at beside the dossier itself. A signature that was given takes nothing from what was proposed to others. */
type Beside = { id: string; papers: string | null; asked: number; renewed: number; proposed: string | null };

type Deps = Pick<CaseDeps, 'vault'>;

/** What steps have said beside their outcomes: it stands on results. That another step ended changes nothing of what is decided in this one. */
const saidBy = ({ processState }: Dossier): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(processState.outcomes).flatMap(([element, { outcome: _, ...facts }]) =>
      Object.keys(facts).length ? [[element, facts]] : [],
    ),
  );

/**
 * What whoever decides about a dossier has looked at: answers, who applies, files, what was corrected on other results, what steps have said,
 * who decides and by which version of the procedure, and what was proposed to him: that it be refused, or that it be signed. By dossier, a mark of it (`shownMark`).
 */
export async function contentsOf(
  q: Queryable,
  deps: Deps,
  dossiers: readonly Dossier[],
): Promise<Map<string, string>> {
  const rows = await q.query<Beside>(
    `SELECT d.id, (SELECT string_agg(concat_ws(' ', p.id, p.replaced_by), ',' ORDER BY p.id) FROM cases.paper p
         WHERE p.dossier_id = d.id AND p.undone_at IS NULL) AS papers,
       (SELECT count(*)::int FROM cases.supplement_request s WHERE s.dossier_id = d.id AND s.undone_at IS NULL) AS asked,
       (SELECT count(*)::int FROM cases.result_act a WHERE a.dossier_id = d.id AND a.new_result_id IS NOT NULL) AS renewed,
       (SELECT string_agg(t.id::text, ',' ORDER BY t.id) FROM work.task t WHERE t.subject_id = d.id
         AND (starts_with(t.ref, $3) AND t.state IN ('open', 'suspended')
           OR t.permission = 'dossier.sign' AND t.agency_id = d.agency_id AND t.state <> 'cancelled')) AS proposed
     FROM unnest($1::uuid[], $2::uuid[]) AS d (id, agency_id)`,
    [dossiers.map(d => d.id), dossiers.map(d => d.agencyId), REFUSAL_REF],
  );
  const files = new Map(rows.map(({ id, ...of }) => [id, of]));
  return new Map(
    dossiers.map(dossier => {
      const { id, data, applicantName, ownerName, phone, email, agencyId, procedureVersionId } = dossier;
      const of = { data, applicantName, ownerName, phone, email, agencyId, procedureVersionId };
      return [id, shownMark(deps, 'a dossier', { id, ...of, ...files.get(id), said: saidBy(dossier) })];
    }),
  );
}

/** As `contentsOf`, of one. */
export const contentOf = async (q: Queryable, deps: Deps, dossier: Dossier): Promise<string> =>
  (await contentsOf(q, deps, [dossier])).get(dossier.id) ?? '';
