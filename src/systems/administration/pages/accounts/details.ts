import {
  formatPhone,
  type OfficialDetails,
  readEmail,
  readName,
  readPhone,
  readStaffId,
} from '#engines/identity';
import { type Ctx, textField as posted } from '#platform/http';
import {
  type Errors,
  errorOf,
  type FieldError,
  type Html,
  html,
  type TextFieldProps,
  textField,
  typedOr,
} from '#ui';

const NAME = 'ho-ten';
export const USER = 'ten-dang-nhap';
export const EMAIL = 'thu-dien-tu';
const PHONE = 'dien-thoai';

/** Who an official is and where he is reached, as typed; each fault with its field. */
export function readDetails({ t, req }: Ctx): { details?: OfficialDetails; errors: FieldError[] } {
  const errors: FieldError[] = [];
  const wrong = (path: string, key: string) =>
    errors.push({ path, message: t(`administration.account.${key}.wrong`) });
  const text = (name: string) => posted(req.body, name);
  const name = readName(text(NAME));
  const staffId = text(USER) ? readStaffId(text(USER)) : null;
  const email = text(EMAIL) ? readEmail(text(EMAIL)) : null;
  const phone = text(PHONE) ? readPhone(text(PHONE)) : null;
  if (!name) wrong(NAME, 'name');
  if (staffId === undefined || (!staffId && !text(EMAIL))) wrong(USER, 'user');
  if (email === undefined) wrong(EMAIL, 'email');
  if (phone === undefined) wrong(PHONE, 'phone');
  if (errors.length || !name) return { errors };
  return { errors, details: { name, staffId: staffId ?? null, email: email ?? null, phone: phone ?? null } };
}

/** The fields for them: what was typed, or before anything was, what is written down. */
export function detailFields(ctx: Ctx, errors: Errors, now?: OfficialDetails): Html {
  const { t } = ctx;
  const field = (
    name: string,
    key: string,
    first: string | null | undefined,
    more: Partial<TextFieldProps>,
  ) =>
    textField(t, {
      name,
      label: t(`administration.account.${key}`),
      value: typedOr(ctx, name, first ?? ''),
      error: errorOf(errors, name),
      most: 200,
      ...more,
    });
  const phone = now?.phone && formatPhone(now.phone);
  return html`${field(NAME, 'name', now?.name, {})}${field(USER, 'user', now?.staffId, {
    hint: t('administration.account.user.hint'),
    optional: true,
  })}<div class="fs">${field(EMAIL, 'email', now?.email, { type: 'email', optional: true, most: 254 })}${field(
    PHONE,
    'phone',
    phone,
    { type: 'tel', optional: true, most: 20 },
  )}</div>`;
}
