import { defineExtensionPoint } from '#platform/env';

/** What a token may be given for: contributed by the system that answers programs. `label` is a text key of its. */
export type ApiScope = { id: string; label: string };

export const apiScope = defineExtensionPoint<ApiScope>('identity.api-scope');
