import { formatDate } from '#platform/clock';
import type { Translate } from '#platform/i18n';
import type { Refusal } from './line.ts';

const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The sentence that says why a line was refused. A refusal by the database carries the code of an error. */
export function problemText(t: Translate, { reason, params }: Refusal): string {
  const shown = Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      typeof value === 'string' && ISO_DAY.test(value) ? formatDate(value) : value,
    ]),
  );
  return t(/^[A-Z_]+$/.test(reason) ? `error.${reason}.what` : `organisation.import.${reason}`, shown);
}
