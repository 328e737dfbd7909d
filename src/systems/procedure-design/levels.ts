import { listAreas } from '#engines/organisation';
import { localDate } from '#platform/clock';
import type { Ctx } from '#platform/http';

/** Which of `levels` a procedure can be given now: that of districts only while there are any, or where it has it already (`had`). */
export async function levelsOffered<L extends string>(
  ctx: Ctx,
  levels: readonly L[],
  had: readonly string[] = [],
): Promise<L[]> {
  const districts = await listAreas(ctx.db, 'district', localDate(ctx.clock.now()));
  return levels.filter(level => level !== 'district' || districts.length > 0 || had.includes(level));
}
