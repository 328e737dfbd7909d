import { type Ctx, textField } from '#platform/http';
import { type Errors, errorOf, type FieldError, type Html, html, radios, textArea, typedOr } from '#ui';
import { nameableIn, type Way } from '../actions/ways.ts';
import { actWords } from './since-words.ts';
import { tooShort } from './too-short.ts';
import { unfitText } from './unfit-text.ts';

const ACT = 'viec-da-lam';
const REASON = 'ly-do-da-lam';
const LEAST = 10;

/** Where nothing was done after the decision but before it: which act fulfils it, and why. Null where there is none to name. */
export function nameActFields(ctx: Ctx, way: Way, errors: Errors, optional: boolean): Html | null {
  const { t } = ctx;
  const acts = nameableIn(way);
  if (!acts.length) return null;
  return html`${radios(t, {
    name: ACT,
    label: t('complaints.carry-out.named'),
    hint: t('complaints.carry-out.named-hint'),
    options: [
      ...acts.map(act => ({ value: act.id, label: actWords(ctx, act) })),
      // A choice that was made must be one that can be taken back.
      ...(optional ? [{ value: '', label: t('complaints.carry-out.named-none') }] : []),
    ],
    value: typedOr(ctx, ACT),
    error: errorOf(errors, ACT),
  })}${textArea(t, {
    name: REASON,
    label: t('complaints.carry-out.named-why'),
    hint: t('complaints.carry-out.named-why-hint', { least: LEAST }),
    value: typedOr(ctx, REASON),
    error: errorOf(errors, REASON),
    rows: 3,
  })}`;
}

export type NamedAct = { act: string; reason: string };

/** The act that was named, with why; undefined where none was; or what has to be corrected. `code`: the other dossier that was typed. */
export function readNamedAct(ctx: Ctx, way: Way, code: string): NamedAct | undefined | FieldError[] {
  const { t, req } = ctx;
  const acts = nameableIn(way);
  const act = textField(req.body, ACT);
  const reason = textField(req.body, REASON).trim();
  if (!acts.length || (!act && !reason && code)) return undefined;
  const named = acts.some(a => a.id === act);
  const errors = [
    ...(named && code ? [{ path: ACT, message: t('complaints.carry-out.named-both') }] : []),
    ...(named ? [] : [{ path: ACT, message: t('complaints.carry-out.named-missing') }]),
    ...tooShort(ctx, {
      path: REASON,
      text: reason,
      least: LEAST,
      missing: 'complaints.carry-out.named-why-missing',
    }),
    ...unfitText(ctx, REASON, reason),
  ];
  return errors.length ? errors : { act, reason };
}

/** Where the refusal of an act that was named stands. */
export const NAMED_AT: Readonly<Record<string, string>> = {
  COMPLAINT_NAMED_ACT: ACT,
  REASON_MISSING: REASON,
  REASON_TOO_LONG: REASON,
  TEXT_UNPRINTABLE: REASON,
};
