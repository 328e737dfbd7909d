import type { Tx } from '#platform/db';
import { post } from '../journal/post.ts';
import type { Actor, Obligation } from '../types.ts';

/** Books that `more` is asked for a locked obligation; below 0, that so much is asked for no longer. Of nothing nothing is booked. */
export async function owe(
  tx: Tx,
  { id, agencyId }: Pick<Obligation, 'id' | 'agencyId'>,
  more: number,
  actor: Actor,
): Promise<void> {
  if (more === 0) return;
  await post(
    tx,
    {
      kind: more > 0 ? 'charge' : 'cancel',
      agencyId,
      lines: [
        { account: 'receivable', amount: more, obligationId: id },
        { account: 'revenue', amount: -more, obligationId: id },
      ],
    },
    actor,
  );
}
