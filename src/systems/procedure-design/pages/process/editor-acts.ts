import { actOf } from '#engines/identity';
import { checkDraftProcess, type DraftProcess, type Revision, saveDraftProcess } from '#engines/procedures';
import { addDiagram, arrangeDiagram, describeProblem, type Problem } from '#engines/processes';
import { formatDateTime } from '#platform/clock';
import { type AppError, isAppError } from '#platform/errors';
import { type Answer, type Ctx, json, queryText, type Route, TooLarge } from '#platform/http';
import { nameOf } from '../../conflict.ts';
import { loadDraft } from '../../load.ts';
import { PROCESS_PATH } from './editor.ts';

// What the part of a draft may be; a process is refused by its checker from a megabyte on.
const MOST_BYTES = 2_000_000;

/** The drawing as it was sent. Throws TooLarge. */
async function sentXml(ctx: Ctx): Promise<string> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of ctx.req.stream ?? []) {
    bytes += (piece as Buffer).length;
    if (bytes > MOST_BYTES) throw TooLarge({ megabytes: MOST_BYTES / 1_000_000 });
    pieces.push(piece as Buffer);
  }
  return Buffer.concat(pieces).toString('utf8').normalize('NFC').replaceAll('\r\n', '\n');
}

/** What the checker says, an element each; `doubt`: it may be meant so. */
const problemsOf = (ctx: Ctx, { problems, doubts }: Pick<DraftProcess, 'problems' | 'doubts'>) => {
  const told = (p: Problem) => ({ element: p.element, code: p.code, words: describeProblem(p, ctx.lang) });
  return [...problems.map(told), ...doubts.map(p => ({ ...told(p), doubt: true }))];
};

/** What the checker says of a drawing that is not saved; with `ve`, the drawing too, made where the file has none; with `sap-xep`,
 * where everything would stand if it were drawn anew (null: nobody could say). */
async function check(ctx: Ctx): Promise<Answer> {
  const { draft } = await loadDraft(ctx);
  const xml = await sentXml(ctx);
  const checked = await checkDraftProcess(ctx.db, draft.id, xml);
  return json({
    problems: problemsOf(ctx, checked),
    ...(queryText(ctx.req.query, 'sap-xep') ? { places: await arrangeDiagram(xml) } : {}),
    ...(queryText(ctx.req.query, 've') ? { xml: await addDiagram(xml) } : {}),
  });
}

/** Why a save was refused, in words; who saved meanwhile, so that nothing is lost on either side. */
async function refusal(ctx: Ctx, error: AppError): Promise<Answer> {
  const { t } = ctx;
  const words = t('ui.refusal', {
    what: t(`error.${error.code}.what`, error.params),
    todo: t(`error.${error.code}.todo`, error.params),
  });
  const last = error.code === 'PROCEDURE_DRAFT_CHANGED' ? (error.details as Revision | undefined) : undefined;
  const conflict = last && {
    who: await nameOf(ctx, last.savedBy),
    at: formatDateTime(last.savedAt),
    revision: last.revision,
  };
  return json({ words, ...(conflict ? { conflict } : {}) }, { status: error.status });
}

/** Saves the drawing as the draft's process: on `da-doc`, the save that it began with. */
async function save(ctx: Ctx): Promise<Answer> {
  const { draft } = await loadDraft(ctx);
  const xml = await sentXml(ctx);
  const read = Number.parseInt(queryText(ctx.req.query, 'da-doc'), 10) || 0;
  const act = actOf(ctx, 'procedure.edit');
  try {
    const saved = await ctx.db.tx(tx => saveDraftProcess(tx, draft.id, xml, read, act));
    return json({
      revision: saved.revision,
      at: formatDateTime(saved.savedAt ?? ctx.clock.now()),
      problems: problemsOf(ctx, saved),
    });
  } catch (error) {
    if (!isAppError(error) || error.status >= 500) throw error;
    return refusal(ctx, error);
  }
}

const asked = (path: string, handler: Route['handler']): Route => ({
  method: 'POST',
  path: `${PROCESS_PATH}/${path}`,
  rule: { permission: 'procedure.edit' },
  stream: 'application/xml',
  handler,
});

export const editorActRoutes: readonly Route[] = [asked('luu', save), asked('kiem-tra', check)];
