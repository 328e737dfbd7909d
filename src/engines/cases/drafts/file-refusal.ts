import type { AppError } from '#platform/errors';
import type { Ctx } from '#platform/http';

/** Why a file was not taken, and what to do: `giay.pdf: Tệp trống, không có nội dung. Mở tệp trên máy …` */
export function fileRefusal({ t }: Ctx, error: AppError, filename?: string): string {
  const what = t(`error.${error.code}.what`, error.params);
  const todo = t(`error.${error.code}.todo`, error.params);
  return filename
    ? t('cases.file.refused-named', { name: filename, what, todo })
    : t('cases.file.refused', { what, todo });
}
