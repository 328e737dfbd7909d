import { findAgency } from '#engines/organisation';
import { localDate } from '#platform/clock';
import type { Ctx } from '#platform/http';

/** Names of the agencies that handle dossiers, by id, as they are called today. */
export async function agencyNames(ctx: Ctx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const today = localDate(ctx.clock.now());
  const names = new Map<string, string>();
  for (const id of new Set(ids)) names.set(id, (await findAgency(ctx.db, id, today))?.name ?? '');
  return names;
}
