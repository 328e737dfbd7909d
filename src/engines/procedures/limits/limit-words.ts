import { limitText } from '#engines/worktime';
import type { Translate } from '#platform/i18n';
import type { ProcedureLimit } from '../types.ts';

/** A limit with its cases: `trong ngày; 3 ngày làm việc nếu chết đã lâu, phải xác minh`. */
export const limitWords = (limit: ProcedureLimit, t: Translate): string =>
  [
    limitText(limit, t),
    ...(limit.cases ?? []).map(c => t('procedures.limit.case', { limit: limitText(c, t), says: c.says })),
  ].join('; ');
