import type { Act } from '#engines/organisation';
import { localDate } from '#platform/clock';
import type { Tx } from '#platform/db';
import { digest, tidyContent } from '../content.ts';
import { createDraft, updateDraft } from '../store/drafts.ts';
import { publishVersion } from '../store/publish.ts';
import { listVersions } from '../store/read.ts';
import type { ProcedureContent } from '../types.ts';

/**
 * Makes sure that a version with this content was there once: a draft when `from` is null, published otherwise. What
 * staff have made of it since stays. Returns whether one was made.
 */
export async function ensureFromPack(
  tx: Tx,
  code: string,
  content: ProcedureContent,
  from: string | null,
  act: Act,
): Promise<boolean> {
  const versions = await listVersions(tx, code);
  const sha256 = digest(tidyContent(content));
  if (versions.some(v => v.contentSha256 === sha256)) return false;
  const draft = versions.find(v => v.status === 'draft');
  const version = draft
    ? await updateDraft(tx, draft.id, content, draft.contentSha256, act)
    : await createDraft(tx, code, content, act);
  if (from) await publishVersion(tx, version.id, dayFor(from, versions, act.at), act);
  return true;
}

// A pack states the day of its first version. A later edition of the file is in force from the day on which it is loaded.
function dayFor(
  from: string,
  versions: ReadonlyArray<{ status: string; from: string | null }>,
  at: Date,
): string {
  const last = versions
    .flatMap(v => (v.status === 'published' && v.from ? [v.from] : []))
    .sort()
    .at(-1);
  if (!last || last < from) return from;
  const next = new Date(`${last}T00:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  const after = next.toISOString().slice(0, 10);
  const today = localDate(at);
  return [after, today].sort().at(-1) ?? after;
}
