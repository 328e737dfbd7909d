import type { Ctx } from '#platform/http';
import type { FieldError } from '#ui';

type Said = { path: string; text: string; least: number; missing: string };

/** What has to be corrected in a text that needs so many characters: that nothing was written, or how many are there and how many it takes. */
export function tooShort({ t }: Pick<Ctx, 't'>, { path, text, least, missing }: Said): FieldError[] {
  if (text.length >= least) return [];
  const what = t(missing);
  const length = text.length;
  return [{ path, message: length ? t('complaints.form.short', { least, length, what }) : what }];
}
