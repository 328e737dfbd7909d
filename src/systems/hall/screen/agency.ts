import { type Agency, findAgency } from '#engines/organisation';
import { localDate } from '#platform/clock';
import { NotFound } from '#platform/errors';
import type { Ctx } from '#platform/http';
import { isId } from '../ids.ts';

/** The office whose hall the address names. Throws NotFound. */
export async function screenOffice(ctx: Ctx): Promise<Agency> {
  const id = ctx.req.params.agency ?? '';
  const office = isId(id) ? await findAgency(ctx.db, id, localDate(ctx.clock.now())) : undefined;
  if (!office) throw NotFound();
  return office;
}
