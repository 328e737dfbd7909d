import { type StepFacts, stepFactNamed } from '#engines/procedures';
import { formatDate } from '#platform/clock';
import type { Translate } from '#platform/i18n';
import { formatMoney, formatNumber } from '#ui';
import { ResultFactMissing } from '../errors.ts';
import type { Dossier } from '../types.ts';

/**
 * What a step of the dossier has said, in words, for its result; empty where it may be left out and was. What has to be said and was
 * not is never replaced by what the applicant declares: a paper that is only looked at (`preview`) says so, a signature is refused.
 * Throws RESULT_FACT_MISSING.
 */
export function stepWords(
  t: Translate,
  facts: StepFacts,
  { processState, code }: Pick<Dossier, 'processState' | 'code'>,
  field: string,
  preview = false,
): string {
  const named = stepFactNamed(field);
  const fact = facts.get(field);
  const value = named ? processState.outcomes[named.element]?.[named.fact] : undefined;
  if (value === undefined || value === null || value === '') {
    // A step that the way of this dossier did not lead through has nothing to say; with some outcomes a step need not.
    if (named && (fact?.when || (fact?.optional && processState.outcomes[named.element]))) return '';
    if (preview) return `(chưa ghi: ${fact?.label ?? field})`;
    throw ResultFactMissing({
      code,
      fact: fact?.label ?? field,
      step: fact?.step ?? named?.element ?? field,
    });
  }
  if (typeof value === 'boolean') return t(value ? 'forms.yes' : 'forms.no');
  if (fact?.kind === 'money') return formatMoney(Number(value));
  if (typeof value === 'number') return formatNumber(value, { lang: 'vi', decimals: 6 });
  if (fact?.kind === 'time') return String(value).replace(':', ' giờ ').concat(' phút');
  return fact?.kind === 'date' ? formatDate(String(value)) : String(value);
}
