import {
  apologisedOf,
  clocksOf,
  type DossierClock,
  ESCALATION_REF,
  heldOf,
  type PaperStands,
  paperStandsOf,
  type RegisterLine,
  statusText,
} from '#engines/cases';
import { holdersOfPosts } from '#engines/identity';
import { liveTasksBySubject } from '#engines/work';
import { deadline, deadlineText } from '#engines/worktime';
import { localDate } from '#platform/clock';
import type { Ctx } from '#platform/http';
import type { Tone } from '#ui';
import { agencyNamesOn } from '../figures.ts';

/** A step of a dossier under way: the agency at which it lies, its name, and to whom it was given. */
export type Place = { agency: string; step: string };

/** How a dossier stands, in words; `told`: of one that is late, whether somebody has apologised. */
export type Standing = { tone: Tone; words: string; told?: string };

/** In whose days lateness is said: each dossier's own, as its own page says it; and whose results wait for their fee, or a paper of them to be handed over. */
type Time = {
  clocks: ReadonlyMap<string, DossierClock>;
  apologised: ReadonlySet<string>;
  held: ReadonlySet<string>;
  paper: ReadonlyMap<string, PaperStands>;
};

/** Where a dossier stands; of one that is late by how much. */
function standing(line: RegisterLine, ctx: Ctx, { clocks, apologised, held, paper }: Time): Standing {
  const now = ctx.clock.now();
  const words = ctx.t(statusText(line.status, line.resultEnd, held.has(line.id), paper.get(line.id)));
  if (line.resultEnd) return { tone: 'ended', words };
  if (held.has(line.id) || paper.has(line.id)) return { tone: 'hold', words };
  if (line.status === 'completed' || line.status === 'returned') return { tone: 'done', words };
  if (line.closedAt) return { tone: 'ended', words };
  if (line.status === 'supplementing' || line.status === 'awaiting-payment') return { tone: 'hold', words };
  const clock = clocks.get(line.id);
  if (line.dueAt >= now || !clock) return { tone: 'ok', words };
  const late = deadline(now, line.dueAt, clock.calendar, null, clock.counted);
  return {
    tone: 'late',
    words: deadlineText(late, clock.calendar, ctx.t),
    told: ctx.t(apologised.has(line.id) ? 'performance.list.apologised' : 'performance.list.no-apology'),
  };
}

/** Of each dossier under way: its steps, each with the agency at which it lies, and the official to whom it was given. */
async function placesOf(
  ctx: Ctx,
  lines: readonly RegisterLine[],
): Promise<ReadonlyMap<string, readonly Place[]>> {
  const live = await liveTasksBySubject(
    ctx.db,
    lines.filter(l => !l.closedAt).map(l => l.id),
  );
  const steps = [...live].map(
    ([id, tasks]) => [id, tasks.filter(task => !task.ref.startsWith(ESCALATION_REF))] as const,
  );
  const ids = steps.flatMap(([, tasks]) => tasks.map(task => task.agencyId));
  const today = localDate(ctx.clock.now());
  const posts = [...new Set(steps.flatMap(([, tasks]) => tasks.flatMap(task => task.postId ?? [])))];
  const [names, holders] = await Promise.all([
    agencyNamesOn(ctx.db, ids, today),
    posts.length ? holdersOfPosts(ctx.db, posts, today) : [],
  ]);
  const withWhom = (postId: string | null) =>
    holders.filter(h => postId && h.postId === postId).map(h => h.name);
  return new Map(
    steps.map(([id, tasks]) => [
      id,
      tasks.map(({ agencyId, postId, title }) => ({
        agency: names.get(agencyId) ?? '',
        step: [title.step, ...withWhom(postId)].join(' · '),
      })),
    ]),
  );
}

/** Each of these dossiers with where it lies and how it stands, in their order. */
export async function standingsOf(
  ctx: Ctx,
  lines: readonly RegisterLine[],
): Promise<Array<{ line: RegisterLine; places: readonly Place[]; stands: Standing }>> {
  const ids = lines.map(l => l.id);
  const [places, clocks, apologised, held, paper] = await Promise.all([
    placesOf(ctx, lines),
    clocksOf(ctx.db, ids),
    apologisedOf(ctx.db, ids),
    heldOf(ctx.db, lines),
    paperStandsOf(ctx.db, lines),
  ]);
  return lines.map(line => ({
    line,
    places: places.get(line.id) ?? [],
    stands: standing(line, ctx, { clocks, apologised, held, paper }),
  }));
}
