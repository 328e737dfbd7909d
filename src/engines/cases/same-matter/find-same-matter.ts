import type { FormData } from '#engines/forms';
import { matterKeys, type SameMatter } from '#engines/procedures';
import type { Queryable } from '#platform/db';
import type { CaseDeps } from '../deps.ts';
import type { Status } from '../types.ts';

type Paper = { title: string; number: string };

/** Another dossier that may be about the same matter. */
export type Twin = {
  id: string;
  code: string;
  procedureCode: string;
  /** Of the version that it runs under. */
  procedure: string;
  status: Status;
  agencyId: string;
  /** What the agency that decides is called on the day. */
  agency: string;
  receivedAt: Date;
  /** Its results that hold; `issuedAt` in ISO. */
  results: Array<Paper & { issuedAt: string }>;
  /** Its results that were revoked or annulled, and may come to hold again: that is argued about, or was decided and is not carried out. */
  argued: Paper[];
};

/** What is asked about: answers, under a version that says by which of them its matter is known. */
export type Matter = { sameMatter: SameMatter | null | undefined; data: FormData; code?: string };

/** No more are shown: whoever reads that there are five looks into it. */
const MOST_SHOWN = 5;
/** No more are looked through for what is argued about. */
const MOST_READ = 50;

type Ended = Paper & { act: string };

/**
 * Other dossiers of the province that share a matter: those that are being handled, and where a matter is granted once those that have
 * a result that holds, or one that was revoked and may come to hold again; the newest first. `except`: the dossier itself. `of`: only those of
 * this applicant. What a simulation made is nobody's, and nobody's twin. One query; none where the version names no matter.
 */
export async function findTwins(
  q: Queryable,
  deps: Pick<CaseDeps, 'revocationsArgued'>,
  { sameMatter, data }: Matter,
  today: string,
  { except = null, of = null }: { except?: string | null; of?: string | null } = {},
): Promise<Twin[]> {
  const keys = matterKeys(sameMatter, data);
  if (!sameMatter || !keys.length) return [];
  const found = await q.query<Omit<Twin, 'argued'> & { closed: boolean; ended: Ended[] }>(
    `SELECT d.id, d.code, d.procedure_code AS "procedureCode", v.name AS procedure, d.status, d.agency_id AS "agencyId",
       coalesce((SELECT a.name FROM organisation.agency_version a WHERE a.agency_id = d.agency_id AND a.valid @> $4::date), '') AS agency,
       d.received_at AS "receivedAt", d.closed_at IS NOT NULL AS closed, r.results, e.ended
     FROM cases.dossier d JOIN procedures.procedure_version v ON v.id = d.procedure_version_id
     CROSS JOIN LATERAL (SELECT coalesce(jsonb_agg(jsonb_build_object('title', r.title, 'number', r.number, 'issuedAt', r.issued_at)
         ORDER BY r.id), '[]') AS results
       FROM cases.result r WHERE r.dossier_id = d.id AND r.status = 'valid') r
     CROSS JOIN LATERAL (SELECT coalesce(jsonb_agg(jsonb_build_object('act', a.id, 'title', r.title, 'number', r.number)
         ORDER BY a.at, a.id), '[]') AS ended
       FROM cases.result_act a JOIN cases.result r ON r.id = a.result_id
       WHERE $5 AND a.dossier_id = d.id AND a.kind IN ('revocation', 'annulment') AND a.lifted_at IS NULL) e
     WHERE d.matters && $1::text[] AND NOT d.synthetic AND d.id IS DISTINCT FROM $2::uuid
       AND ($3::uuid IS NULL OR d.applicant_id = $3)
       AND (d.closed_at IS NULL OR ($5 AND (r.results <> '[]' OR e.ended <> '[]')))
     ORDER BY d.received_at DESC LIMIT ${MOST_READ}`,
    [keys, except, of, today, sameMatter.once],
  );
  const acts = found.flatMap(d => d.ended.map(e => ({ id: e.act, dossierId: d.id })));
  const argued = acts.length
    ? new Set((await Promise.all(deps.revocationsArgued.map(ask => ask(q, acts)))).flat())
    : new Set<string>();
  return found
    .map(({ closed, ended, ...twin }) => {
      const open = ended.filter(e => argued.has(e.act)).map(({ title, number }) => ({ title, number }));
      return { twin: { ...twin, argued: open }, counts: !closed || twin.results.length + open.length > 0 };
    })
    .filter(({ counts }) => counts)
    .slice(0, MOST_SHOWN)
    .map(({ twin }) => twin);
}
