import { type Answer, type Ctx, empty, eventStream, type Route } from '#platform/http';
import { lastCalled, waitingBy } from '../queue/read.ts';
import { screenOffice } from './agency.ts';
import { screens } from './live.ts';

/** Tells a screen that what it shows has changed, nothing of what: it asks for itself anew, so that there is one drawing. */
async function follow(ctx: Ctx): Promise<Answer> {
  const { id } = await screenOffice(ctx);
  const { hub, places, heartbeatMs } = ctx.get(screens);
  let unfollow: () => void = () => undefined;
  let heart: NodeJS.Timeout | undefined;
  const stream = eventStream(() => {
    clearInterval(heart);
    unfollow();
    free?.();
  });
  const free = places.take(ctx.req.ip, () => stream.end());
  if (!free) return empty(503, { 'retry-after': '60' });
  const compute = async () => {
    const now = ctx.clock.now();
    const called = await lastCalled(ctx.db, id, now);
    const waiting = await waitingBy(ctx.db, id, now);
    return {
      called: called.map(c => `${c.id} ${c.desk} ${c.calledAt?.getTime()}`).join(),
      waiting: JSON.stringify([...waiting].sort()),
    };
  };
  unfollow = hub.follow(id, compute, state => stream.send({ event: 'changed', id: state.id, data: {} }));
  heart = setInterval(() => stream.beat(), heartbeatMs);
  return stream.answer;
}

export const screenStreamRoute: Route = {
  method: 'GET',
  path: '/man-hinh/:agency/song',
  rule: 'public',
  handler: follow,
};
