import type { Translate } from '#platform/i18n';
import { CHANNELS } from '../types.ts';
import type { Remark } from './read-channels.ts';
import type { Refusal } from './read-line.ts';

/** A detail about one channel begins with its code (`online: 120 –`): people read its name. */
function detailText(t: Translate, detail: string): string {
  const channel = CHANNELS.find(c => detail.startsWith(`${c}: `));
  return channel ? t(`procedures.channel.${channel}`) + detail.slice(channel.length) : detail;
}

/** The sentence that says why a line was refused, or what people should look at in it. */
export const importProblemText = (
  t: Translate,
  { reason, detail }: Pick<Refusal, 'reason' | 'detail'> | Remark,
): string => t(`procedures.import.${reason}`, { detail: detailText(t, detail) });
