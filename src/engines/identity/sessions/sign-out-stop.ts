import { defineExtensionPoint } from '#platform/env';
import type { Ctx } from '#platform/http';

/**
 * A reason to ask somebody before he signs out: the path of the page that asks, null where there is none. `next`: where he goes then. The
 * page's own form signs out with `da-hoi`.
 */
export type SignOutStop = (ctx: Ctx, next: string | null) => Promise<string | null>;

export const signOutStop = defineExtensionPoint<SignOutStop>('identity.sign-out-stop');
