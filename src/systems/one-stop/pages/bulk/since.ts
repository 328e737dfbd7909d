import { type BulkAct, casesService, type Dossier, dossierFor } from '#engines/cases';
import { delegationEndedLately, findAccount } from '#engines/identity';
import { inbox, openTasks } from '#engines/work';
import { formatDateTime } from '#platform/clock';
import type { Ctx } from '#platform/http';
import { deskOf } from '../inbox/ask.ts';
import { endWords } from '../what-ended.ts';
import type { BulkLine, LoadedBulk } from './load.ts';

/** What was refused here and is not to do any more; what could not be done with the others was said before. */
export const isOver = ({ state, error, task }: BulkLine): boolean =>
  state === 'refused' && error !== 'BULK_NOT_THIS' && (task.state === 'done' || task.state === 'cancelled');

/**
 * How what was not done stands now, by task: `words` in the place of the refusal (who did what meanwhile, why it is not his any more); `back`: its
 * step lies in his list anew; `lost`: it is still to do, and in his list no more.
 */
export type Since = {
  words: ReadonlyMap<string, string>;
  back: ReadonlySet<string>;
  lost: ReadonlySet<string>;
};

/** Refusals of what is not his. */
const NOT_HIS = new Set(['NOT_ALLOWED', 'NOT_FOUND']);

/** Which of these steps lie in the visitor's list. */
async function inList(ctx: Ctx, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (!ids.length) return new Set();
  const { reach } = await deskOf(ctx);
  const found = await inbox(ctx.db, reach, { state: 'open', ids: [...ids] }, { limit: ids.length });
  return new Set(found.map(task => task.id));
}

/** Why a step is not his any more: a delegation has ended since he chose it, and who ended it. */
async function lostWords(ctx: Ctx, { chosenAt, accountId }: BulkAct, { at }: BulkLine): Promise<string> {
  const { t, db } = ctx;
  const over = at && (await delegationEndedLately(db, accountId, at));
  if (!over || over.endedAt < chosenAt) return t('one-stop.bulk.lost-why');
  const said = { post: over.post, at: formatDateTime(over.endedAt) };
  const [ended] = await ctx
    .get(casesService)
    .ledger.history(db, `delegation:${over.id}`, ['identity.delegation-revoked']);
  const name = ended && (await findAccount(db, ended.actor))?.name;
  return name
    ? t('one-stop.bulk.delegation-ended', { ...said, name })
    : t('one-stop.bulk.delegation-over', said);
}

const readable = (ctx: Ctx, id: string): Promise<Dossier | null> =>
  dossierFor(ctx.db, ctx.visitor, id, 'read', ctx.clock.now()).catch(() => null);

/** Of steps that have ended without him: who did what and when, by task, where he may read the dossier. */
export async function endedWords(ctx: Ctx, lines: readonly BulkLine[]): Promise<ReadonlyMap<string, string>> {
  const words = new Map<string, string>();
  for (const { taskId, dossierId, task } of lines) {
    const dossier = await readable(ctx, dossierId);
    const said = dossier && (await endWords(ctx, dossier, task));
    if (said) words.set(taskId, said);
  }
  return words;
}

export async function sinceThen(ctx: Ctx, { bulk, lines }: LoadedBulk): Promise<Since> {
  if (bulk.kind === 'undo') return { words: new Map(), back: new Set(), lost: new Set() };
  const over = lines.filter(isOver);
  const open = lines.filter(
    l => l.state === 'refused' && l.error !== 'BULK_NOT_THIS' && l.task.state === 'open',
  );
  // What came back to the same step is another task.
  const again = new Map<string, string>();
  for (const { taskId, dossierId, task } of over)
    for (const o of await openTasks(ctx.db, dossierId))
      if (o.elementId === task.elementId) again.set(o.id, taskId);
  const his = await inList(ctx, [...open.map(l => l.taskId), ...again.keys()]);
  const words = new Map(await endedWords(ctx, over));
  const lost = open.filter(l => !his.has(l.taskId));
  for (const line of lost)
    if (NOT_HIS.has(line.error ?? '')) words.set(line.taskId, await lostWords(ctx, bulk, line));
  return {
    words,
    back: new Set([...again].flatMap(([id, taskId]) => (his.has(id) ? [taskId] : []))),
    lost: new Set(lost.map(l => l.taskId)),
  };
}
