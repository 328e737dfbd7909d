import {
  apologisedOf,
  type DossierStanding,
  dossierStandings,
  ESCALATION_REF,
  type RegisterLine,
  timeText,
} from '#engines/cases';
import { holdersOfPosts } from '#engines/identity';
import { liveTasksBySubject } from '#engines/work';
import { localDate } from '#platform/clock';
import type { Ctx } from '#platform/http';
import type { Tone } from '#ui';
import { agencyNamesOn } from '../figures.ts';

/** A step of a dossier under way: the agency at which it lies, its name, and to whom it was given. */
export type Place = { agency: string; step: string };

/** How a dossier stands, in words; `told`: of one that is late, whether somebody has apologised. */
export type Standing = { tone: Tone; words: string; told?: string };

/** The standing in words; of one that is late, or due soon, by how much. */
function inWords({ t }: Ctx, stands: DossierStanding, apologised: boolean): Standing {
  const { tone } = stands;
  const words = timeText(stands, t);
  if (tone !== 'late') return { tone, words };
  return { tone, words, told: t(`performance.list.${apologised ? 'apologised' : 'no-apology'}`) };
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
  const [places, standingOf, apologised] = await Promise.all([
    placesOf(ctx, lines),
    dossierStandings(ctx.db, lines, ctx.clock.now()),
    apologisedOf(ctx.db, ids),
  ]);
  return lines.map(line => ({
    line,
    places: places.get(line.id) ?? [],
    stands: inWords(ctx, standingOf(line), apologised.has(line.id)),
  }));
}
