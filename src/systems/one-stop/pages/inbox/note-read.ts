import type { Ctx } from '#platform/http';
import { ledgerService } from '#platform/ledger';
import type { Desk, Typed } from './ask.ts';

/** What list was read, not what it held: the entry carries the digest of the question (one an hour). */
export const noteRead = (
  ctx: Ctx,
  { reach }: Desk,
  purpose: 'inbox' | 'inbox-file',
  query: Typed,
  rows: number,
): Promise<unknown> => {
  // Whose posts have no steps has read it for one of them all the same.
  const [by] = reach.length ? reach : (ctx.visitor?.grants ?? []);
  return ctx.db.tx(tx =>
    ctx.get(ledgerService).recordListRead(tx, {
      actor: ctx.visitor!.accountId,
      post: by?.postId ?? null,
      agency: by?.agencyId ?? null,
      purpose,
      query,
      rows,
    }),
  );
};
