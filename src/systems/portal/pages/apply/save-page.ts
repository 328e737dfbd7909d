import {
  type Draft,
  filesByField,
  infectedFiles,
  listDraftFiles,
  offered,
  placeFaults,
  saveDraft,
  takeAgain,
  takeFiles,
  takenOver,
  withFiles,
} from '#engines/cases';
import {
  applyPage,
  type Field,
  type FieldPath,
  type FormData,
  type FormPage,
  fieldsOf,
  readPost,
  validatePage,
  valueAt,
} from '#engines/forms';
import { type Ctx, textField } from '#platform/http';
import type { FieldError } from '#ui';
import type { Open } from './open-draft.ts';

/** Answers that nobody typed, by field, and where each came from; `lost`: what is kept and is from nowhere that is known any more. */
export type FilledIn = {
  values: Record<FieldPath, unknown>;
  sources: Record<FieldPath, string>;
  lost?: Record<FieldPath, null>;
};

export type SavedPage = {
  /** All that is filled in, this page as it was posted. */
  data: FormData;
  errors: readonly FieldError[];
  /** The draft after the save; as it was where nothing was saved. */
  draft: Draft;
  /** Fields of the page that another window saved otherwise since this one was drawn: nothing was saved. */
  conflicts: readonly Field[];
};

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/**
 * Saves one page of a draft (`item`: of a repeating group) as it was posted, with what has to be mended: what was typed is kept,
 * faulty or not. Of two windows on one draft the second is told where both changed the same page; what the other window
 * changed on other pages stays as it is. What was `filled` in takes the place of what was typed, and the page is not done yet.
 */
export async function savePage(
  ctx: Ctx,
  { draft, form, version }: Open,
  part: FormPage,
  options: { item?: number | undefined; filled?: FilledIn } = {},
): Promise<SavedPage> {
  const { item, filled } = options;
  const fields = fieldsOf(form, part.id, item);
  await takeAgain(ctx, draft, form, fields);
  const refused = await takeFiles(ctx, draft, fields);
  const fileErrors = [...refused, ...(await infectedFiles(ctx, draft, fields))];
  const files = filesByField(await listDraftFiles(ctx.db, draft.id));
  const before = draft.data as FormData;
  const posted = { ...readPost(form, part.id, ctx.req.body, item), ...filled?.values };
  const typed = applyPage(form, part.id, before, posted, item);
  const data = withFiles(form, typed, files);
  const revision = Number(textField(ctx.req.body, '_revision'));
  if (revision < (draft.pageRevisions[part.id] ?? 0)) {
    // What is worked out follows from the others: nobody can choose between two of it.
    const conflicts = fields.filter(
      f => f.widget !== 'file' && !f.layout.computed && !same(valueAt(before, f.path), valueAt(data, f.path)),
    );
    if (conflicts.length) return { data, errors: [], draft, conflicts };
  }
  // What was filled in is looked through before anything is said of it.
  if (filled) {
    // What is not asked for now was not filled in.
    const sources = Object.fromEntries(
      Object.entries(filled.sources).filter(([path]) => valueAt(data, path) !== undefined),
    );
    const change = {
      ...{ data, page: part.id, revision: draft.revision },
      sources: { ...filled.lost, ...sources },
    };
    const saved = await ctx.db.tx(tx => saveDraft(tx, draft, change, ctx.clock.now()));
    return { data, errors: fileErrors, draft: saved, conflicts: [] };
  }
  const wrong = await validatePage(form, part.id, data, ctx, item);
  const place = fields.some(f => f.layout.use === 'area' && !wrong.some(w => w.path === f.path));
  const nobody = place ? await placeFaults(ctx.db, ctx.t, { form, version }, data, ctx.clock.now()) : [];
  const faults = [...wrong, ...nobody];
  const errors = [...fileErrors, ...faults.filter(f => !fileErrors.some(e => e.path === f.path))];
  // An item in which nothing was filled in is none yet: there is nothing to keep.
  if (
    item !== undefined &&
    fields.every(f => f.layout.computed || valueAt(data, f.path) === undefined) &&
    errors.length
  )
    return { data, errors, draft, conflicts: [] };
  const pageDone = item === undefined ? { pageDone: part.id } : {};
  const asked = { accountId: draft.principalId ?? draft.accountId, saved: part.id in draft.pageRevisions };
  const offer = item === undefined ? await offered(ctx, form, fields, before, asked) : undefined;
  const change = {
    data,
    page: part.id,
    ...pageDone,
    sources: offer ? takenOver(offer, data) : {},
    revision: draft.revision,
  };
  const saved = await ctx.db.tx(tx => saveDraft(tx, draft, change, ctx.clock.now()));
  return { data, errors, draft: saved, conflicts: [] };
}

/**
 * What a page that is opened again (`item`: of a repeating group) has to have mended, of what stands in it: an answer that was saved as it
 * was typed says so as when it was refused. What is still missing is asked for with the next save; what was just `filled` in is looked through first.
 */
export async function keptFaults(
  ctx: Ctx,
  { draft, form }: Open,
  part: FormPage,
  data: FormData,
  options: { item?: number; filled: boolean },
): Promise<FieldError[]> {
  if (options.filled || !(part.id in draft.pageRevisions)) return [];
  const wrong = await validatePage(form, part.id, data, ctx, options.item);
  return wrong.filter(fault => valueAt(data, fault.path) !== undefined);
}
