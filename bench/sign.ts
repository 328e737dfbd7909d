// Promise: a certificate is signed (PAdES, in an incremental update, with its picture on the page) and kept at least at 0.15 of the speed
// at which the same bytes are hashed, signed with a P-256 key and written to the disk, with nothing around. Without a time stamp. In turn, each
// way first every other time, as a disk that has just written may take longer to write again; medians.
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { signedPapers } from '../src/engines/trust/testing/signed-papers.ts';
import { median, sayTimes } from './frame/line.ts';

const GOAL = 0.15;
const ASKED = 400;
const WARM = 200;

const { f, at, paper } = await signedPapers();
const folder = await mkdtemp(path.join(tmpdir(), 'bench-sign-'));
const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });

/** On the disk, and not only on its way there. */
async function kept(bytes: Uint8Array, name: string): Promise<void> {
  const file = await open(path.join(folder, name), 'w');
  await file.writeFile(bytes);
  await file.sync();
  await file.close();
}

/** As results are signed; each with an id of its own at its end, as no two are alike. */
const pdfOf = (n: number) => Buffer.concat([paper, Buffer.from(`\n% ${String(n).padStart(6, '0')}\n`)]);

const [ours, theirs]: [number[], number[]] = [[], []];
let { pdf: signed } = await f.trust.signPdf(pdfOf(0), { signer: f.person, ...at });

async function asWeDo(n: number): Promise<void> {
  const { pdf } = await f.trust.signPdf(pdfOf(n), { signer: f.person, ...at });
  await kept(pdf, 'ours.pdf');
  signed = pdf;
}

async function atMost(): Promise<void> {
  createHash('sha256').update(signed).digest();
  sign('sha256', signed, privateKey);
  await kept(signed, 'theirs.pdf');
}

const timed = async (act: () => Promise<void>): Promise<number> => {
  const began = performance.now();
  await act();
  return performance.now() - began;
};
for (let n = 0; n < ASKED + WARM; n++) {
  const order = n % 2 ? ['ours', 'theirs'] : ['theirs', 'ours'];
  for (const way of order) {
    const took = await timed(way === 'ours' ? () => asWeDo(n) : atMost);
    if (n >= WARM) (way === 'ours' ? ours : theirs).push(took);
  }
}
console.log(`${signed.length} bytes a certificate`);
sayTimes('sign', median(ours), median(theirs), GOAL);
await rm(folder, { recursive: true, force: true });
await f.end();
process.exit(0);
