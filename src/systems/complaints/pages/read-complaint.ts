import { readPersonalNumber } from '#engines/forms';
import { formatDate, localDate, readDay } from '#platform/clock';
import { type Ctx, textField } from '#platform/http';
import type { FieldError } from '#ui';
import type { ComplaintChoice } from '../choices.ts';
import type { Delegate } from '../types.ts';
import { F } from './form-fields.ts';
import { tooShort } from './too-short.ts';
import { unfitText } from './unfit-text.ts';

/** Shorter, what is wrong and what is wanted cannot be understood. */
const LEAST = { [F.content]: 10, [F.wish]: 5 } as const;

const said = (ctx: Ctx, name: string): string => textField(ctx.req.body, name).trim();

/** Who complains for the applicant, at a counter: name, number and by what authority. */
function readDelegate(ctx: Ctx): { delegate: Delegate | null; errors: FieldError[] } {
  if (!said(ctx, F.byDelegate)) return { delegate: null, errors: [] };
  const name = said(ctx, F.delegateName);
  const personalNumber = said(ctx, F.delegateNumber).replace(/\D/g, '');
  const relation = said(ctx, F.delegateRelation);
  const missing = (path: string, key: string) => ({ path, message: ctx.t(`complaints.form.${key}-missing`) });
  const errors = [
    ...(name.length >= 2 ? [] : [missing(F.delegateName, 'delegate-name')]),
    ...(readPersonalNumber(personalNumber) ? [] : [missing(F.delegateNumber, 'delegate-number')]),
    ...(relation.length >= 3 ? [] : [missing(F.delegateRelation, 'delegate-relation')]),
    ...unfitText(ctx, F.delegateName, name),
    ...unfitText(ctx, F.delegateRelation, relation),
  ];
  return { delegate: { name, personalNumber, relation }, errors };
}

/** A complaint as it was typed, and what of it has to be corrected. */
export function readComplaint(
  ctx: Ctx,
  choices: readonly ComplaintChoice[],
  { counter }: { counter: boolean },
) {
  const { t } = ctx;
  const today = ctx.clock.now();
  const choice = choices.find(c => c.value === said(ctx, F.about));
  const knownOn = readDay(said(ctx, F.known));
  const { delegate, errors: unfit } = counter ? readDelegate(ctx) : { delegate: null, errors: [] };
  const errors = [...unfit];
  if (!choice) errors.push({ path: F.about, message: t('complaints.form.about-missing') });
  if (!knownOn)
    errors.push({
      path: F.known,
      message: t('complaints.form.known-missing', { example: formatDate(today) }),
    });
  if (choice && knownOn) {
    const from = choice.first?.closedAt ?? choice.first?.receivedAt ?? choice.ground.at;
    if (knownOn < localDate(from) || knownOn > localDate(today)) {
      const words = { from: formatDate(from), to: formatDate(today) };
      errors.push({
        path: F.known,
        message: t(`complaints.form.known-wrong${words.from === words.to ? '-day' : ''}`, words),
      });
    }
  }
  const [content, wish] = [said(ctx, F.content), said(ctx, F.wish)];
  const short = (path: keyof typeof LEAST, text: string, missing: string) => {
    errors.push(...tooShort(ctx, { path, text, least: LEAST[path], missing }), ...unfitText(ctx, path, text));
  };
  short(F.content, content, 'complaints.form.content-missing');
  short(F.wish, wish, `complaints.${counter ? 'counter-form' : 'form'}.wish-missing`);
  const lateReason = said(ctx, F.late);
  errors.push(...unfitText(ctx, F.late, lateReason));
  return { choice, knownOn, content, wish, lateReason, delegate, errors };
}
