import { optionalText } from '#engines/cases';
import { isAppError } from '#platform/errors';
import type { Ctx } from '#platform/http';
import type { FieldError } from '#ui';

/** What has to be corrected in a text that stands on papers: a character that these cannot show, or its length. Each field says so of its own. */
export function unfitText({ t }: Pick<Ctx, 't'>, path: string, text: string): FieldError[] {
  try {
    optionalText(text);
    return [];
  } catch (error) {
    if (!isAppError(error)) throw error;
    const { code, params } = error;
    const words = { what: t(`error.${code}.what`, params), todo: t(`error.${code}.todo`, params) };
    return [{ path, message: t('ui.refusal', words) }];
  }
}
