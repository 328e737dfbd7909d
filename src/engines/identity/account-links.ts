import { defineExtensionPoint } from '#platform/env';

/** A link that a module adds to the account page; `label` and `about` are text keys of that module. Lower places come first (50 unless said). */
export type AccountLink = {
  href: string;
  label: string;
  about: string;
  for: 'citizen' | 'official';
  place?: number;
};

export const accountLinks = defineExtensionPoint<AccountLink>('identity.account-links');
