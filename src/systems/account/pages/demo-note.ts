import type { Ctx } from '#platform/http';
import { type Html, html, note } from '#ui';

/** Says plainly that this is a demo, and what the authenticator app of this account would show now. */
export const demoNote = ({ t }: Ctx, code: string | null): Html | null =>
  code === null ? null : note(html`${t('account.factor.demo')} <b class="num">${code}</b>`);
