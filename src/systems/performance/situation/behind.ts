import {
  listRunningNow,
  type RegisterLine,
  type RegisterReach,
  registerLines,
  soonMarks,
} from '#engines/cases';
import { holdsAll, reachOf, type ScopedGrant } from '#engines/identity';
import { listCounted, sumsByAbout } from '#engines/indicators';
import { NotAllowed } from '#platform/errors';
import type { Ctx } from '#platform/http';
import { ASKED_AGAIN, CLOSED, fieldIn, IN_TIME, LATE, RECEIVED } from '../count-dossiers.ts';
import type { SituationAsked } from './asked.ts';
import type { Listed } from './columns.ts';

const INDICATOR: Partial<Record<Listed, string>> = {
  received: RECEIVED,
  'in-time': IN_TIME,
  late: LATE,
  closed: CLOSED,
  'asked-again': ASKED_AGAIN,
};
const OPEN = { running: 'running', soon: 'soon', 'late-now': 'late' } as const;

type Page = { limit: number; offset: number };

/** Where the visitor may read dossiers; null for everything. Throws NotAllowed for whoever reads none. */
export async function readingReach(ctx: Ctx): Promise<RegisterReach[] | null> {
  const grants = ((ctx.visitor?.grants ?? []) as readonly ScopedGrant[]).filter(
    g => g.permission === 'dossier.read',
  );
  if (!grants.length) throw NotAllowed();
  if (!grants.some(g => g.fields) && (await holdsAll(ctx, 'dossier.read'))) return null;
  return (await reachOf(ctx.db, ctx.visitor!, 'dossier.read', ctx.clock.now())).flatMap(r =>
    r.agencyIds.map(agencyId => ({ agencyId, fields: r.fields })),
  );
}

/** What the indicators of a field are about: its procedures, as far as anything was counted of them. */
async function aboutsOf(ctx: Ctx, indicator: string, asked: SituationAsked): Promise<string[] | null> {
  if (!asked.field) return null;
  const rows = await sumsByAbout(ctx.db, [indicator], asked.period, { agencyIds: asked.agencyIds });
  return rows.map(r => r.about).filter(about => fieldIn(about) === asked.field);
}

async function idsOf(ctx: Ctx, so: Listed, asked: SituationAsked, page: Page): Promise<string[]> {
  const { agencyIds, field } = asked;
  const indicator = INDICATOR[so];
  if (indicator) {
    const about = await aboutsOf(ctx, indicator, asked);
    const rows = await listCounted(ctx.db, indicator, asked.period, { agencyIds, about }, page);
    return rows.map(r => r.subject);
  }
  const now = ctx.clock.now();
  const soon = await soonMarks(ctx.db, now);
  const view = OPEN[so as keyof typeof OPEN];
  return listRunningNow(ctx.db, { agencyIds, fields: field ? [field] : null, view }, page, now, soon);
}

/** The dossiers behind a number of the leader's page, as far as the visitor may read them; `more`: there is a next page. */
export async function dossiersBehind(
  ctx: Ctx,
  so: Listed,
  asked: SituationAsked,
  page: Page,
): Promise<{ lines: RegisterLine[]; more: boolean }> {
  const reach = await readingReach(ctx);
  const ids = await idsOf(ctx, so, asked, { ...page, limit: page.limit + 1 });
  return {
    lines: await registerLines(ctx.db, ids.slice(0, page.limit), reach),
    more: ids.length > page.limit,
  };
}
