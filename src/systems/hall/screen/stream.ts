import { type Answer, type Ctx, empty, eventStream, type Route } from '#platform/http';
import { lastCalled, waitingBy } from '../queue/read.ts';
import { screenOffice } from './agency.ts';
import { screens } from './live.ts';

/**
 * Tells who watches the hall of an office that what is shown has changed, nothing of what: the page asks for itself anew, so that
 * there is one drawing. `who`: telephones have places of their own, so that they leave the screens theirs.
 */
export function streamOf(ctx: Ctx, agencyId: string, who: 'screens' | 'phones'): Answer {
  const { hub, places, heartbeatMs } = ctx.get(screens);
  let unfollow: () => void = () => undefined;
  let heart: NodeJS.Timeout | undefined;
  const stream = eventStream(() => {
    clearInterval(heart);
    unfollow();
    free?.();
  });
  const free = places[who].take(ctx.req.ip, () => stream.end());
  if (!free) return empty(503, { 'retry-after': '60' });
  const compute = async () => {
    const now = ctx.clock.now();
    const called = await lastCalled(ctx.db, agencyId, now);
    const waiting = await waitingBy(ctx.db, agencyId, now);
    return {
      called: called.map(c => `${c.id} ${c.state} ${c.desk} ${c.calledAt?.getTime()}`).join(),
      waiting: JSON.stringify([...waiting].sort()),
    };
  };
  unfollow = hub.follow(agencyId, compute, state =>
    stream.send({ event: 'changed', id: state.id, data: {} }),
  );
  heart = setInterval(() => stream.beat(), heartbeatMs);
  return stream.answer;
}

export const screenStreamRoute: Route = {
  method: 'GET',
  path: '/man-hinh/:agency/song',
  rule: 'public',
  handler: async ctx => streamOf(ctx, (await screenOffice(ctx)).id, 'screens'),
};
