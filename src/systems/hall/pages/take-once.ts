import type { Tx } from '#platform/db';
import { type Ctx, once, textField as posted } from '#platform/http';
import { ONCE } from '#ui';
import { takeTicket } from '../queue/take-ticket.ts';
import type { Ticket } from '../queue/types.ts';

/**
 * One number for each page that was shown, whatever is pressed on it: two groups touched almost at once are one wish, and both presses lead
 * to the number that the first one got. A page without its key gives one each time. Throws as `takeTicket`.
 */
export async function takeOnce(
  ctx: Ctx,
  tx: Tx,
  wish: Parameters<typeof takeTicket>[1],
): Promise<Pick<Ticket, 'id' | 'follow'>> {
  const take = async () => {
    const { id, follow } = await takeTicket(tx, wish, ctx.clock.now());
    return { id, follow };
  };
  const key = posted(ctx.req.body, ONCE);
  if (!key || key.length > 100) return take();
  const { agencyId } = wish;
  const request = { actor: ctx.visitor?.accountId ?? '', route: ctx.req.path, key, content: { agencyId } };
  return (await once(tx, request, take)).answer;
}
