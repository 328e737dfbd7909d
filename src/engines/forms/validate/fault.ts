import type { FieldPath } from '../types.ts';

/** A fault of the data before it has words. `params` as the keyword gives them. */
export type Fault = { path: FieldPath; keyword: string; params: Record<string, unknown> };
