import {
  actorIn,
  actsFrom,
  casesService,
  fileRefusal,
  findDossier,
  openOwn,
  paperNameKept,
  supplement,
} from '#engines/cases';
import { dropUploads, holdFiles, type ReceivedFile, receiveFiles } from '#engines/files';
import { isAppError } from '#platform/errors';
import { type Answer, type Ctx, type Route, redirect, textField } from '#platform/http';
import { doneAt, type FieldError } from '#ui';
import { dossierPage } from './my-dossier.ts';
import { addressOf } from './own-dossier.ts';
import { FILES, NOTE, REQUEST } from './supplement-form.ts';

/** Takes what the office asked for; the clock runs again. What is refused is told at its field, with what was typed and sent. */
async function sendSupplement(ctx: Ctx): Promise<Answer> {
  const dossier = await openOwn(ctx, 'supplement');
  const typed = textField(ctx.req.body, NOTE);
  const request = textField(ctx.req.body, REQUEST);
  const { files, refused } = await receiveFiles(ctx, field => field === FILES);
  const again = async (messages: readonly string[], path = FILES) => {
    await holdFiles(ctx, files);
    const errors: FieldError[] = messages.map(message => ({ path, message }));
    return dossierPage(ctx, dossier, errors, typed);
  };
  /** Nobody asks for that any more: the files wait at this place, should it be asked for again. */
  const unsent = async (words: string, sent: readonly ReceivedFile[]) => {
    await holdFiles(ctx, sent);
    const now = (await findDossier(ctx.db, dossier.id)) ?? dossier;
    return dossierPage(ctx, now, [], words, null, { words, files: sent.map(f => f.filename), request });
  };
  const open = await actsFrom(ctx.db, dossier.status);
  if (!open.includes('supplement')) return unsent(typed, files);
  if (refused.length) return again(refused.map(r => fileRefusal(ctx, r.error, r.filename)));
  if (files.length === 0 && typed.length < 3) return again([ctx.t('portal.supplement.nothing')]);
  const deps = ctx.get(casesService);
  const actor = actorIn(ctx.visitor!, ctx.clock.now(), dossier);
  const name = paperNameKept(ctx.texts, 'supplied');
  const papers = files.map(({ upload: _, ...file }) => ({ ...file, name }));
  const taken = files.flatMap(f => f.upload ?? []);
  try {
    await ctx.db.tx(async tx => {
      await supplement(tx, deps, { dossierId: dossier.id, papers, note: typed, request }, actor);
      await dropUploads(tx, taken);
    });
  } catch (error) {
    if (isAppError(error) && error.code === 'ACT_NOT_ALLOWED_NOW') return unsent(typed, files);
    if (!isAppError(error) || error.status !== 422) throw error;
    const aboutWords = error.code === 'REASON_TOO_LONG' || error.code === 'TEXT_UNPRINTABLE';
    return again([fileRefusal(ctx, error)], aboutWords ? NOTE : FILES);
  }
  return redirect(doneAt(addressOf(dossier), 'bo-sung'));
}

export const supplementRoute: Route = {
  method: 'POST',
  path: '/ho-so/:code/bo-sung',
  rule: 'citizen',
  handler: sendSupplement,
  upload: { maxBytes: 60_000_000, maxFiles: 10 },
};
