import { readProperties } from '#platform/pdf';

/** A slip that is checked by its code: what it calls itself, and the path that its code leads to here. */
export type Slip = { title: string; href: string };

const RECEIPT = '/kiem-tra/g/';

/** The slip of this installation that a PDF says it is; undefined for others, and for what names another house's address. */
export function slipIn(bytes: Uint8Array, baseUrl: string): Slip | undefined {
  const { title, checkUrl } = readProperties(bytes);
  if (!title || !checkUrl?.startsWith(`${baseUrl}${RECEIPT}`) || !URL.canParse(checkUrl)) return undefined;
  const { pathname, search } = new URL(checkUrl);
  return pathname.startsWith(RECEIPT) ? { title: title.slice(0, 120), href: pathname + search } : undefined;
}
