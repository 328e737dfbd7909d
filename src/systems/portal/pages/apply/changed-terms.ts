import type { RunningVersion } from '#engines/cases';
import { formatDate } from '#platform/clock';
import type { Ctx } from '#platform/http';
import type { Translate } from '#platform/i18n';
import { capital, type Html, html, keyValues, vietnamese } from '#ui';
import { feesText, limitsText } from '../procedures/procedure-text.ts';

type Terms = Pick<RunningVersion, 'name' | 'fees' | 'limits' | 'results' | 'papers'>;

/** What an applicant is told of a procedure. */
const termsOf = (v: Terms, t: Translate) => [
  { label: t('portal.terms.name'), words: v.name },
  { label: t('portal.procedure.fee'), words: capital(feesText(v.fees, t)) },
  { label: t('portal.procedure.limit'), words: capital(limitsText(v.limits, t)) },
  { label: t('portal.procedure.result'), words: v.results.join('; ') },
  { label: t('portal.procedure.papers'), words: v.papers.map(p => p.name).join('; ') },
];

/** What an applicant is told otherwise by one version than by another, in words; nothing where only the handling differs. */
function changedTerms(
  before: Terms,
  now: Terms,
  t: Translate,
): Array<{ label: string; before: string; now: string }> {
  const old = termsOf(before, t);
  return termsOf(now, t).flatMap(({ label, words }, i) => {
    const said = old[i]?.words ?? '';
    return said === words ? [] : [{ label, before: said, now: words }];
  });
}

/**
 * Above an application that was begun under an earlier version, and whose form is still the same: that it is received under the one in
 * force, and what that says otherwise. Empty for every other.
 */
export function termsNote(
  ctx: Ctx,
  { version, begunUnder }: { version: RunningVersion; begunUnder?: RunningVersion },
): Html | '' {
  if (!begunUnder) return '';
  const { t } = ctx;
  const changed = changedTerms(begunUnder, version, t);
  const none = t('portal.terms.none');
  return html`<div class="why"><p>${t('portal.terms.about', { from: formatDate(version.from ?? '') })}${!changed.length && html` ${t('portal.terms.same')}`}</p>${
    changed.length > 0 &&
    keyValues(
      t,
      changed.map(c => ({
        label: c.label,
        value: html`${vietnamese(t, c.now || none)}<br><span class="q">${t('portal.terms.before', { words: c.before || none })}</span>`,
      })),
    )
  }</div>`;
}
