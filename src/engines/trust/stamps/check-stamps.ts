import type { X509Certificate } from 'node:crypto';
import type { Head, Signed } from '#platform/ledger';
import { checkTimeStamp, type TimeStampCheck } from '../verify/check-time-stamp.ts';
import { readStamps, type Stamp } from './stamp-folder.ts';

export type CheckedStamp = TimeStampCheck & {
  /** The files' name, without ending. */
  name: string;
  /** The head that was stamped; null when its file is gone or damaged. */
  line: Signed | null;
  head: Head | null;
};

/** Checks one stamp by itself. */
export const checkStamp = (
  { name, bytes, line, head, token }: Stamp,
  anchors: readonly X509Certificate[],
): CheckedStamp => ({ ...checkTimeStamp(token, bytes, anchors), name, line, head });

/**
 * Checks each stamp in `folder` by itself: the token is over the head beside it, by a service that one of `anchors`
 * stands behind. Whether the head is one of the log is for `ledger verify`: hand it the heads. The oldest first.
 */
export async function checkStamps(
  folder: string,
  anchors: readonly X509Certificate[],
): Promise<CheckedStamp[]> {
  const { stamps, damaged } = await readStamps(folder);
  return [
    ...stamps.map(stamp => checkStamp(stamp, anchors)),
    ...damaged.map(name => ({
      state: 'broken' as const,
      at: null,
      service: '',
      name,
      line: null,
      head: null,
    })),
  ].toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
