import { nameFault } from '#engines/identity';
import type { Translate } from '#platform/i18n';

/** What to do about a name that cannot be taken, in the reader's words; undefined for a good one. */
export function nameError(t: Translate, typed: string): string | undefined {
  const fault = nameFault(typed);
  if (!fault) return undefined;
  const { is, ...params } = fault;
  if (is === 'character' && /\p{N}/u.test(typed)) return t('account.name.error-digits');
  return t(is === 'empty' ? 'account.name.error' : `account.name.error-${is}`, params);
}
