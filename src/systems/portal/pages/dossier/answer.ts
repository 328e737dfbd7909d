import {
  actorIn,
  answerQuestion,
  casesService,
  fileRefusal,
  isOpen,
  listQuestions,
  openOwn,
  paperNameKept,
} from '#engines/cases';
import { dropUploads, holdFiles, receiveFiles } from '#engines/files';
import { isAppError, NotFound } from '#platform/errors';
import { type Answer, type Ctx, type Route, redirect, textField } from '#platform/http';
import type { FieldError } from '#ui';
import { dossierPage } from './my-dossier.ts';
import { addressOf } from './own-dossier.ts';
import { ANSWER_FILES, OUTCOME, WORDS } from './question-form.ts';

/** Takes the applicant's answer to a question of the office. What is refused is told at its field, with what was typed and sent. */
async function sendAnswer(ctx: Ctx): Promise<Answer> {
  const dossier = await openOwn(ctx, 'answer');
  const all = await listQuestions(ctx.db, dossier.id);
  const question = all.find(q => q.id === ctx.req.params.question && q.toAgency === null);
  if (!question) throw NotFound();
  if (!isOpen(question)) return redirect(addressOf(dossier));
  const words = textField(ctx.req.body, WORDS);
  const chosen = textField(ctx.req.body, OUTCOME);
  const outcome = question.outcomes.length > 1 ? chosen : (question.outcomes[0] ?? 'done');
  const { files, refused } = await receiveFiles(ctx, field => field === ANSWER_FILES);
  const again = async (errors: FieldError[]) => {
    await holdFiles(ctx, files);
    return dossierPage(ctx, dossier, errors, '', { question: question.id, outcome: chosen, words, errors });
  };
  const errors: FieldError[] = refused.map(r => ({
    path: ANSWER_FILES,
    message: fileRefusal(ctx, r.error, r.filename),
  }));
  if (question.outcomes.length > 1 && !question.outcomes.includes(outcome))
    errors.push({ path: OUTCOME, message: ctx.t('portal.question.choice-missing') });
  if (question.outcomes.length < 2 && !words && !files.length)
    errors.push({ path: WORDS, message: ctx.t('portal.question.words-missing') });
  if (errors.length) return again(errors);
  const name = paperNameKept(ctx.texts, 'answer');
  const papers = files.map(({ upload: _, ...file }) => ({ ...file, name }));
  const given = { dossierId: dossier.id, questionId: question.id, outcome, answer: words, papers };
  try {
    await ctx.db.tx(async tx => {
      await answerQuestion(tx, ctx.get(casesService), given, actorIn(ctx.visitor!, ctx.clock.now(), dossier));
      await dropUploads(
        tx,
        files.flatMap(f => f.upload ?? []),
      );
    });
  } catch (error) {
    if (!isAppError(error) || error.status !== 422) throw error;
    return again([{ path: WORDS, message: fileRefusal(ctx, error) }]);
  }
  return redirect(addressOf(dossier));
}

export const answerRoute: Route = {
  method: 'POST',
  path: '/ho-so/:code/tra-loi/:question',
  rule: 'citizen',
  handler: sendAnswer,
  upload: { maxBytes: 60_000_000, maxFiles: 10 },
};
