import { compute, type Form, type FormData, validateAll } from '#engines/forms';
import type { Queryable } from '#platform/db';
import type { Ctx } from '#platform/http';
import { clientOf } from './client.ts';
import { type WithFiles, withSentFiles } from './sent-files.ts';

/** Data as it would be submitted, with what is computed worked out anew, with all that is wrong with it, a thing a field. */
export async function checkData(ctx: Ctx, q: Queryable, form: Form, data: FormData): Promise<WithFiles> {
  const found = await withSentFiles(q, clientOf(ctx).tokenId, form, compute(form, data), ctx.t);
  const places = new Set(found.problems.map(p => p.path));
  const faults = await validateAll(form, found.data, ctx);
  return { ...found, problems: [...found.problems, ...faults.filter(f => !places.has(f.path))] };
}
