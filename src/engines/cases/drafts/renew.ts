import { isDeepStrictEqual } from 'node:util';
import {
  compute,
  type Form,
  type FormData,
  type FormPage,
  fieldOf,
  fieldsOf,
  groupOf,
  itemPath,
  misfits,
  moveAnswers,
} from '#engines/forms';
import { findProcedureInForce, mappingBetween } from '#engines/procedures';
import { localDate } from '#platform/clock';
import type { Queryable, Tx } from '#platform/db';
import { DraftChanged, DraftGone, DraftOutdated, ProcedureClosed } from '../errors.ts';
import { type LoadedProcedure, loadProcedure, type RunningVersion } from '../process/load.ts';
import { type Draft, listDraftFiles } from './draft.ts';

/** What a draft becomes under the version that is in force now, where that asks something else than the one it was begun under. */
export type DraftRenewal = {
  /** What it was begun under. */
  from: Pick<LoadedProcedure, 'form' | 'version'>;
  /** The version in force. */
  to: Pick<LoadedProcedure, 'form' | 'version'>;
  data: FormData;
  /** Fields of the old form whose answers have no place in the new one. */
  lost: string[];
  /** Pages of the new form that have to be looked at: new ones, others than before, and those on which something is missing. */
  open: FormPage[];
  pagesDone: string[];
  /** What the fields are called in the new form; null: they are gone. */
  target(path: string): string | null;
};

/** How a draft stands to what is in force: the version that it would be received under, and what it becomes there. */
export type Standing = {
  /** undefined: the procedure cannot be applied for today in any version. */
  inForce: RunningVersion | undefined;
  /** null: nothing changes for whoever fills it in. */
  renewal: DraftRenewal | null;
};

type Begun = Pick<Draft, 'procedureVersionId' | 'data' | 'pagesDone'>;

/** How a draft stands on the day of `at`. Changes nothing. */
export async function standingOf(q: Queryable, draft: Begun, at: Date): Promise<Standing> {
  const from = await loadProcedure(q, draft);
  const today = localDate(at);
  const inForce = await findProcedureInForce(q, from.version.code, today);
  if (!inForce || inForce.id === from.version.id) return { inForce, renewal: null };
  const to = await loadProcedure(q, { procedureVersionId: inForce.id });
  if (to.form.sha256 === from.form.sha256) return { inForce, renewal: null };
  const { fields } = await mappingBetween(q, from.version, inForce);
  const named = new Map(fields.map(m => [m.from, m.to]));
  const target = (path: string) => {
    const next = named.get(path);
    return next === undefined ? path : next;
  };
  const { data: moved, lost } = moveAnswers(from.form, to.form, draft.data, target);
  const data = compute(to.form, moved);
  const faulty = new Set(misfits(to.form, data, today).map(f => fieldOf(to.form, f.path)));
  const pagesDone = to.form.pages
    .filter(
      page =>
        draft.pagesDone.includes(page.id) && isSame(from.form, to.form, page) && !isFaulty(page, faulty),
    )
    .map(p => p.id);
  const open = to.form.pages.filter(
    p => !pagesDone.includes(p.id) && (draft.pagesDone.includes(p.id) || !isSame(from.form, to.form, p)),
  );
  return { inForce, renewal: { from, to, data, lost, open, pagesDone, target } };
}

const isFaulty = ({ group, fields }: FormPage, faulty: ReadonlySet<string>) =>
  (group !== undefined && faulty.has(group)) || fields.some(path => faulty.has(path));

/** Whether a page asks the same in both forms, so that what was said on it need not be looked at again. */
function isSame(from: Form, to: Form, page: FormPage): boolean {
  const before = from.pages.find(p => p.id === page.id);
  if (
    !before ||
    !isDeepStrictEqual([before.fields, before.group, before.showIf], [page.fields, page.group, page.showIf])
  )
    return false;
  const asked = (form: Form) =>
    fieldsOf(form, page.id, 0).map(({ path, schema, layout, required }) => ({
      path,
      schema,
      layout,
      required,
    }));
  return isDeepStrictEqual(asked(from), asked(to));
}

/**
 * Puts a draft under the version in force, with its answers and files where they have a place there. A window that shows the old
 * form is told when it saves. Returns how it stood.
 *
 * | refusal | when |
 * | --- | --- |
 * | DRAFT_GONE | it was sent or thrown away meanwhile |
 * | DRAFT_CHANGED | it was saved meanwhile |
 * | PROCEDURE_CLOSED | there is no version in force |
 */
export async function renewDraft(tx: Tx, draft: Draft, at: Date): Promise<Standing> {
  const locked = await tx.maybe<{ revision: number; dossierId: string | null }>(
    'SELECT revision, dossier_id AS "dossierId" FROM cases.draft WHERE id = $1 FOR UPDATE',
    [draft.id],
  );
  if (!locked || locked.dossierId) throw DraftGone();
  if (locked.revision !== draft.revision) throw DraftChanged({}, { revision: locked.revision });
  const standing = await standingOf(tx, draft, at);
  const { inForce, renewal } = standing;
  if (!inForce) throw ProcedureClosed({ code: (await loadProcedure(tx, draft)).version.code });
  if (!renewal) {
    await tx.run('UPDATE cases.draft SET procedure_version_id = $2 WHERE id = $1', [draft.id, inForce.id]);
    return standing;
  }
  const { data, pagesDone, to, target } = renewal;
  const sources = Object.entries(draft.sources).filter(
    ([path]) => target(path) === path && to.form.fields[path],
  );
  await moveFiles(tx, draft, renewal);
  await tx.run(
    `UPDATE cases.draft SET procedure_version_id = $2, data = $3, pages_done = $4, sources = $5, revision = revision + 1,
       page_revisions = (SELECT coalesce(jsonb_object_agg(page, revision + 1), '{}') FROM unnest($6::text[]) page), updated_at = $7
     WHERE id = $1`,
    [
      draft.id,
      inForce.id,
      JSON.stringify(data),
      pagesDone,
      JSON.stringify(Object.fromEntries(sources)),
      to.form.pages.map(p => p.id),
      at,
    ],
  );
  return standing;
}

/** Files go where the answers of their fields go; those whose field is gone, with it. */
async function moveFiles(tx: Tx, draft: Draft, { from, to, target }: DraftRenewal): Promise<void> {
  for (const { id, field } of await listDraftFiles(tx, draft.id)) {
    const path = fieldOf(from.form, field);
    const next = target(path);
    const place = next !== null && to.form.fields[next] ? placeIn(to.form, next, itemOf(path, field)) : null;
    if (place === field) continue;
    if (place) await tx.run('UPDATE cases.draft_file SET field = $2 WHERE id = $1', [id, place]);
    else await tx.run('DELETE FROM cases.draft_file WHERE id = $1', [id]);
  }
}

/** Which item of a repeating group a place is in: `members.2.photo` → 2. */
const itemOf = (path: string, place: string): number | undefined =>
  path === place ? undefined : Number(/\.(\d+)\./.exec(place)?.[1]);

/** Where a field stands, of a repeating group in an item; null where one is in a group and the other is not. */
function placeIn(form: Form, path: string, item: number | undefined): string | null {
  const group = groupOf(form, path);
  if ((group === undefined) !== (item === undefined)) return null;
  return group === undefined || item === undefined ? path : itemPath(path, group, item);
}

/**
 * The procedure that a draft is sent under: the version in force that day, when it asks what the draft's own asks.
 * Throws PROCEDURE_CLOSED when there is none, DRAFT_OUTDATED when the draft has to be renewed first.
 */
export async function procedureToSend(q: Queryable, draft: Begun, at: Date): Promise<LoadedProcedure> {
  const { inForce, renewal } = await standingOf(q, draft, at);
  if (!inForce) throw ProcedureClosed({ code: (await loadProcedure(q, draft)).version.code });
  if (renewal) throw DraftOutdated({ number: inForce.number });
  return loadProcedure(q, { procedureVersionId: inForce.id });
}
