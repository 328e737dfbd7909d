/** A path of our own to go to after signing in; null for anything else (no open redirect), and for the sign-in pages themselves. */
export function nextPath(text: string): string | null {
  // Backslashes, and control characters that browsers drop, would turn `/\evil` and `/<tab>/evil` into another host.
  if (!text.startsWith('/') || text.length > 500 || /[\\\p{Cc}]/u.test(text)) return null;
  const base = 'http://own.invalid';
  if (!URL.canParse(text, base)) return null;
  const { origin, pathname, search } = new URL(text, base);
  if (origin !== base || pathname.startsWith('//')) return null;
  return /^\/(dang-nhap|dang-ky|dang-xuat|can-bo\/dang-nhap)(\/|$)/.test(pathname) ? null : pathname + search;
}
