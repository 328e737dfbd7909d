import { type Dossier, type DroppedOffline, findDropped, findWaiting } from '#engines/cases';
import { type Agency, agencyAsOf } from '#engines/organisation';
import { formatDateTime, localDate } from '#platform/clock';
import type { Ctx } from '#platform/http';
import { intakePath } from './frame.ts';

/** The number of the provisional receipt by which a dossier was found, in its address. */
export const PROVISIONAL = 'bien-nhan-tam';

type Said = { why: string; next?: { href: string; label: string } };

const wordsOf = ({ t }: Ctx, dropped: DroppedOffline, key: string): string =>
  t(key, {
    ...{ number: dropped.provisional, at: formatDateTime(dropped.at), who: dropped.who },
    ...{ code: dropped.same ?? '', reason: dropped.reason },
  });

/**
 * What became of the number of a provisional receipt that leads to no dossier: it waits for the clerk who took it in, or was dropped. Why it
 * was dropped is said at the office where it was. Undefined where neither.
 */
export async function provisionalSaid(
  ctx: Ctx,
  typed: string,
  offices: readonly Agency[],
): Promise<Said | undefined> {
  const { t, db } = ctx;
  const waiting = await findWaiting(db, typed);
  if (waiting) {
    const office = await agencyAsOf(db, waiting.agencyId, localDate(waiting.arrivedAt));
    const facts = { number: waiting.provisional, at: formatDateTime(waiting.arrivedAt) };
    const mine = waiting.accountId === ctx.visitor?.accountId;
    return {
      why: t(`one-stop.counter.waiting${mine ? '-mine' : ''}`, {
        ...facts,
        who: waiting.who,
        office: office.name,
      }),
      ...(mine && {
        next: { href: intakePath({ id: waiting.draftId }), label: t('one-stop.counter.waiting-open') },
      }),
    };
  }
  const dropped = await findDropped(db, typed);
  if (!dropped) return undefined;
  const here = offices.some(o => o.id === dropped.agencyId) ? '-why' : '';
  return { why: wordsOf(ctx, dropped, `one-stop.counter.dropped${dropped.same ? '-same' : ''}${here}`) };
}

/** Of a dossier that was found by the number of a provisional receipt: that what had the number was dropped as the same matter. */
export async function droppedSaid(ctx: Ctx, { id }: Dossier, typed: string): Promise<string | null> {
  const dropped = typed ? await findDropped(ctx.db, typed) : undefined;
  return dropped?.sameDossierId === id ? wordsOf(ctx, dropped, 'one-stop.counter.dropped-same') : null;
}
