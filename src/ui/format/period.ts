import { dayBefore, formatDate } from '#platform/clock';
import type { Translate } from '#platform/i18n';

/** A period in words; its end is kept as the first day after it and shown as the last day of it. */
export const periodText = (t: Translate, { from, to }: { from: string; to: string | null }): string =>
  to === null
    ? t('ui.period.open', { from: formatDate(from) })
    : t('ui.period.closed', { from: formatDate(from), to: formatDate(dayBefore(to)) });
