import type { Draft } from './draft.ts';

const SHAPE = /^BK-?([0-9A-F]{4})-?([0-9A-F]{4})$/;

/**
 * The code of what is being filled in, to be written down and gone on with on another device: `BK-1A2B-3C4D`, of the random end of its
 * id. It opens nothing by itself: whoever types it in has to be signed in to the account that it is of.
 */
export function draftCode({ id }: Pick<Draft, 'id'>): string {
  const end = id.slice(-8).toUpperCase();
  return `BK-${end.slice(0, 4)}-${end.slice(4)}`;
}

/** What somebody typed as such a code, with or without hyphens and blanks; undefined where it is none. */
export function readDraftCode(typed: string): string | undefined {
  const [, first, second] = SHAPE.exec(typed.slice(0, 40).replaceAll(/\s/g, '').toUpperCase()) ?? [];
  return first && second ? `BK-${first}-${second}` : undefined;
}
