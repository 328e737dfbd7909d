import { type Clock, localDate } from '#platform/clock';
import type { Signed } from '#platform/ledger';
import { requestTimeStamp, sha256, type TimeStampService, tstInfoOf } from '../sign/time-stamp.ts';
import { bytesOf, lastStamp, writeStamp } from './stamp-folder.ts';

export type Stamping = {
  clock: Clock;
  stampFolder: string;
  timeStamps: TimeStampService | null;
  /** The ledger's newest signed head. */
  head(): Promise<Signed | undefined>;
};

/**
 * Has the newest signed head stamped (RFC 3161), once a day of Vietnam, unless it was stamped before: from then on a
 * third party says that this log was there. It follows the heads, its place is its newest stamp, and asking twice does no
 * harm. Returns the stamp's name; undefined when there was nothing to do. Throws TimeStampAway: ask again later.
 */
export async function stampHead(s: Stamping): Promise<string | undefined> {
  if (!s.timeStamps) return undefined;
  const line = await s.head();
  if (!line) return undefined;
  const last = await lastStamp(s.stampFolder);
  if (last) {
    const isToday = localDate(tstInfoOf(last.token).genTime) === localDate(s.clock.now());
    if (isToday || last.line.signed === line.signed) return undefined;
  }
  const token = await requestTimeStamp(s.timeStamps, sha256(bytesOf(line)));
  return writeStamp(s.stampFolder, tstInfoOf(token).genTime, line, token);
}
