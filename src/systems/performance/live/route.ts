import { agenciesInReach, rightsOfSession } from '#engines/identity';
import { formatTime } from '#platform/clock';
import {
  type Answer,
  type Ctx,
  empty,
  eventStream,
  type Route,
  type State,
  type Values,
} from '#platform/http';
import { peopleNow } from '../people-now.ts';
import { type SituationAsked, STREAM, situationAsked } from '../situation/asked.ts';
import { valuesOf } from '../situation/columns.ts';
import { othersAsked, othersValues } from '../situation/others-section.ts';
import { personValues } from '../situation/person-values.ts';
import { situationOf } from '../situation/situation.ts';
import { liveFigures } from './service.ts';

const changed = (before: Values, after: Values): Values =>
  Object.fromEntries(Object.entries(after).filter(([key, value]) => before[key] !== value));

/** What follows the position in the id of a message: equal for equal numbers. */
const digestIn = (id: string): string => id.split('.')[1] ?? '';

/** Whether the visitor may still see what he was let in to see. */
async function stillMay(ctx: Ctx, reach: readonly string[] | null): Promise<boolean> {
  const grants = await rightsOfSession(ctx.db, ctx.visitor!.sessionId, ctx.clock.now());
  if (!grants?.some(g => g.permission === 'report.read')) return false;
  const now = await agenciesInReach({ ...ctx, visitor: { ...ctx.visitor!, grants } }, 'report.read');
  return JSON.stringify(now) === JSON.stringify(reach);
}

/** What stands on the page that is followed, by key. */
async function numbersOf(ctx: Ctx, asked: SituationAsked): Promise<Values> {
  if (asked.view === 'can-bo')
    return asked.agencyId ? personValues(ctx, await peopleNow(ctx, asked.agencyId, asked.period)) : {};
  const by = asked.view === 'linh-vuc' ? ('field' as const) : ('agency' as const);
  const situation = await situationOf(ctx.db, { ...asked, by }, ctx.clock.now());
  const others = await othersAsked(ctx, asked);
  // As the page: who decides on nothing has no figures of his own.
  const own = situation.lines.length > 0 || !others.length;
  return { ...(own && valuesOf(ctx, situation)), ...othersValues(ctx, others) };
}

/**
 * The numbers of the page, first all of them and then those that change, as server-sent events. A page that was cut off says what
 * it has seen (`Last-Event-ID`) and hears nothing until something differs. Ends with the session and with the rights.
 */
async function follow(ctx: Ctx): Promise<Answer> {
  const asked = await situationAsked(ctx);
  const { hub, places, heartbeatMs } = ctx.get(liveFigures);
  const compute = () => numbersOf(ctx, asked);
  let unfollow: () => void = () => undefined;
  let heart: NodeJS.Timeout | undefined;
  const stream = eventStream(() => {
    clearInterval(heart);
    unfollow();
    free?.();
  });
  const over = (why: 'elsewhere' | 'session') => {
    stream.send({ event: 'over', data: { why } });
    stream.end();
  };
  const free = places.take(ctx.visitor!.sessionId, () => over('elsewhere'));
  if (!free) return empty(503, { 'retry-after': '60' });
  const seen = String(ctx.req.headers['last-event-id'] ?? '');
  let known: Values | null = null;
  const tell = ({ id, values }: State) => {
    const news = known ? changed(known, values) : digestIn(seen) === digestIn(id) ? {} : values;
    const first = known === null;
    known = values;
    if (first || Object.keys(news).length)
      stream.send({ event: 'figures', id, data: { at: formatTime(ctx.clock.now()), values: news } });
  };
  const { agencyIds, period, view } = asked;
  unfollow = hub.follow(JSON.stringify([ctx.lang, view, period, agencyIds]), compute, tell);
  heart = setInterval(() => {
    stream.beat();
    stillMay(ctx, asked.reach).then(
      may => may || over('session'),
      // The database is away: nobody can say that the session has ended.
      () => undefined,
    );
  }, heartbeatMs);
  return stream.answer;
}

export const streamRoute: Route = {
  method: 'GET',
  path: STREAM,
  rule: { permission: 'report.read' },
  handler: follow,
};
