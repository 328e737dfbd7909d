import { type Form, type FormData, type NumberMisfit, numberMisfit, said } from '#engines/forms';
import type { Node, Outcome } from '#engines/processes';
import { formatDate } from '#platform/clock';
import type { Ctx } from '#platform/http';
import type { FieldError } from '#ui';

/** What does not fit, and what to do where it is the answers that are wrong. */
function told({ t, lang }: Pick<Ctx, 't' | 'lang'>, misfit: NumberMisfit): string {
  switch (misfit.why) {
    case 'other':
      return t('one-stop.fact.number.other', { label: said(misfit.called, lang) });
    case 'year': {
      const born = misfit.born.length === 10 ? formatDate(misfit.born) : misfit.born;
      return t('one-stop.fact.number.year', { year: misfit.year, born });
    }
    case 'sex':
      return t('one-stop.fact.number.sex', { sex: t(`one-stop.fact.number.${misfit.sex}`) });
  }
}

/** What of the personal numbers that a step states cannot be of whom it speaks, as a dossier's answers stand: at each field why. */
export function numberFaults(
  ctx: Pick<Ctx, 't' | 'lang'>,
  node: Pick<Node, 'id' | 'facts'>,
  form: Form,
  data: FormData,
  facts: Outcome,
): FieldError[] {
  return node.facts.flatMap(({ id, of }) => {
    const number = facts[id];
    if (of === undefined || typeof number !== 'string') return [];
    const misfit = numberMisfit(form, data, of, number);
    return misfit ? [{ path: `${node.id}.${id}`, message: told(ctx, misfit) }] : [];
  });
}
