import { formatDate } from '#platform/clock';
import type { Ctx } from '#platform/http';
import { type Html, html } from '#ui';
import { dayBefore } from './days.ts';

/** A period in words; its end is kept as the first day after it and shown as the last day of it. */
export function periodText(ctx: Ctx, { from, to }: { from: string; to: string | null }): string {
  return to === null
    ? ctx.t('administration.period.open', { from: formatDate(from) })
    : ctx.t('administration.period.closed', { from: formatDate(from), to: formatDate(dayBefore(to)) });
}

/** What a permission is called; its own name where no module has said. */
export const permissionText = (ctx: Ctx, permission: string): string => {
  const key = [`permission.${permission}`, `administration.permission.${permission}`].find(k =>
    ctx.texts.has(k),
  );
  return key ? ctx.t(key) : permission;
};

/** A name that is kept in both languages. */
const inLanguage = (ctx: Ctx, names: { vi: string; en: string }): string =>
  ctx.lang === 'vi' ? names.vi : names.en;

export const roleText = (ctx: Ctx, role: { nameVi: string; nameEn: string }): string =>
  inLanguage(ctx, { vi: role.nameVi, en: role.nameEn });

export const titleText = (ctx: Ctx, post: { titleVi: string; titleEn: string }): string =>
  inLanguage(ctx, { vi: post.titleVi, en: post.titleEn });

/** A long address that may be broken before its signs, or a phone would scroll sideways. */
export const breakable = (text: string): Html =>
  html`${text.split(/(?=[@._-])/).map(part => html`${part}<wbr>`)}`;
