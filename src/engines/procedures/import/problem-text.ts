import type { Translate } from '#platform/i18n';
import type { Remark } from './read-channels.ts';
import type { Refusal } from './read-line.ts';

/** The sentence that says why a line was refused, or what people should look at in it. */
export const importProblemText = (
  t: Translate,
  { reason, detail }: Pick<Refusal, 'reason' | 'detail'> | Remark,
): string => t(`procedures.import.${reason}`, { detail });
