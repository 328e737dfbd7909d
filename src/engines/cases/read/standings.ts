import { type Calendar, type Deadline, deadline, deadlineText } from '#engines/worktime';
import type { Queryable } from '#platform/db';
import type { Translate } from '#platform/i18n';
import type { Tone } from '#ui';
import { heldOf } from '../fees/waits-for-fee.ts';
import type { Dossier } from '../types.ts';
import { clocksOf } from './clocks.ts';
import { paperStandsOf } from './paper-waits.ts';
import { pausedSince } from './paused-since.ts';
import { hasGivenResult, resultEndsOf, statusText } from './result-end.ts';

type Asked = Pick<Dossier, 'id' | 'status' | 'closedAt' | 'dueAt'>;

/** Where a dossier stands: its colour, the key of its status (`statusText`), and how its deadline does while it runs. */
export type DossierStanding = {
  tone: Tone;
  text: string;
  time: { deadline: Deadline; calendar: Calendar } | null;
};

const isAtWork = ({ status }: Asked): boolean => status === 'received' || status === 'processing';

/**
 * How each of these dossiers stands at `now`, in the colour of its own page: late, or due soon, by its own clock, and only while that runs.
 * Every list that shows the state of a dossier asks here. A few queries for all of them.
 */
export async function dossierStandings(
  q: Queryable,
  dossiers: readonly Asked[],
  now: Date,
): Promise<(dossier: Asked) => DossierStanding> {
  const given = dossiers.filter(d => hasGivenResult(d.status)).map(d => d.id);
  const ended = given.length ? await resultEndsOf(q, given) : new Map<string, never>();
  const held = await heldOf(q, dossiers);
  const paper = await paperStandsOf(q, dossiers);
  const running = dossiers.filter(d => !d.closedAt && isAtWork(d)).map(d => d.id);
  const clocks = await clocksOf(q, running);
  const since = await pausedSince(q, running);
  return d => {
    const text = statusText(d.status, ended.get(d.id), held.has(d.id), paper.get(d.id));
    const as = (tone: Tone): DossierStanding => ({ tone, text, time: null });
    if (ended.has(d.id)) return as('ended');
    if (held.has(d.id) || paper.has(d.id)) return as('hold');
    if (hasGivenResult(d.status)) return as('done');
    if (d.closedAt) return as('ended');
    const clock = clocks.get(d.id);
    if (!clock) return as('hold');
    const { calendar, counted } = clock;
    const stands = deadline(now, d.dueAt, calendar, since.get(d.id), counted);
    return {
      tone: stands.state === 'paused' ? 'hold' : stands.state,
      text,
      time: { deadline: stands, calendar },
    };
  };
}

/** A standing in words: its status, and what its colour says of its time. */
export function standingText({ text, time }: DossierStanding, t: Translate): string {
  const state = time?.deadline.state ?? 'ok';
  return state === 'ok' ? t(text) : t(`cases.standing.${state}`, { status: t(text) });
}

/** The same where what is left, or how long it is late, counts more than its status: as its own page says it. */
export const timeText = (standing: DossierStanding, t: Translate): string =>
  standing.time && standing.time.deadline.state !== 'ok'
    ? deadlineText(standing.time.deadline, standing.time.calendar, t)
    : t(standing.text);
