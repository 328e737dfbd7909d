import { type Answer, type Ctx, redirect } from '#platform/http';

/** An address of ours that says what was done (`xong=…`): the page that it leads to says it in a sentence. */
export const doneAt = (path: string, what: string): string => {
  const [bare, hash] = path.split('#');
  return `${bare}${bare?.includes('?') ? '&' : '?'}xong=${what}${hash ? `#${hash}` : ''}`;
};

/** The address of this page with some of its query changed; empty values are left out. */
export function withQuery(ctx: Ctx, changes: Record<string, string>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(ctx.req.query))
    if (typeof value === 'string' && name !== 'xong' && name !== 'lang') query.set(name, value);
  for (const [name, value] of Object.entries(changes)) {
    if (value) query.set(name, value);
    else query.delete(name);
  }
  const text = query.toString();
  return text ? `${ctx.req.path}?${text}` : ctx.req.path;
}

/**
 * Of a page of a list on which nothing stands, the way to its first page: what stood there has been done meanwhile, or a number was typed. Undefined for
 * the first page itself, which says in its own words that there is nothing. `n`: number of the page, from 1; `rows`: how many lines it has.
 */
export const pastEnd = (ctx: Ctx, n: number, rows: number): Answer | undefined =>
  n > 1 && rows === 0 ? redirect(withQuery(ctx, { trang: '' })) : undefined;
