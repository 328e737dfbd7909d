import { formatDate } from '#platform/clock';
import type { Ctx } from '#platform/http';

/** How a day is typed, by the example of today. */
export const dayHint = ({ t, clock }: Pick<Ctx, 't' | 'clock'>): string =>
  t('administration.day.example', { day: formatDate(clock.now()) });
