import { type Answer, type Ctx, file, type Route, redirect } from '#platform/http';
import { XLSX } from '#platform/spreadsheet';
import { withQuery } from '#ui';
import { agencyNamesOn } from '../figures.ts';
import { peopleNow } from '../people-now.ts';
import { periodWords } from '../period.ts';
import { addressOf, SITUATION, type SituationAsked, situationAsked } from './asked.ts';
import { FILE, figuresFile, fileName, peopleFile } from './files.ts';
import { situationOf } from './situation.ts';

const TABLE_FILE = `${SITUATION}/${FILE}`;

/** Where the table that the leader looks at is a workbook. */
export const fileAddress = (asked: SituationAsked): string =>
  addressOf(TABLE_FILE, { ...asked, field: null }, { xem: asked.view === 'co-quan' ? '' : asked.view });

/** Of which agency and which days the table is. */
async function aboutWords(ctx: Ctx, { agencyId, period }: SituationAsked): Promise<string> {
  const names = agencyId ? await agencyNamesOn(ctx.db, [agencyId], period.to) : null;
  const agency = names?.get(agencyId ?? '') ?? ctx.t('performance.leader.all-agencies');
  return `${agency} · ${periodWords(ctx, period)}`;
}

async function excel(ctx: Ctx): Promise<Answer> {
  const asked = await situationAsked(ctx);
  const { view, agencyId, period } = asked;
  const byPerson = view === 'can-bo';
  // What cannot be read, or whose people, is said on the page.
  if (asked.wrong.length || (byPerson && !agencyId))
    return redirect(withQuery(ctx, {}).replace(TABLE_FILE, SITUATION));
  const head = [ctx.t('performance.leader.title'), await aboutWords(ctx, asked)];
  const by = view === 'linh-vuc' ? 'field' : 'agency';
  const bytes =
    byPerson && agencyId
      ? await peopleFile(ctx, head, await peopleNow(ctx, agencyId, period))
      : await figuresFile(ctx, head, by, await situationOf(ctx.db, { ...asked, by }, ctx.clock.now()));
  return file(bytes, XLSX, { download: fileName(ctx, view) });
}

export const tableFileRoute: Route = {
  method: 'GET',
  path: TABLE_FILE,
  rule: { permission: 'report.read' },
  handler: excel,
};
