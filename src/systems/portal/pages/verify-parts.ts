import type { Result } from '#engines/cases';
import { findAgency } from '#engines/organisation';
import { formatDateTime, localDate } from '#platform/clock';
import type { Ctx } from '#platform/http';
import { button, csrfField, type FieldError, fileField, type Html, html, type KeyValue } from '#ui';

/** The field of the PDF. */
export const FIELD = 'tep';

/** The form that takes a PDF to check. */
export function uploadForm(ctx: Ctx, errors: readonly FieldError[] = []): Html {
  const { t } = ctx;
  return html`<form method="post" action="/kiem-tra" enctype="multipart/form-data" novalidate>${csrfField(ctx)}
${fileField(t, { name: FIELD, label: t('portal.verify.file'), hint: t('portal.verify.file-hint'), accept: 'application/pdf', error: errors.find(e => e.path === FIELD)?.message })}
<p>${button({ label: t('portal.verify.check') })}</p></form>`;
}

/** What the province's own register says of a result: a valid signature on a revoked paper is still a revoked paper. */
export async function registered(ctx: Ctx, result: Result | undefined): Promise<KeyValue> {
  const { t } = ctx;
  const label = t('portal.verify.register');
  if (!result) return { label, value: t('portal.verify.not-registered') };
  const agency = await findAgency(ctx.db, result.agencyId, localDate(result.issuedAt));
  const params = {
    title: result.title,
    number: result.number,
    agency: agency?.name ?? '',
    at: formatDateTime(result.statusAt ?? result.issuedAt),
  };
  return { label, value: t(`portal.verify.registered-${result.status}`, params) };
}
