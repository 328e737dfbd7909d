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
): Promise<unknown> =>
  ctx.db.tx(tx =>
    ctx.get(ledgerService).recordListRead(tx, {
      actor: ctx.visitor!.accountId,
      post: reach[0]?.postId ?? null,
      agency: reach[0]?.agencyId ?? null,
      purpose,
      query,
      rows,
    }),
  );
