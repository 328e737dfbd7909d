import type { Limit } from '#engines/worktime';
import { formatDateTime } from '#platform/clock';
import type { Lang } from '#platform/i18n';

/** What a text about a recount says: `before` and `after` as `dd/mm/yyyy hh:mm`, `why` in the reader's language; empty where the entry does not say it. */
export function recountWords(
  body: Record<string, unknown>,
  lang: Lang,
): { before: string; after: string; why: string } {
  const moment = (value: unknown) => (typeof value === 'string' ? formatDateTime(new Date(value)) : '');
  const why = body.why as Partial<Record<Lang, string>> | undefined;
  const { because = '' } = (body.limit ?? {}) as Partial<Limit>;
  return { before: moment(body.dueBefore), after: moment(body.dueAt), why: why?.[lang] ?? because };
}

/** Whether an entry about another limit says that none of the procedure's cases holds any more. */
export const isPlainLimit = (body: Record<string, unknown>): boolean =>
  !(body.limit as Partial<Limit> | undefined)?.because;
