import type { Node } from '../graph.ts';
import { isDate, isDuration } from '../read/read-timer.ts';
import { evaluated } from './conditions.ts';
import { type MovingToken, type Run, timersOf } from './run.ts';
import { ProcessError, type StartedTimer } from './state.ts';

/** Starts every timer that belongs to a token which has come to rest at `node`. */
export function startTimers(run: Run, token: MovingToken, node: Node): void {
  for (const event of timersOf(run.graph, node)) {
    if (event.timer?.kind === 'cycle') token.left = { ...token.left, [event.id]: event.timer.times ?? -1 };
    run.commands.push({
      type: 'start-timer',
      token: token.id,
      elementId: event.id,
      timer: resolve(run, event),
    });
  }
}

/**
 * Counts down a non-interrupting timer that has fired and starts it again while repetitions are left. One that fires
 * once is marked as spent, so that it is not cancelled later.
 */
export function repeatTimer(run: Run, token: MovingToken, event: Node): void {
  const left = event.timer?.kind === 'cycle' ? (token.left?.[event.id] ?? 1) : 1;
  const now = left < 0 ? -1 : left - 1;
  token.left = { ...token.left, [event.id]: now };
  if (now !== 0) {
    run.commands.push({
      type: 'start-timer',
      token: token.id,
      elementId: event.id,
      timer: resolve(run, event),
    });
  }
}

// A date or duration may be FEEL over the form, e.g. `=form.visit.date`.
function resolve(run: Run, event: Node): StartedTimer {
  const timer = event.timer;
  if (!timer) throw new ProcessError('timer-without-time', event.id);
  if (timer.kind === 'limit') return timer;
  if (timer.kind === 'cycle')
    return typeof timer.every === 'string'
      ? { kind: 'duration', iso: timer.every }
      : { kind: 'limit', limit: timer.every };
  const written = timer.kind === 'date' ? timer.at : timer.iso;
  const value = written.startsWith('=')
    ? String(evaluated(written.slice(1), run.data, run.outcomes) ?? '')
    : written;
  if (timer.kind === 'date' && isDate(value)) return { kind: 'date', at: value };
  if (timer.kind === 'duration' && isDuration(value)) return { kind: 'duration', iso: value };
  throw new ProcessError('timer-without-time', event.id);
}
