import type { WhyAlone } from '#engines/cases';
import type { Ctx } from '#platform/http';
import { todoKey, undoParams, whatKey } from '../undo/words.ts';

/** Why a step was not done, and what to do about it, in a sentence. */
export function refusalWords(
  { t }: Ctx,
  {
    error,
    params,
    alone,
  }: { error: string | null; params: Record<string, unknown> | null; alone?: WhyAlone | null },
): string {
  if (alone) return t(`one-stop.bulk.alone.${alone}`);
  const about = undoParams(t, params ?? {});
  // Chosen when somebody else did it.
  const code = error ?? 'TASK_DONE';
  return t('ui.refusal', {
    what: t(whatKey(code, params ?? {}), about),
    todo: t(todoKey(code, params ?? {}), about),
  });
}
