import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** What a printed register says of itself: which agency printed it when, for which days, with how many dossiers. */
export type PrintedRegister = {
  agencyId: string;
  /** First and last day, `YYYY-MM-DD`. */
  from: string;
  to: string;
  count: number;
  /** To the minute, as the paper says it. */
  printedAt: Date;
  /** Of its lines (`linesDigest`). */
  digest: string;
};

/** Address of the page that checks the code of a printed register. */
export const REGISTER_CHECK = '/kiem-tra/s';

/** A short digest of the lines of a register, cell by cell: two prints with other lines have another. */
export const linesDigest = (lines: ReadonlyArray<readonly string[]>): string =>
  createHash('sha256').update(JSON.stringify(lines)).digest().subarray(0, 12).toString('base64url');

const minutes = (at: Date): number => Math.floor(at.getTime() / 60_000);

const tokenOf = (key: Buffer, r: PrintedRegister): string =>
  createHmac('sha256', key)
    .update(`register ${r.agencyId} ${r.from} ${r.to} ${r.count} ${minutes(r.printedAt)} ${r.digest}`)
    .digest()
    .subarray(0, 16)
    .toString('base64url');

/** Path and query of the page that proves a printed register. */
export function registerCheckPath(key: Buffer, r: PrintedRegister): string {
  const said = { tu: r.from, den: r.to, n: String(r.count), luc: String(minutes(r.printedAt)), d: r.digest };
  return `${REGISTER_CHECK}/${r.agencyId}?${new URLSearchParams({ ...said, k: tokenOf(key, r) })}`;
}

/** The register whose code carries these; undefined where it is none that was printed here. */
export function readRegisterCode(
  key: Buffer,
  agencyId: string,
  said: (name: string) => string,
): PrintedRegister | undefined {
  const [n, at] = [Number(said('n')), Number(said('luc'))];
  if (!Number.isSafeInteger(n) || !Number.isSafeInteger(at) || Math.abs(at) > 1e11) return undefined;
  const printedAt = new Date(at * 60_000);
  const register = { agencyId, from: said('tu'), to: said('den'), count: n, printedAt, digest: said('d') };
  const [expected, given] = [Buffer.from(tokenOf(key, register)), Buffer.from(said('k'))];
  return expected.length === given.length && timingSafeEqual(expected, given) ? register : undefined;
}
