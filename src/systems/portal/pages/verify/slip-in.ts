import { REGISTER_CHECK } from '#engines/cases';
import { readProperties } from '#platform/pdf';

/** A slip that is checked by its code: what it calls itself, and the path that its code leads to here. */
export type Slip = { title: string; href: string };

const CODES = ['/kiem-tra/g/', `${REGISTER_CHECK}/`];

/** The slip of this installation that a PDF says it is; undefined for others, and for what names another house's address. */
export function slipIn(bytes: Uint8Array, baseUrl: string): Slip | undefined {
  const { title, checkUrl } = readProperties(bytes);
  const code = CODES.find(path => checkUrl?.startsWith(`${baseUrl}${path}`));
  if (!title || !checkUrl || !code || !URL.canParse(checkUrl)) return undefined;
  const { pathname, search } = new URL(checkUrl);
  return pathname.startsWith(code) ? { title: title.slice(0, 120), href: pathname + search } : undefined;
}
