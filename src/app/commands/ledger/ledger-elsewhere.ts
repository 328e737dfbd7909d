import { readFile, stat } from 'node:fs/promises';
import { type CheckedStamp, checkStamps, readCertificates } from '#engines/trust';
import { formatDateTime } from '#platform/clock';
import {
  HeadFile,
  openReceipt,
  type Receipt,
  type Signed,
  type Verified,
  type VerifyOptions,
} from '#platform/ledger';
import { EXIT, textOf, Usage, type Values } from '../command.ts';
import type { Io } from '../io.ts';
import { readKnownHead } from './known-head.ts';

/** What is known of a log from elsewhere, and is held against it. */
export type Elsewhere = {
  options: VerifyOptions;
  receipts: Signed[];
  stamps: readonly CheckedStamp[];
};

/** Signed receipts in a file: one, one a line, or the file that an applicant downloads, which holds one. */
function receiptsIn(text: string): Signed[] {
  const values = (() => {
    try {
      return [JSON.parse(text)];
    } catch {
      return text.split('\n').flatMap(line => {
        try {
          return [JSON.parse(line)];
        } catch {
          return [];
        }
      });
    }
  })();
  return values.map(value => value?.receipt ?? value).filter(isReceipt);
}

function isReceipt(value: unknown): value is Signed {
  const { signed, signature } = (value ?? {}) as Partial<Signed>;
  if (typeof signed !== 'string' || typeof signature !== 'string') return false;
  try {
    return JSON.parse(signed).type === 'fansipan-receipt/1';
  } catch {
    return false;
  }
}

async function readReceipts(file: string | undefined): Promise<Signed[]> {
  if (!file) return [];
  const receipts = receiptsIn(await readFile(file, 'utf8'));
  if (receipts.length === 0) throw new Usage('cli.ledger-verify.receipt', { file });
  return receipts;
}

/** The roots of time-stamp services, in one file. Throws Usage. */
const anchorsIn = (file: string | undefined) =>
  file
    ? readCertificates(file).catch(() => {
        throw new Usage('cli.ledger-verify.anchors', { file });
      })
    : [];

/** Reads what the options name. `here`: the stamps of this installation, used when no others are named. Throws Usage. */
export async function readElsewhere(
  values: Values,
  here: () => Promise<readonly CheckedStamp[]>,
): Promise<Elsewhere> {
  const [head, heads] = [textOf(values, 'head'), textOf(values, 'heads')];
  const [fingerprint, folder] = [textOf(values, 'fingerprint'), textOf(values, 'stamps')];
  const receipts = await readReceipts(textOf(values, 'receipt'));
  if (heads) await stat(heads);
  if (folder) await stat(folder);
  const stamps = folder
    ? await checkStamps(folder, await anchorsIn(textOf(values, 'anchors')))
    : await here();
  const stamped = stamps
    .flatMap(({ line, head }) => (line && head ? [{ ...line, head }] : []))
    .toSorted((a, b) => a.head.size - b.head.size);
  const claimed = receipts.map(r => JSON.parse(r.signed) as Receipt);
  return {
    options: {
      ...(head ? { head: await readKnownHead(head) } : {}),
      ...(heads ? { heads: new HeadFile(heads).heads() } : {}),
      ...(fingerprint ? { fingerprint } : {}),
      ...(stamped.length ? { stamped } : {}),
      ...(claimed.length ? { leaves: new Map(claimed.map(r => [r.id, r.leaf])) } : {}),
    },
    receipts,
    stamps,
  };
}

function printStamps(io: Io, stamps: readonly CheckedStamp[]): number {
  const bad = stamps.filter(s => s.state === 'broken');
  for (const { name } of bad) io.out(`✖ ${io.t('cli.ledger.stamp-broken', { name })}`);
  for (const { head, at } of stamps)
    if (head && at && Date.parse(head.time) - at.getTime() > CLOCK_MS)
      io.out(
        io.t('cli.ledger.stamp-clock', {
          size: head.size,
          time: formatDateTime(new Date(head.time)),
          stamped: formatDateTime(at),
        }),
      );
  const unknown = stamps.filter(s => s.state === 'unknown');
  for (const service of new Set(unknown.map(s => s.service))) {
    const count = unknown.filter(s => s.service === service).length;
    io.out(io.t('cli.ledger.stamp-unknown', { count, service }));
  }
  const good = stamps.filter(s => s.state === 'good');
  const last = good.at(-1);
  if (last?.head && last.at)
    io.out(
      io.t('cli.ledger.stamps', {
        count: good.length,
        size: last.head.size,
        time: formatDateTime(last.at),
        service: last.service,
      }),
    );
  return bad.length ? EXIT.bad : EXIT.ok;
}

// A clock that is right to the second, as a server's is to be, and some slack.
const CLOCK_MS = 60_000;

/** Says what came of what is known from elsewhere, after the log was verified against it. Returns the exit code. */
export function printElsewhere(
  io: Io,
  { receipts, stamps }: Elsewhere,
  { keys, problems }: Verified,
): number {
  let code = printStamps(io, stamps);
  for (const line of receipts) {
    const { id } = JSON.parse(line.signed) as Receipt;
    const ok = openReceipt(line, keys) !== undefined;
    if (!ok) io.out(`✖ ${io.t('cli.ledger.receipt-foreign', { id })}`);
    else if (!problems.some(p => p.id === id)) io.out(io.t('cli.ledger.receipt', { id }));
    if (!ok) code = EXIT.bad;
  }
  return code;
}
