import { formatDateTime } from '#platform/clock';
import type { Ctx } from '#platform/http';
import { formatNumber } from '#ui';
import { findMatters } from '../../../find-matters.ts';
import { holds } from '../../../nav.ts';

/** Something that people have to see to, at a place of its own: a link where the visitor may go there. */
export type Matter = {
  id: 'unmatched' | 'statements' | 'withheld' | 'moves';
  happened: string;
  /** As a program said it. */
  error?: string | undefined;
  link?: string | undefined;
  codes?: readonly string[];
};

const MONEY = '/can-bo/thu-phi/tien-vao';

/** What waits for people at other places of the program. */
export async function mattersOf(ctx: Ctx): Promise<Matter[]> {
  const { t } = ctx;
  const { unmatched, statements, withheld, moves } = await findMatters(ctx.db);
  const figure = (n: number) => formatNumber(n, { lang: ctx.lang });
  const money = holds(ctx, 'payment.read') ? MONEY : undefined;
  const matters: Matter[] = [];
  if (unmatched.n && unmatched.since)
    matters.push({
      id: 'unmatched',
      happened: t('administration.system.unmatched.happened', {
        n: figure(unmatched.n),
        since: formatDateTime(unmatched.since),
      }),
      link: money,
    });
  if (statements.n && statements.since)
    matters.push({
      id: 'statements',
      happened: t('administration.system.statements.happened', {
        n: figure(statements.n),
        since: formatDateTime(statements.since),
      }),
      error: statements.error ?? undefined,
      link: money,
    });
  if (withheld.length)
    matters.push({
      id: 'withheld',
      happened: t('administration.system.withheld.happened', { n: figure(withheld.length) }),
      codes: withheld.map(w => w.code),
    });
  for (const { id, code, name, waiting } of moves)
    matters.push({
      id: 'moves',
      happened: t('administration.system.moves.happened', { code, name, waiting: figure(waiting) }),
      link: holds(ctx, 'procedure.edit') ? `/can-bo/thu-tuc/${code}/chuyen-ho-so/${id}` : undefined,
    });
  return matters;
}
