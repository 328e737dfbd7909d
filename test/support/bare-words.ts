import type { Translate } from '#platform/i18n';

/** Answers with the key and the values that go into its sentence: for tests of what is said, not of how. */
export const bareWords: Translate = Object.assign(
  (key: string, params: Record<string, string | number> = {}) => [key, ...Object.values(params)].join(' '),
  { lang: 'en' as const },
);
