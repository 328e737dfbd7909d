import type { Ctx } from '#platform/http';
import { undoParams } from '../undo/words.ts';

/** Why a step was not done, and what to do about it, in a sentence. */
export function refusalWords(
  { t }: Ctx,
  { error, params }: { error: string | null; params: Record<string, unknown> | null },
): string {
  const about = undoParams(t, params ?? {});
  // Chosen when somebody else did it.
  const code = error ?? 'TASK_DONE';
  return t('ui.refusal', { what: t(`error.${code}.what`, about), todo: t(`error.${code}.todo`, about) });
}
