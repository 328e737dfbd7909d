import { type Answer, type Ctx, empty, eventStream, type Route } from '#platform/http';
import { screenOffice } from './agency.ts';
import { screens } from './live.ts';
import { shownIn } from './shown.ts';

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
  const compute = () => shownIn(ctx.db, agencyId, ctx.clock.now());
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
