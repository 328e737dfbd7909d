import { agenciesInReach } from '#engines/identity';
import { NotFound } from '#platform/errors';
import { type Ctx, queryText } from '#platform/http';
import { type Period, type PeriodAsked, periodAsked } from '../period.ts';

export const SITUATION = '/can-bo/tinh-hinh';

export const VIEWS = ['co-quan', 'linh-vuc', 'can-bo'] as const;
export type View = (typeof VIEWS)[number];

/** What an address of the leader's pages asks for. `agencyId`: one of those within reach, null for all of them. */
export type SituationAsked = PeriodAsked & {
  view: View;
  /** The agencies whose reports the visitor may read; null for all of them. */
  reach: readonly string[] | null;
  agencyId: string | null;
  /** Those that are asked about. */
  agencyIds: readonly string[] | null;
  field: string | null;
};

/** Whoever may read dossiers comes from a number to them; others read the number. */
export const reads = (ctx: Ctx): boolean =>
  ctx.visitor?.grants.some(g => g.permission === 'dossier.read') ?? false;

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * What the address asks for. Throws NotFound for an agency that is out of reach, or that is none: numbers of nobody would be read as
 * those of all.
 */
export async function situationAsked(ctx: Ctx): Promise<SituationAsked> {
  const { query } = ctx.req;
  const reach = await agenciesInReach(ctx, 'report.read');
  const view = VIEWS.find(v => v === queryText(query, 'xem')) ?? 'co-quan';
  const typed = queryText(query, 'co-quan');
  if (typed && !(UUID.test(typed) && (reach === null || reach.includes(typed)))) throw NotFound();
  // People are shown of one agency: the one that is named, else the visitor's own.
  const own =
    view === 'can-bo' ? ctx.visitor?.grants.find(g => g.permission === 'report.read')?.agencyId : null;
  const named = typed || (own ?? null);
  const agencyIds = named ? (reach === null || reach.includes(named) ? [named] : []) : reach;
  return {
    ...periodAsked(ctx),
    view,
    reach,
    agencyId: named && agencyIds?.length ? named : null,
    agencyIds,
    field: queryText(query, 'linh-vuc') || null,
  };
}

/** An address of the leader's pages; empty values are left out. */
export function addressOf(
  path: string,
  asked: { period: Period; agencyId?: string | null; field?: string | null },
  more: Record<string, string> = {},
): string {
  const query = new URLSearchParams({
    ...more,
    ...asked.period.query,
    ...(asked.agencyId && { 'co-quan': asked.agencyId }),
    ...(asked.field && { 'linh-vuc': asked.field }),
  });
  for (const [name, value] of [...query]) if (!value) query.delete(name);
  return `${path}?${query}`;
}

/** The stream of the numbers of the leader's page. */
export const STREAM = `${SITUATION}/song`;

export const streamOf = (asked: SituationAsked): string =>
  addressOf(STREAM, asked, { xem: asked.view === 'co-quan' ? '' : asked.view });
