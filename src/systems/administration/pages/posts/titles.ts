import { type Ctx, textField as posted } from '#platform/http';
import { type Errors, errorOf, type FieldError, type Html, html, textField, typedOr } from '#ui';

export type Titles = { titleVi: string; titleEn: string };

export const VI = 'chuc-danh';
const EN = 'chuc-danh-en';

/** What a post is called, as typed: without an English title it is called the same in both languages. */
export function readTitles({ t, req }: Ctx): { titles?: Titles; errors: FieldError[] } {
  const titleVi = posted(req.body, VI);
  if (!titleVi) return { errors: [{ path: VI, message: t('administration.post.title.wrong') }] };
  return { titles: { titleVi, titleEn: posted(req.body, EN) || titleVi }, errors: [] };
}

/** The fields for them: what was typed, or before anything was, what is written down. */
export function titleFields(ctx: Ctx, errors: Errors, now?: Titles): Html {
  const { t } = ctx;
  const vi = textField(t, {
    name: VI,
    label: t('administration.post.title'),
    hint: t('administration.post.title.hint'),
    value: typedOr(ctx, VI, now?.titleVi),
    error: errorOf(errors, VI),
    most: 200,
  });
  const en = textField(t, {
    name: EN,
    label: t('administration.post.title-en'),
    hint: t('administration.post.title-en.hint'),
    value: typedOr(ctx, EN, now?.titleEn),
    optional: true,
    most: 200,
  });
  return html`<div class="fs">${vi}${en}</div>`;
}
