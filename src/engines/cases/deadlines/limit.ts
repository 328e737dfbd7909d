import { limitOf } from '#engines/procedures';
import type { ProcessState } from '#engines/processes';
import type { Limit } from '#engines/worktime';
import { recount } from '../acts/deadline.ts';
import { record } from '../acts/record.ts';
import { PUBLISHED_CHANNEL } from '../fees/ask.ts';
import { limitData } from '../process/data.ts';
import type { RunningVersion } from '../process/load.ts';
import type { RunContext } from '../process/run-context.ts';
import type { Channel, Dossier } from '../types.ts';

type Asked = { channel: Channel; data: Record<string, unknown> };
type Version = Pick<RunningVersion, 'limits' | 'code'>;

const publishedFor = ({ limits }: Version, channel: Channel) =>
  limits[PUBLISHED_CHANNEL[channel]] ?? limits.counter;

const holding = (
  version: Version,
  dossier: Asked & Pick<Dossier, 'status'>,
  { outcomes }: Pick<ProcessState, 'outcomes'>,
): Limit | undefined => {
  const published = publishedFor(version, dossier.channel);
  return published && limitOf(published, limitData({ ...dossier, procedureCode: version.code }), outcomes);
};

/** The limit of what comes in now: by its channel, and by what was answered where the procedure has limits for some cases. */
export const limitAtReception = (version: Version, asked: Asked): Limit | undefined =>
  holding(version, { ...asked, status: 'received' }, { outcomes: {} });

/**
 * A step has said something: where another limit of the procedure holds by it, the dossier has that one from now on, counted from
 * reception, and an entry says why. Only what has changed counts: a dossier that was moved here from another version keeps the limit
 * that it was received under. Returns the dossier as it is then.
 */
export async function followLimit(ctx: RunContext, dossier: Dossier, before: ProcessState): Promise<Dossier> {
  const { version } = ctx.procedure;
  if (!publishedFor(version, dossier.channel)?.cases || dossier.closedAt || dossier.status === 'completed')
    return dossier;
  const was = holding(version, dossier, before);
  const limit = holding(version, dossier, dossier.processState);
  if (!limit || JSON.stringify(was) === JSON.stringify(limit)) return dossier;
  await ctx.tx.run('UPDATE cases.dossier SET time_limit = $2 WHERE id = $1', [
    dossier.id,
    JSON.stringify(limit),
  ]);
  const counted = await recount(ctx.tx, { ...dossier, timeLimit: limit }, ctx.at);
  const system = { accountId: 'system', postId: null, agencyId: null, at: ctx.at };
  await record(ctx.tx, ctx.ledger, counted, system, 'limit-changed', {
    dueBefore: dossier.dueAt.toISOString(),
    limit,
    was: dossier.timeLimit,
  });
  return counted;
}
