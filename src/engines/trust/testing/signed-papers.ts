import assert from 'node:assert/strict';
import { flateStream, PdfUpdate, type Ref, readPdf, renderPaper } from '#platform/pdf';
import { birthCertificate } from '../../../platform/pdf/testing/papers.ts';
import type { Verdict } from '../verify/verify-bytes.ts';
import { trustFixture } from './fixture.ts';

/** A certificate: `paper` unsigned, `one` signed by the person with a place kept for the office, `two` by both. */
export async function signedPapers(settings?: Parameters<typeof trustFixture>[0]) {
  const f = await trustFixture(settings);
  const at = { at: f.clock.now(), reason: 'Phê duyệt', location: 'Bắc Hà' };
  const { pdf: paper, anchors } = await renderPaper(birthCertificate);
  const appearance = anchors.person ?? assert.fail('no room for the signature');
  const one = (await f.trust.signPdf(paper, { signer: f.person, ...at, appearance, reserve: ['agency'] }))
    .pdf;
  const two = (await f.trust.signPdf(one, { signer: f.office, ...at, appearance })).pdf;
  const verdict = async (pdf: Uint8Array): Promise<Verdict> => (await f.trust.verifyPdf(pdf)).verdict;
  return { f, at, paper, one, two, verdict };
}
export type SignedPapers = Awaited<ReturnType<typeof signedPapers>>;

/** `pdf` with `to` in place of `from`, of the same length, from position `after` on. */
export function replaced(pdf: Buffer, from: string, to: string, after = 0): Buffer {
  assert.equal(from.length, to.length);
  const i = pdf.indexOf(from, after, 'latin1');
  assert.ok(i >= 0, from);
  const out = Buffer.from(pdf);
  out.write(to, i, 'latin1');
  return out;
}

/** The byte range of the last signature: where it stands, as it is written, and its numbers. */
export function lastRange(pdf: Buffer) {
  const start = pdf.lastIndexOf('/ByteRange [');
  const text = /^\/ByteRange \[0 (\d+) *(\d+) *(\d+) *\]/.exec(pdf.toString('latin1', start, start + 80));
  const [whole = '', open, close, length] = text ?? [];
  return { start, whole, open: Number(open), close: Number(close), length: Number(length) };
}

/** The last signature with another byte range. */
export function rewriteRange(pdf: Buffer, range: string): Buffer {
  const { start, whole } = lastRange(pdf);
  return replaced(pdf, whole, `/ByteRange [${range}`.padEnd(whole.length - 1).concat(']'), start);
}

/** Writes an update by someone who has no key. */
export function updated(pdf: Buffer, edit: (update: PdfUpdate) => void): Buffer {
  const update = new PdfUpdate(readPdf(pdf));
  edit(update);
  return update.finish().bytes;
}

export const firstPage = (update: PdfUpdate) => update.file.pages()[0] ?? assert.fail('no page');
/** A page painted over in red. */
export const otherContent = (update: PdfUpdate): Ref =>
  update.add(flateStream({}, '1 0 0 rg 0 0 600 800 re f'));
