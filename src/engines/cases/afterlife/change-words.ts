import type { Translate } from '#platform/i18n';
import type { ResultAct } from './types.ts';

type Change = NonNullable<ResultAct['changes']>[number];

/** What was corrected in a result, in a sentence. Only what stood or stands there is in quotation marks; empty says so in words. */
export const changeWords = (t: Translate, { label, before, after }: Change): string =>
  t(`cases.change.${!before ? 'filled' : !after ? 'emptied' : 'corrected'}`, { label, before, after });
