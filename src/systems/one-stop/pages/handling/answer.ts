import {
  type Actor,
  actorAt,
  actorOn,
  answerDays,
  answerQuestion,
  casesService,
  doable,
  dropQuestion,
  isOpen,
  isOrWasHis,
  keepsDesk,
  listQuestions,
  loadProcedure,
  mayAct,
  paperNameKept,
  type Question,
  questionTask,
} from '#engines/cases';
import { dropUploads, holdFiles, listFinished, type Received, receiveFiles } from '#engines/files';
import { agencyAsOf } from '#engines/organisation';
import { type Graph, needsWords, outcomeText } from '#engines/processes';
import { dayItems, limitText } from '#engines/worktime';
import { formatDateTime, localDate } from '#platform/clock';
import { NotAllowed, NotFound } from '#platform/errors';
import { type Answer, type Ctx, textField as posted, type Route, redirect } from '#platform/http';
import {
  dayStairs,
  details,
  doneAt,
  doOnce,
  errorOf,
  fileField,
  html,
  type KeptFile,
  keyValues,
  radios,
  textArea,
  typedOr,
} from '#ui';
import { stillSeen } from '../seen.ts';
import { DOSSIER, decidingRoutes, type LoadedDossier, loadFor, pathOf } from './load.ts';

const OUTCOME = 'tra-loi';
const WORDS = 'noi-dung';
const FILES = 'tep';

type Loaded = LoadedDossier & { question: Question; graph: Graph; actor: Actor; own: boolean };

/**
 * A question that the visitor may answer: as the agency that was asked, or for it, when he handles the dossier and the answer came
 * on paper or by telephone. Throws NotFound, NotAllowed.
 */
async function loadQuestion(ctx: Ctx): Promise<Loaded> {
  const loaded = await loadFor(ctx, 'read');
  const { dossier, facts, asker } = loaded;
  const all = await listQuestions(ctx.db, dossier.id);
  const question = all.find(q => q.id === ctx.req.params.question);
  if (!question) throw NotFound();
  const task = await questionTask(ctx.db, question);
  const asked = doable(asker, facts).find(t => t.taskId === task?.id);
  const desk = keepsDesk(asker, facts).find(t => t.taskId !== task?.id);
  // What has its answer is only looked at.
  const looked = ctx.req.method === 'GET' && !isOpen(question);
  const had = looked
    ? facts.tasks.find(t => t.taskId === task?.id && isOrWasHis(asker, facts, t.taskId))
    : undefined;
  const through = asked ?? desk ?? had;
  // While a process asks, nobody of the agency that handles the dossier may have a step.
  if (!through && !mayAct(asker, 'settle-question', facts)) throw NotAllowed();
  const { graph } = await loadProcedure(ctx.db, dossier);
  const [visitor, now] = [ctx.visitor!, ctx.clock.now()];
  const actor = through
    ? actorOn(visitor, now, facts, through)
    : actorAt(visitor, now, facts, 'dossier.process');
  return { ...loaded, question, graph, actor, own: asked !== undefined };
}

const outcomesOf = (question: Question): readonly string[] =>
  question.outcomes.length ? question.outcomes : ['done'];

const wordsOf = (ctx: Ctx, { question, graph }: Loaded, outcome: string): string =>
  outcomeText(ctx.lang, graph, question.elementId ?? '', outcome, 'do');

const refusedWords = ({ t }: Ctx, { filename, error }: Received['refused'][number]): string =>
  t('one-stop.question.file-refused', {
    name: filename,
    what: t(`error.${error.code}.what`, error.params),
    todo: t(`error.${error.code}.todo`, error.params),
  });

/** Files that came with an answer which was refused for another reason: nobody has to choose them again. */
async function heldFiles(ctx: Ctx): Promise<KeptFile[]> {
  const held = { under: ctx.req.path };
  const files = await listFinished(ctx.db, ctx.visitor!.accountId, held, ctx.clock.now());
  return files.map(f => ({ id: f.id, name: f.filename, bytes: f.size, waiting: true }));
}

const answer = decidingRoutes<Loaded>({
  path: `${DOSSIER}/cau-hoi/:question`,
  load: loadQuestion,
  over: (_, { dossier, question }) => (isOpen(question) ? undefined : `${pathOf(dossier)}#hoi`),
  title: (ctx, { own }) => ctx.t(own ? 'one-stop.question.answer' : 'one-stop.question.enter'),
  fields: async (ctx, loaded, errors) => {
    const { t } = ctx;
    const { question } = loaded;
    const asking = await agencyAsOf(ctx.db, question.fromAgency, localDate(question.askedAt));
    const outcomes = outcomesOf(question);
    const now = ctx.clock.now();
    const days = await answerDays(ctx.db, question, now);
    return html`${keyValues(t, [
      { label: t('one-stop.question.from'), value: `${asking.name}, ${formatDateTime(question.askedAt)}` },
      { label: t('one-stop.question.what'), value: question.what },
      ...(question.dueAt
        ? [{ label: t('one-stop.question.due'), value: formatDateTime(question.dueAt) }]
        : []),
    ])}${
      days &&
      question.timeLimit &&
      details(
        { summary: t('one-stop.question.why'), why: true },
        html`<p>${t('one-stop.question.why-about', { limit: limitText(question.timeLimit, t), at: formatDateTime(question.askedAt) })}</p>${dayStairs(t, dayItems(days, t, { today: localDate(now), what: 'answer' }))}`,
      )
    }${
      outcomes.length > 1 &&
      radios(t, {
        name: OUTCOME,
        label: t('one-stop.question.outcome'),
        value: typedOr(ctx, OUTCOME),
        error: errorOf(errors, OUTCOME),
        options: outcomes.map(o => ({ value: o, label: wordsOf(ctx, loaded, o) })),
      })
    }${textArea(t, {
      name: WORDS,
      label: t('one-stop.question.words'),
      optional: question.message !== null && !outcomes.some(needsWords),
      hint: t(
        !loaded.own
          ? 'one-stop.question.words-entered-hint'
          : question.message && !outcomes.some(needsWords)
            ? 'one-stop.question.words-more-hint'
            : question.message
              ? 'one-stop.question.words-hint'
              : 'one-stop.question.words-but-agree-hint',
      ),
      value: typedOr(ctx, WORDS),
      error: errorOf(errors, WORDS),
      rows: 4,
    })}${fileField(t, {
      name: FILES,
      label: t('one-stop.question.files'),
      hint: t('one-stop.question.files-hint'),
      optional: true,
      multiple: true,
      kept: await heldFiles(ctx),
      error: errorOf(errors, FILES),
      accept: '.pdf,.jpg,.jpeg,.png,.docx,.xlsx',
    })}`;
  },
  button: 'one-stop.question.button',
  submit: async (ctx, { dossier, question, actor }) => {
    const outcomes = outcomesOf(question);
    const outcome = outcomes.length > 1 ? posted(ctx.req.body, OUTCOME) : (outcomes[0] ?? '');
    if (!outcomes.includes(outcome))
      return [{ path: OUTCOME, message: ctx.t('one-stop.question.outcome-missing') }];
    const deps = ctx.get(casesService);
    const { files, refused } = await receiveFiles(ctx, field => field === FILES);
    if (refused.length) {
      await holdFiles(ctx, files);
      return refused.map(r => ({ path: FILES, message: refusedWords(ctx, r) }));
    }
    const name = paperNameKept(ctx.texts, 'written-answer');
    const papers = files.map(({ upload: _, ...file }) => ({ ...file, name }));
    const given = { dossierId: dossier.id, questionId: question.id, outcome, papers };
    await ctx.db.tx(tx =>
      doOnce(ctx, tx, async () => {
        await stillSeen(ctx, tx, dossier.id);
        await answerQuestion(tx, deps, { ...given, answer: posted(ctx.req.body, WORDS) }, actor);
        await dropUploads(
          tx,
          files.flatMap(f => f.upload ?? []),
        );
        return {};
      }),
    );
    return doneAt(pathOf(dossier), 'answered');
  },
  upload: { maxBytes: 60_000_000, maxFiles: 10 },
  otherwise: WORDS,
});

/** Whoever asked goes on without the answer. */
async function drop(ctx: Ctx): Promise<Answer> {
  const { dossier, question, actor, own } = await loadQuestion(ctx);
  if (own || !isOpen(question)) throw NotAllowed();
  const wish = { dossierId: dossier.id, questionId: question.id };
  await ctx.db.tx(tx => dropQuestion(tx, ctx.get(casesService), wish, actor));
  return redirect(doneAt(pathOf(dossier), 'question-dropped'));
}

export const answerRoutes: readonly Route[] = [
  ...answer,
  {
    method: 'POST',
    path: `${DOSSIER}/cau-hoi/:question/bo`,
    rule: { permission: 'dossier.read' },
    handler: drop,
  },
];
