import { defineExtensionPoint } from '#platform/env';
import type { Ctx } from '#platform/http';
import type { Html } from '#ui';

/** A link that a module adds to the account page; `label` and `about` are text keys of that module. Lower places come first (50 unless said). */
export type AccountLink = {
  href: string;
  label: string;
  about: string;
  for: 'citizen' | 'official';
  place?: number;
};

export const accountLinks = defineExtensionPoint<AccountLink>('identity.account-links');

/** What a module has to say of the visitor's own account at the top of its page; null: nothing now. */
export type AccountNote = { for: 'citizen' | 'official'; draw(ctx: Ctx): Promise<Html | null> };

export const accountNotes = defineExtensionPoint<AccountNote>('identity.account-notes');

/** What a module keeps of the visitor that closing the account touches, for the question whether to close it; null: nothing. */
export type ClosingNote = { draw(ctx: Ctx): Promise<Html | null> };

export const closingNotes = defineExtensionPoint<ClosingNote>('identity.closing-notes');

/** When the visitor's own account will be closed, as its owner has asked, and the page on which he can think better of it; undefined: it stays. */
export type AccountEnd = { href: string; closesAt(ctx: Ctx): Promise<Date | undefined> };

export const accountEnds = defineExtensionPoint<AccountEnd>('identity.account-ends');
