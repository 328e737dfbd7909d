import type { Queryable } from '#platform/db';
import { digest } from '../content.ts';
import type { ProcedureVersion } from '../types.ts';

/** SHA-256 of everything that a draft is: its legal part and the last save of each other part. */
export async function draftDigest(
  q: Queryable,
  draft: Pick<ProcedureVersion, 'id' | 'contentSha256'>,
): Promise<string> {
  const parts = await q.query<{ part: string; sha256: string }>(
    `SELECT DISTINCT ON (part) part, sha256 FROM procedures.draft_revision
     WHERE version_id = $1 AND part <> 'legal' ORDER BY part, revision DESC`,
    [draft.id],
  );
  return digest({ legal: draft.contentSha256, parts });
}
