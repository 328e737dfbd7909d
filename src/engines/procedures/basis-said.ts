/** What is written beside a text that nobody has compared with its source: `(chưa kiểm chứng)`, `(tên, ngày ban hành chưa kiểm chứng)`. */
const UNPROVEN = / \((?:[^()]{0,60} )?chưa kiểm chứng\)$/;

/**
 * A text that something rests on, as it is said to who applies: without the mark that nobody has compared it with its source, by which he can do
 * nothing. Whoever keeps procedures and decides by them reads it with the mark.
 */
export const basisSaid = (basis: string | null | undefined): string => (basis ?? '').replace(UNPROVEN, '');
