import { type Act, changesKept } from '#engines/organisation';
import { formatDate, localDate } from '#platform/clock';
import type { Tx } from '#platform/db';
import { freezeParts } from '../draft/freeze.ts';
import { ProcedureFromTooEarly, ProcedureIncomplete, ProcedureInForce } from '../errors.ts';
import type { ProcedureVersion } from '../types.ts';
import { lockDraft, lockProcedure } from './lock.ts';
import { getProcedureVersion } from './read.ts';
import { record } from './record.ts';

/**
 * Puts a draft into force from the day `from` (`YYYY-MM-DD`); the version before ends on that day. One that came into force today is
 * replaced: it turned out to be faulty on its first day, and nobody else applies under it. Its form and process
 * become versions of their own. What has been published does not change any more. The database holds that whoever publishes
 * has approved a proposal of somebody else's (`approve`), or is the program itself.
 *
 * | refusal | when |
 * | --- | --- |
 * | PROCEDURE_PUBLISHED | it is a draft no longer |
 * | PROCEDURE_INCOMPLETE | something is missing (`missingForPublication`), or a part has problems; details: which |
 * | PROCEDURE_FROM_TOO_EARLY | another version begins later, or on that day and that is not today |
 */
export async function publishVersion(
  tx: Tx,
  versionId: string,
  from: string,
  act: Act,
): Promise<ProcedureVersion> {
  const draft = await freezeParts(tx, await lockDraft(tx, versionId), act);
  await putIntoForce(tx, draft, from, act);
  return getProcedureVersion(tx, versionId);
}

type Published = Pick<
  ProcedureVersion,
  'id' | 'procedureId' | 'code' | 'number' | 'missing' | 'contentSha256'
>;

/** As `publishVersion`, for a draft whose procedure is locked already. */
export async function putIntoForce(tx: Tx, draft: Published, from: string, act: Act): Promise<void> {
  if (draft.missing.length) throw ProcedureIncomplete({ code: draft.code }, draft.missing);
  changesKept(tx);
  // Of a procedure's first version there is nothing to end: an import of thousands saves two statements each.
  if (draft.number > 1) await endBefore(tx, draft, from, act);
  await tx.run(
    `UPDATE procedures.procedure_version
     SET status = 'published', valid = daterange($2::date, NULL), published_at = $3, published_by = $4 WHERE id = $1`,
    [draft.id, from, act.at, act.actor],
  );
  const { number, contentSha256: sha256, code } = draft;
  await record(tx, act, 'published', `procedure:${draft.procedureId}`, {
    version: draft.id,
    number,
    sha256,
    code,
    from,
  });
}

/** Throws PROCEDURE_FROM_TOO_EARLY when another version begins later, or on that day and that is not today (null: on no day). */
export async function refuseEarlier(
  tx: Tx,
  draft: Pick<Published, 'procedureId' | 'code'>,
  from: string,
  today: string | null,
): Promise<void> {
  const later = await tx.maybe<{ from: string }>(
    `SELECT lower(valid) AS from FROM procedures.procedure_version
     WHERE procedure_id = $1 AND status = 'published' AND lower(valid) >= $2::date
       AND (lower(valid) > $2::date OR $2::date IS DISTINCT FROM $3::date) ORDER BY 1 DESC LIMIT 1`,
    [draft.procedureId, from, today],
  );
  if (later) throw ProcedureFromTooEarly({ code: draft.code, date: formatDate(later.from) });
}

async function endBefore(tx: Tx, draft: Published, from: string, act: Act): Promise<void> {
  await refuseEarlier(tx, draft, from, localDate(act.at));
  const replaced = await tx.maybe<Pick<ProcedureVersion, 'id' | 'number' | 'contentSha256'>>(
    `UPDATE procedures.procedure_version SET status = 'replaced', valid = 'empty'
     WHERE procedure_id = $1 AND status = 'published' AND lower(valid) = $2::date
     RETURNING id, number, content_sha256 AS "contentSha256"`,
    [draft.procedureId, from],
  );
  if (replaced) {
    const { id: version, number, contentSha256: sha256 } = replaced;
    await record(tx, act, 'replaced', `procedure:${draft.procedureId}`, { version, number, sha256, from });
    return;
  }
  await tx.run(
    `UPDATE procedures.procedure_version SET valid = daterange(lower(valid), $2::date)
     WHERE procedure_id = $1 AND status = 'published' AND valid @> $2::date`,
    [draft.procedureId, from],
  );
}

/**
 * Takes a published version back before its first day; the version before goes on as if nothing had been published.
 * Throws PROCEDURE_IN_FORCE from its first day on: then a new version is the way.
 */
export async function withdrawVersion(tx: Tx, versionId: string, act: Act): Promise<ProcedureVersion> {
  const { code } = await getProcedureVersion(tx, versionId);
  await lockProcedure(tx, code);
  const version = await getProcedureVersion(tx, versionId);
  if (version.status !== 'published' || !version.from || version.from <= localDate(act.at)) {
    throw ProcedureInForce({ code });
  }
  changesKept(tx);
  await tx.run(
    `UPDATE procedures.procedure_version SET status = 'withdrawn', valid = 'empty' WHERE id = $1`,
    [versionId],
  );
  await tx.run(
    `UPDATE procedures.procedure_version SET valid = daterange(lower(valid), $3::date)
     WHERE procedure_id = $1 AND status = 'published' AND upper(valid) = $2::date`,
    [version.procedureId, version.from, version.to],
  );
  await record(tx, act, 'withdrawn', `procedure:${version.procedureId}`, {
    version: versionId,
    number: version.number,
    sha256: version.contentSha256,
    from: version.from,
  });
  return getProcedureVersion(tx, versionId);
}
