import { exportProcedures } from '#engines/procedures';
import { localDate } from '#platform/clock';
import { NotFound } from '#platform/errors';
import { type Answer, type Ctx, file, queryText, type Route } from '#platform/http';
import { loadProcedure, ROOT } from '../../load.ts';

/** A procedure as one file: all its versions, or the one that `ban` names. */
async function download(ctx: Ctx): Promise<Answer> {
  const { code, versions } = await loadProcedure(ctx);
  const asked = queryText(ctx.req.query, 'ban');
  const number = asked ? Number(asked) : undefined;
  if (number !== undefined && !versions.some(v => v.number === number && v.status !== 'withdrawn'))
    throw NotFound();
  const at = ctx.clock.now();
  const content = await exportProcedures(ctx.db, [code], {
    from: ctx.site.name,
    at,
    ...(number === undefined ? {} : { number }),
  });
  const name = `thu-tuc-${code}${number === undefined ? '' : `-ban-${number}`}-${localDate(at)}.json`;
  return file(Buffer.from(`${JSON.stringify(content, null, 2)}\n`), 'application/json', { download: name });
}

export const exportRoute: Route = {
  method: 'GET',
  path: `${ROOT}/:code/xuat.json`,
  rule: { permission: 'procedure.edit' },
  handler: download,
};
