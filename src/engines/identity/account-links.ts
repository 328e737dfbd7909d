import { defineExtensionPoint } from '#platform/env';

/** A link that a module adds to the account page; `label` and `about` are text keys of that module. */
export type AccountLink = { href: string; label: string; about: string; for: 'citizen' | 'official' };

export const accountLinks = defineExtensionPoint<AccountLink>('identity.account-links');
