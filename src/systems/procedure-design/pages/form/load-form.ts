import type { FormDefinition } from '#engines/forms';
import { actOf } from '#engines/identity';
import { type DraftForm, getDraftForm, saveDraftForm } from '#engines/procedures';
import { type Ctx, textField as posted } from '#platform/http';
import { doneAt, type FieldError, type Html, html } from '#ui';
import { orConflict } from '../../conflict.ts';
import { type LoadedDraft, loadDraft, ROOT } from '../../load.ts';
import { PART_PATHS } from '../../parts.ts';
import { tabPath } from '../../view.ts';

/** Below it lie the pages of the builder. */
export const FORM_PATH = `${ROOT}/:code/${PART_PATHS.form}`;
/**
 * Enter in a field presses the first button of a form: with this before them all it saves, and adds no line. Neither seen nor reached by
 * keys.
 */
export const enterSaves: Html = html`<button class="vh" tabindex="-1" aria-hidden="true"></button>`;
/** The save that a page was drawn from. */
export const READ = 'da-doc';

export type LoadedForm = LoadedDraft & { form: DraftForm };
/** A draft whose form can be read: JSON of the shape of a form, faulty or not. */
export type BuiltForm = LoadedForm & { definition: FormDefinition };

export async function loadForm(ctx: Ctx): Promise<LoadedForm> {
  const loaded = await loadDraft(ctx);
  return { ...loaded, form: await getDraftForm(ctx.db, loaded.draft.id) };
}

/** Whether the builder can show a definition: what is typed as JSON may be anything. */
export const isBuildable = (definition: FormDefinition | null, problems: DraftForm['problems']): boolean =>
  definition !== null &&
  !problems.some(
    p => /^(form|pages|fields|groups|schema)$/.test(p.place) && /^(bad-|not-|too-)/.test(p.code),
  );

/** Saves a changed form; when somebody else has saved since the page was drawn, says who and when instead. */
export const keepForm = (
  ctx: Ctx,
  { code, draft }: LoadedForm,
  definition: FormDefinition,
  done: string,
): Promise<string | FieldError[]> =>
  orConflict(ctx, async () => {
    const read = Number.parseInt(posted(ctx.req.body, READ), 10) || 0;
    await ctx.db.tx(tx => saveDraftForm(tx, draft.id, definition, read, actOf(ctx, 'procedure.edit')));
    return doneAt(tabPath(code, 'form'), done);
  });
