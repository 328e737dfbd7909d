import type { Role } from '#engines/identity';
import type { Ctx } from '#platform/http';
import { type Html, html } from '#ui';

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

/** Names of the roles with these ids, in the order of `roles`. */
export const rolesText = (ctx: Ctx, roles: readonly Role[], ids: readonly string[]): string =>
  roles
    .filter(r => ids.includes(r.id))
    .map(r => roleText(ctx, r))
    .join(', ');

export const titleText = (ctx: Ctx, post: { titleVi: string; titleEn: string }): string =>
  inLanguage(ctx, { vi: post.titleVi, en: post.titleEn });

/** A long address that may be broken before its signs, or a phone would scroll sideways. */
export const breakable = (text: string): Html =>
  html`${text.split(/(?=[@._-])/).map(part => html`${part}<wbr>`)}`;
