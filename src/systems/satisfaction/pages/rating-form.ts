import { LEVELS, type Rating, REASONS } from '#engines/ratings';
import { type Ctx, textField as posted, textFields } from '#platform/http';
import { checkboxes, type Errors, errorOf, type Html, html, postForm, radios, textArea, typedOr } from '#ui';

export const LEVEL = 'muc';
const REASON = 'vi-sao';
const WORDS = 'gop-y';

/** Where the refusals of the engine stand. */
export const FIELDS: Readonly<Record<string, string>> = {
  RATING_REASON_MISSING: REASON,
  RATING_WORDS_LONG: WORDS,
};

/** What was sent with the form. */
export const sentRating = (ctx: Ctx) => ({
  level: Number(posted(ctx.req.body, LEVEL)),
  reasons: textFields(ctx.req.body, REASON),
  words: posted(ctx.req.body, WORDS),
});

/** What was sent with it, unseen in a page that first asks for something else. */
export const sentAgain = ({ req: { body } }: Ctx): Html | false =>
  posted(body, 'gui') !== '' &&
  html`${['gui', LEVEL, WORDS].map(name => html`<input type="hidden" name="${name}" value="${posted(body, name)}">`)}${textFields(body, REASON).map(reason => html`<input type="hidden" name="${REASON}" value="${reason}">`)}`;

/** How satisfied, with what, and words of one's own; with what was typed, or what was said before. */
export function ratingForm(
  ctx: Ctx,
  view: { action: string; before: Rating | undefined; errors: Errors; hidden?: Html; sent: boolean },
): Html {
  const { t } = ctx;
  const { before, errors } = view;
  return postForm(ctx, {
    action: view.action,
    fields: html`${view.hidden}<input type="hidden" name="gui" value="1">
${radios(t, {
  name: LEVEL,
  label: t('satisfaction.form.level'),
  options: LEVELS.map(l => ({ value: String(l), label: t(`satisfaction.level.${l}`) })),
  value: view.sent ? posted(ctx.req.body, LEVEL) : before && String(before.level),
  error: errorOf(errors, LEVEL),
})}
${checkboxes(t, {
  name: REASON,
  label: t('satisfaction.form.reasons'),
  hint: t('satisfaction.form.reasons-hint'),
  options: REASONS.map(r => ({ value: r, label: t(`satisfaction.reason.${r}`) })),
  values: view.sent ? textFields(ctx.req.body, REASON) : (before?.reasons ?? []),
  error: errorOf(errors, REASON),
})}
${textArea(t, {
  name: WORDS,
  label: t('satisfaction.form.words'),
  hint: t('satisfaction.form.words-hint'),
  optional: true,
  rows: 3,
  value: view.sent ? typedOr(ctx, WORDS) : (before?.words ?? ''),
  error: errorOf(errors, WORDS),
})}`,
    button: t(before ? 'satisfaction.form.change' : 'satisfaction.form.send'),
  });
}
