import { findAccount } from '#engines/identity';
import type { DraftPart, ProcedureVersion, Revision } from '#engines/procedures';
import { formatDateTime } from '#platform/clock';
import { isAppError } from '#platform/errors';
import type { Ctx } from '#platform/http';
import { type Errors, errorOf, type FieldError, fieldId, type Html, html } from '#ui';
import { changesSince } from './compare/parts.ts';
import { changeTable } from './compare/rows.ts';

/** Where the summary leads when somebody else has saved in between. */
const CONFLICT = 'xung-dot';

/** The name of who saved; the program itself where nobody did. */
export async function nameOf(ctx: Ctx, accountId: string): Promise<string> {
  if (!/^[0-9a-f-]{36}$/.test(accountId)) return ctx.t('procedure-design.saved.by-system');
  return (await findAccount(ctx.db, accountId))?.name ?? ctx.t('procedure-design.saved.by-unknown');
}

/** Saves; when somebody else has saved since the page was opened, says who and when instead. */
export async function orConflict(ctx: Ctx, save: () => Promise<string>): Promise<string | FieldError[]> {
  try {
    return await save();
  } catch (error) {
    if (!isAppError(error) || error.code !== 'PROCEDURE_DRAFT_CHANGED') throw error;
    const last = error.details as Revision | undefined;
    const who = await nameOf(ctx, last?.savedBy ?? '');
    const at = last ? formatDateTime(last.savedAt) : '';
    return [{ path: CONFLICT, message: ctx.t('procedure-design.conflict', { who, at }) }];
  }
}

export const isConflict = (errors: Errors): boolean => errorOf(errors, CONFLICT) !== undefined;

/** What the other has changed since `read`, and what saving once more does. Nothing when there is no conflict. */
export async function conflictBox(
  ctx: Ctx,
  errors: Errors,
  of: { draft: ProcedureVersion; part: DraftPart; read: number },
): Promise<Html | false> {
  if (!isConflict(errors)) return false;
  const { t } = ctx;
  const rows = await changesSince(ctx, of.draft, of.part, of.read);
  return html`<div class="box" id="${fieldId(CONFLICT)}" tabindex="-1"><h2>${t('procedure-design.conflict.title')}</h2><p>${errorOf(
    errors,
    CONFLICT,
  )}</p>${
    rows &&
    rows.length > 0 &&
    changeTable(ctx, rows, {
      caption: t('procedure-design.conflict.changes'),
      before: t('procedure-design.conflict.before'),
      after: t('procedure-design.conflict.now'),
    })
  }<p>${t('procedure-design.conflict.again')}</p></div>
`;
}
