import { canonical } from '#platform/ledger';
import type { Vault } from './vault.ts';

/**
 * A mark of what somebody is shown before he acts: it goes along with the page and comes back with the act, which is not done where its subject would make
 * another mark by then. `what` says of what it is, e.g. `a dossier`; `shown` is all of it that counts, as JSON holds it. Under a key: whoever may not read all of it
 * learns nothing by guessing.
 */
export const shownMark = ({ vault }: { vault: Vault }, what: string, shown: unknown): string =>
  vault.digest(`what was seen of ${what}`, canonical(shown)).toString('base64url').slice(0, 22);
