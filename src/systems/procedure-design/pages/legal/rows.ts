import { type Ctx, textField as posted } from '#platform/http';

/** Rows of a form that repeat: some are there, a few empty ones stand below, and an emptied one is gone. */
const MORE_ROWS = 3;
export const MOST_ROWS = 300;

/** How many rows to show: those there are and some empty ones; as many as were sent when the form comes again. */
export function rowCount(ctx: Ctx, prefix: string, there: number): number {
  if (ctx.req.method === 'GET') return Math.min(there + MORE_ROWS, MOST_ROWS);
  return Math.max(1, Math.min(rowsSent(ctx, prefix), MOST_ROWS));
}

/** How many rows were sent: one more than the greatest number in a field name. */
export function rowsSent(ctx: Ctx, prefix: string): number {
  const numbers = Object.keys(ctx.req.body).flatMap(name => {
    const m = new RegExp(`^${prefix}-(\\d{1,3})-`).exec(name);
    return m ? [Number(m[1])] : [];
  });
  return numbers.length ? Math.max(...numbers) + 1 : 0;
}

/** The lines of a text that holds one thing a line, without empty ones. */
export const linesOf = (ctx: Ctx, name: string): string[] =>
  posted(ctx.req.body, name)
    .split(/\r?\n/)
    .map(line => line.trim())
    .filter(Boolean);
