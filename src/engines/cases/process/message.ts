import { queueMessage } from '#engines/messaging';
import type { Command } from '#engines/processes';
import { openTask } from '#engines/work';
import { formatDateTime, localDate } from '#platform/clock';
import { newId } from '#platform/db';
import { isAppError } from '#platform/errors';
import { record } from '../acts/record.ts';
import { endEscalation } from '../deadlines/escalate.ts';
import { NoAgency } from '../errors.ts';
import { dropQuestions } from '../questions/close.ts';
import { openQuestion } from '../questions/open.ts';
import { openQuestions, type Question, questionRef } from '../questions/question.ts';
import { addresseeOf } from '../told.ts';
import type { Actor, Dossier } from '../types.ts';
import { heirOf } from './heir.ts';
import { agencyOfLane } from './lane.ts';
import { taskAbout } from './new-task.ts';
import type { RunContext } from './run-context.ts';
import { LONGEST, saidWords } from './said-words.ts';

type Message = Extract<Command, { type: 'send-message' }>;

/** Texts of a message of the process that names none of its own: `KEY.subject`, `KEY.body`, `KEY.sms`. */
const DEFAULT_KEY = 'cases.message.process';
/** As `DEFAULT_KEY`, of one that the applicant has to answer, by a time or whenever. */
const QUESTION_KEYS = { due: 'cases.message.question-due', open: 'cases.message.question' };

/** `asked`: what he is to answer, where he is asked. */
async function tellApplicant(
  ctx: RunContext,
  dossier: Dossier,
  message: Message,
  asked?: Question,
): Promise<void> {
  // There is nobody to be told of a synthetic dossier.
  if (dossier.synthetic) return;
  const { key, ...rest } = message.params;
  const said = Object.entries(rest).filter(
    (e): e is [string, string | number] => typeof e[1] === 'string' || typeof e[1] === 'number',
  );
  const { ways, ...to } = await addresseeOf(ctx.tx, dossier);
  await queueMessage(
    ctx.tx,
    {
      ...to,
      key: typeof key === 'string' ? key : asked ? QUESTION_KEYS[asked.dueAt ? 'due' : 'open'] : DEFAULT_KEY,
      params: {
        ...Object.fromEntries(said),
        ...ways,
        code: dossier.code,
        due: formatDateTime(dossier.dueAt),
        until: asked?.dueAt ? formatDateTime(asked.dueAt) : '',
        what: await wordsOf(ctx, dossier, message),
      },
      // A loop may say it again; what is repeated in vain is rolled back with its transaction.
      dedupe: `process:${newId()}`,
    },
    ctx.at,
  );
}

/** What is said, in words: those of the file with their fields, the parameter `what`, else what the element is called in the file. */
async function wordsOf(ctx: RunContext, dossier: Dossier, message: Message): Promise<string> {
  const { params, elementId, name } = message;
  const node = ctx.procedure.graph.nodes.get(elementId);
  if (node?.says) return saidWords(ctx, dossier, node.says);
  return typeof params.what === 'string' && params.what ? params.what : node?.name || name;
}

/** How what nobody gets begins, for the agency that handles the dossier and gets it instead. */
const NOBODY_ASKED =
  'Không xác định được cơ quan nào nay nhận câu hỏi này: cơ quan giải quyết hồ sơ gửi văn bản hỏi nơi có liên quan, rồi ghi trả lời, kèm văn bản, vào đây.';
const NOBODY_TOLD =
  'Không xác định được cơ quan nào nay nhận tin này, cơ quan giải quyết hồ sơ gửi văn bản báo nơi có liên quan:';

/**
 * The agency that a message is for. Where nobody knows of any (a commune that was divided, an agency that is not there), the one that handles the
 * dossier, which is told (`instead`): a message holds up nobody, and whoever sends the dossier on could not choose otherwise. Throws NoAgency when that one is
 * gone, too.
 */
async function recipientOf(
  { tx, at }: RunContext,
  dossier: Dossier,
  { recipient, area, areaOn }: Message,
): Promise<{ agencyId: string; instead: boolean }> {
  try {
    const place = { role: 'officer', level: null, agencyKind: recipientKind(recipient), area, areaOn };
    return { agencyId: (await agencyOfLane(tx, dossier, place, at)).id, instead: false };
  } catch (error) {
    if (!isAppError(error) || error.code !== NoAgency.code) throw error;
    const own = await heirOf(tx, dossier, dossier.agencyId, localDate(at));
    if (!own) throw error;
    return { agencyId: own.id, instead: true };
  }
}

// `committee` is that of the area, or the agency that handles the dossier where no area is named.
const recipientKind = (recipient: string | null): string | null =>
  recipient === 'committee' ? null : recipient;

/** A task without a token: whoever has read it ends it, and the process does not wait for that. */
async function tellAgency(ctx: RunContext, dossier: Dossier, message: Message): Promise<Dossier> {
  const { agencyId, instead } = await recipientOf(ctx, dossier, message);
  const words = await wordsOf(ctx, dossier, message);
  const task = taskAbout(dossier, ctx.procedure.version.name, {
    step: instead ? `${NOBODY_TOLD} ${words}` : words,
    elementId: message.elementId,
    agencyId,
    permission: 'dossier.process',
    dueAt: dossier.dueAt,
  });
  await openTask(ctx.tx, task, ctx.at);
  return dossier;
}

/** Asks another agency, or the applicant, for what the process then awaits. */
async function ask(
  ctx: RunContext,
  dossier: Dossier,
  message: Message & { reply: NonNullable<Message['reply']> },
): Promise<Dossier> {
  const { name, scope, outcomes, limit, stopsClock } = message.reply;
  const { handling } = ctx.procedure.graph;
  const to = isForApplicant(message) ? null : await recipientOf(ctx, dossier, message);
  const toAgency = to?.agencyId ?? null;
  const words = await wordsOf(ctx, dossier, message);
  const system = { accountId: 'system', postId: null, agencyId: dossier.agencyId, at: ctx.at };
  await dropEarlier(ctx, dossier, { elementId: message.elementId, scope, toAgency }, system);
  return openQuestion(
    ctx.tx,
    ctx.ledger,
    dossier,
    ctx.procedure.version.name,
    {
      elementId: message.elementId,
      message: name,
      scope,
      toAgency,
      fromAgency: dossier.agencyId,
      askedTask: null,
      what: to?.instead ? `${NOBODY_ASKED} ${words}`.slice(0, LONGEST) : words,
      outcomes,
      limit: limit ?? (toAgency ? handling.consult : null),
      stopsClock,
      escalate: handling.escalate,
      step: ctx.procedure.graph.nodes.get(message.elementId)?.name || message.name,
    },
    system,
  );
}

/** A process that went on without an answer and comes to ask the same again no longer waits for the first one. */
async function dropEarlier(
  ctx: RunContext,
  dossier: Dossier,
  asked: Pick<Question, 'elementId' | 'scope' | 'toAgency'>,
  by: Actor,
): Promise<void> {
  const same = (q: Question) =>
    q.elementId === asked.elementId && q.scope === asked.scope && q.toAgency === asked.toAgency;
  const earlier = (await openQuestions(ctx.tx, dossier.id)).filter(same);
  await dropQuestions(ctx.tx, earlier, ctx.at);
  for (const { id } of earlier) {
    await endEscalation(ctx.tx, dossier.id, questionRef(id), ctx.at);
    await record(ctx.tx, ctx.ledger, dossier, by, 'question-dropped', { question: id });
  }
}

const isForApplicant = (message: Message): boolean => !message.recipient || message.recipient === 'applicant';

/**
 * What a process says: to the applicant (`fs:to="applicant"`, or nobody named) as a message with the texts that its
 * parameter `key` names; to another agency (by kind, name or short name; `committee`: that of the area) as a task there. Where
 * the process awaits an answer it is a question. Returns the dossier as it is then.
 * Throws NoAgency when there is no such agency, nor one that handles the dossier.
 */
export async function sendMessage(ctx: RunContext, dossier: Dossier, message: Message): Promise<Dossier> {
  const { reply } = message;
  if (!isForApplicant(message))
    return reply ? ask(ctx, dossier, { ...message, reply }) : tellAgency(ctx, dossier, message);
  const now = reply ? await ask(ctx, dossier, { ...message, reply }) : dossier;
  const open = reply ? await openQuestions(ctx.tx, dossier.id) : [];
  const asked = open.findLast(x => x.toAgency === null && x.elementId === message.elementId);
  await tellApplicant(ctx, now, message, asked);
  return now;
}
