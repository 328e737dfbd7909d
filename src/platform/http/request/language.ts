import { LANGS, type Lang } from '#platform/i18n';

export const LANG_COOKIE = 'lang';

const asLang = (value: unknown): Lang | undefined => LANGS.find(l => l === value);

/** The reader's language: `?lang=` of this request, else the cookie, else Vietnamese. */
export const langOf = (cookies: Record<string, string | undefined>, query: Record<string, unknown>): Lang =>
  asLang(query?.lang) ?? asLang(cookies[LANG_COOKIE]) ?? 'vi';
