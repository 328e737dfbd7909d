const SHAPE = /^BK-?([0-9A-F]{4})-?([0-9A-F]{4})-?([0-9A-F]{4})$/;

/**
 * The code of what is being filled in, to be written down and gone on with on another device or at a counter: `BK-1A2B-3C4D-5E6F`, of
 * the random end of its id (48 bits). It opens nothing by itself (`resumeByCode`, `openAtCounter`).
 */
export function draftCode({ id }: { id: string }): string {
  const end = id.slice(-12).toUpperCase();
  return `BK-${end.slice(0, 4)}-${end.slice(4, 8)}-${end.slice(8)}`;
}

/** What somebody typed as such a code, with or without hyphens and blanks; undefined where it is none. */
export function readDraftCode(typed: string): string | undefined {
  const [, ...parts] =
    SHAPE.exec(
      typed
        .slice(0, 60)
        .normalize('NFKC')
        .replaceAll(/[\s‐-―]/g, '')
        .toUpperCase(),
    ) ?? [];
  return parts.length ? `BK-${parts.join('-')}` : undefined;
}

/** The end of the id of the draft that a code names. */
export const endOfCode = (code: string): string => code.slice(2).replaceAll('-', '').toLowerCase();
