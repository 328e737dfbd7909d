import { isWarning, type Story, warnsOf } from '#engines/cases';
import { awayHolders, awayUntil } from '#engines/work';
import type { Ctx } from '#platform/http';

/** Of warnings whose step lies with people who are away, with nobody in their place: who they are and until when, in a sentence each, by task. */
export async function awayWords(
  ctx: Ctx,
  { tasks }: Pick<Story, 'tasks'>,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const words = new Map<string, readonly string[]>();
  for (const warning of tasks.filter(isWarning)) {
    const step = tasks.find(task => warnsOf(warning, task.ref));
    if (!step?.postId) continue;
    const { postId, permission } = step;
    const away = await awayHolders(ctx.db, { postId, permission }, ctx.clock.now());
    words.set(
      warning.id,
      away.map(who => ctx.t('one-stop.act.warning-away', { name: who.name, until: awayUntil(who) })),
    );
  }
  return words;
}
