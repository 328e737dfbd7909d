import { agencyAsOf } from '#engines/organisation';
import { loadCalendar, openingText } from '#engines/worktime';
import { localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import type { Translate } from '#platform/i18n';
import { capital, formatPhone } from '#ui';
import type { Dossier } from '../types.ts';

/** Where whoever holds a receipt asks about his dossier, and when somebody is there; of what nobody has written down nothing is said. */
export async function whereToAsk(q: Queryable, dossier: Dossier, t: Translate): Promise<string[]> {
  const date = localDate(dossier.receivedAt);
  const { name, address, phone } = await agencyAsOf(q, dossier.receivedBy, date);
  const calendar = await loadCalendar(q, dossier.receivedBy, dossier.receivedAt);
  const reached = [address, phone && t('cases.receipt.ask-phone', { phone: formatPhone(phone) })].filter(
    Boolean,
  );
  const hours = t('cases.receipt.hours', { hours: capital(openingText(calendar, date, t)) });
  const ask = reached.length ? t('cases.receipt.ask', { where: [name, ...reached].join(', ') }) : '';
  return [[ask, hours].filter(Boolean).join(' ')];
}
