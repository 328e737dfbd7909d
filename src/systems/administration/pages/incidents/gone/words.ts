import { findArea, listAreaVersions } from '#engines/organisation';
import { localDate } from '#platform/clock';
import type { Ctx } from '#platform/http';
import { INCIDENTS } from '../words.ts';

export const PERMISSION = 'incident.manage';
export const GONE = `${INCIDENTS}/co-quan`;
/** What the visitor moved away from agencies that are gone. */
export const MOVED = `${GONE}/da-chuyen`;

/** What a place is called today, or was last. */
export async function areaName(ctx: Ctx, id: string): Promise<string> {
  const area =
    (await findArea(ctx.db, id, localDate(ctx.clock.now()))) ?? (await listAreaVersions(ctx.db, id)).at(-1);
  return area?.fullName ?? '';
}
