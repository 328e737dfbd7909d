import type { Ctx } from '#platform/http';
import { type Html, textField } from '#ui';

export const LABEL = 'ten-khoa';

/** What the owner calls the passkey, to know it again in a list. */
export const labelField = ({ t, visitor }: Ctx): Html =>
  textField(t, {
    name: LABEL,
    label: t('account.passkey.label'),
    hint: t(visitor?.kind === 'citizen' ? 'account.passkey.label-hint-own' : 'account.passkey.label-hint'),
    value: t('account.passkey.default-label'),
    autocomplete: 'off',
    maxlength: 60,
  });
