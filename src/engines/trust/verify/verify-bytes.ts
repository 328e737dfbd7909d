import type { X509Certificate } from 'node:crypto';
import { nameOf, type PdfFile, PdfProblem, PdfString, readPdf } from '#platform/pdf';
import { issuerOf, leadsToAnchor, maySign, namesOf, validAt, wasAltered } from './chain.ts';
import { onlySignaturesAdded, onlyValidationDataAdded } from './changes.ts';
import { type CmsCheck, checkCms } from './check-cms.ts';
import { checkTimeStamp } from './check-time-stamp.ts';
import { embeddedStatements } from './embedded.ts';
import { type Revocation, type RevocationStatement, revocationBy } from './revocation-lists.ts';
import { type FoundSignature, findSignatures } from './signature-fields.ts';

export type Verdict =
  /** Every signature is good, by a known signer, and nothing was changed since. */
  | 'valid'
  /** Bytes do not fit a signature, or something other than signatures was added after one. */
  | 'changed'
  /** A signer is not known here, the certificate was not good when it signed, or its kind of signature cannot be checked. */
  | 'unknown-signer'
  /** Untouched, but a signature that the paper has a place for is missing: not yet made, or cut off. */
  | 'incomplete'
  | 'no-signature'
  /** A signature lies in it, but it, its certificate or the file is broken, or asks for a password: neither who signed nor what can be told. */
  | 'damaged'
  /** No PDF, encrypted, broken, or too large. */
  | 'unreadable';

export type VerifiedSignature = {
  field: string;
  signerName: string;
  organisation: string;
  kind: 'person' | 'agency';
  /** What the signatory said; the time stamp's where there is a good one. Null when neither can be read. */
  signedAt: Date | null;
  /** The time was confirmed by a time-stamp service that is trusted here. */
  timeStamped: boolean;
  certificate: {
    issuer: string;
    serial: string;
    /** It leads to an authority trusted here. */
    trusted: boolean;
    /** It, or one on its way to an authority trusted here, is not what that authority signed: it proves nothing. */
    altered: boolean;
    validAtSigning: boolean;
    /** It had been revoked when it signed. */
    revoked: boolean;
    /** Whether its authority had revoked it could be told here; nothing is fetched to find out. */
    revocationKnown: boolean;
  } | null;
  /** The bytes it covers are those that were signed. False also where that cannot be checked. */
  intact: boolean;
  coversWholeDocument: boolean;
};

export type Verification = {
  signatures: VerifiedSignature[];
  /** Something other than signatures came after a signature. */
  changedSince: boolean;
  /** Fields for signatures that are not there. */
  missing: string[];
  verdict: Verdict;
};

/** What verification has to be told. */
export type Trusted = {
  anchors: readonly X509Certificate[];
  /** Authorities below the anchors whose certificates are known here; a file has to bring them all the same. */
  own: readonly X509Certificate[];
  /** What is known here of the revocation of `issuer`'s certificate with this serial, for a signature of this time. */
  revocation(issuer: X509Certificate, serial: string, signedAt: Date | null): Revocation;
  /** The signatures of this very file were noted here when they were made: their times need no further proof. */
  recorded: boolean;
  now: Date;
};

const MAX_BYTES = 25 * 1_048_576;
const MAX_SIGNATURES = 50;

/** `D:20261118104200+07'00'` */
function readPdfDate(value: unknown): Date | null {
  const text = value instanceof PdfString ? Buffer.from(value.bytes).toString('latin1') : '';
  const m = /^D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:Z|([+-])(\d\d)'?(\d\d)?'?)/.exec(text);
  if (!m) return null;
  const [, y, mo, d, h, mi, s, sign, oh = '00', om = '00'] = m;
  const date = new Date(`${y}-${mo}-${d}T${h}:${mi}:${s}${sign ? `${sign}${oh}:${om}` : 'Z'}`);
  return Number.isNaN(date.getTime()) ? null : date;
}

/** The time of a good time stamp over this signature by a service that is trusted here. */
function stampedAt({ timeStamp, signature }: CmsCheck, anchors: readonly X509Certificate[]): Date | null {
  if (!timeStamp || !signature) return null;
  const { state, at } = checkTimeStamp(timeStamp, signature, anchors);
  return state === 'good' ? at : null;
}

// Forms of signatures that are of another time, or time stamps of a whole document: not checked here.
const FOREIGN = new Set(['adbe.x509.rsa_sha1', 'adbe.pkcs7.sha1', 'ETSI.RFC3161']);

/** `ours`: made with a certificate of this installation, which signs in no way that cannot be checked here. */
type Checked = VerifiedSignature & { unsupported: boolean; ours: boolean };

function earliest(dates: ReadonlyArray<Date | null | undefined>): Date | null {
  const times = dates.flatMap(d => d?.getTime() ?? []);
  return times.length ? new Date(Math.min(...times)) : null;
}

function verifyOne(
  file: PdfFile,
  found: FoundSignature,
  trusted: Trusted,
  embedded: readonly RevocationStatement[],
): Checked {
  const { bytes } = file;
  const check = checkCms(found.cms, [bytes.subarray(0, found.open), bytes.subarray(found.close, found.end)]);
  const stamped = stampedAt(check, trusted.anchors);
  const signedAt = stamped ?? readPdfDate(found.dict.get('M')) ?? check.signingTime ?? null;
  const foreign = check.state === 'broken' && FOREIGN.has(nameOf(found.dict.get('SubFilter')) ?? '');
  const { certificate } = check;
  const names = certificate && namesOf(certificate);
  const issuer = certificate && issuerOf(certificate, [...trusted.anchors, ...check.others]);
  const altered =
    certificate !== undefined && wasAltered(certificate, check.others, trusted.anchors, trusted.own);
  // Whoever holds a key that was given up can write any time he likes: only a proven one counts before the revocation.
  const proven = stamped !== null || trusted.recorded;
  const here = issuer && names && trusted.revocation(issuer, names.serial, signedAt);
  // What the file brings was chosen by whoever made it: an old answer that acquits proves nothing of a time that is only said.
  const brought =
    issuer && names && revocationBy(embedded, issuer, names.serial, proven ? signedAt : null, trusted.now);
  const known = Boolean(here?.known || brought?.known);
  const revokedAt = earliest([here?.revokedAt, brought?.revokedAt]);
  return {
    field: found.field,
    signerName: names?.commonName ?? '',
    organisation: names?.organisation ?? '',
    kind: names && names.commonName === names.organisation ? 'agency' : 'person',
    signedAt,
    timeStamped: stamped !== null,
    certificate:
      certificate && names
        ? {
            issuer: names.issuer,
            serial: names.serial,
            trusted:
              signedAt !== null &&
              maySign(certificate) &&
              leadsToAnchor(certificate, check.others, trusted.anchors, signedAt),
            altered,
            validAtSigning: signedAt !== null && validAt(certificate, signedAt),
            revoked: revokedAt !== null && (!proven || signedAt === null || revokedAt <= signedAt),
            revocationKnown: known,
          }
        : null,
    intact: check.state === 'ok',
    unsupported: foreign || check.state === 'unsupported',
    ours: certificate !== undefined && issuerOf(certificate, trusted.own) !== undefined,
    coversWholeDocument: found.end === bytes.length,
  };
}

/** Whether only signatures were added between each signature's revision and the next, and nothing after the last. */
function changedSince(file: PdfFile, found: readonly FoundSignature[]): boolean {
  const ends = [...new Set(found.map(s => s.end))];
  // Two signatures over the same revision: one of them is a copy.
  if (ends.length !== found.length) return true;
  const revisions = found.map(s => {
    const revision = s.end === file.bytes.length ? file : readPdf(file.bytes.subarray(0, s.end));
    return { revision, own: findSignatures(revision) };
  });
  for (const [i, { revision, own }] of revisions.entries()) {
    // In its own revision a signature is the newest one, in its field, and all earlier ones are there.
    const names = own.signatures.map(s => s.field).join('\n');
    const expected = found
      .slice(0, i + 1)
      .map(s => s.field)
      .join('\n');
    if (names !== expected || own.malformed.length) return true;
    const next = revisions[i + 1]?.revision;
    if (next && !onlySignaturesAdded(revision, next)) return true;
  }
  const last = revisions.at(-1)?.revision;
  return last !== undefined && last !== file && !onlyValidationDataAdded(last, file);
}

function verdictOf(signatures: readonly Checked[], changed: boolean, missing: number): Verdict {
  if (changed || signatures.some(s => !s.intact && !s.unsupported)) return 'changed';
  if (signatures.some(s => s.certificate?.altered || (s.unsupported && s.ours))) return 'damaged';
  if (
    signatures.some(
      s => s.unsupported || !s.certificate?.trusted || !s.certificate.validAtSigning || s.certificate.revoked,
    )
  )
    return 'unknown-signer';
  return missing ? 'incomplete' : 'valid';
}

/** Whether something in the bytes is called what covers a signature has to be called; it lies in no compressed part. */
const namesRange = (bytes: Uint8Array): boolean =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes('/ByteRange');

/** Whether bytes that cannot be read as a PDF were one, with a signature. */
const wasSigned = (bytes: Uint8Array): boolean =>
  Buffer.from(bytes.subarray(0, 1_024)).includes('%PDF-') && namesRange(bytes);

/**
 * Says of a PDF who signed it, when, with which certificate, and whether anything was changed since. Reads hostile files:
 * bounded in size and depth, repairs nothing, and refuses what two readers could understand in two ways.
 */
export function verifyBytes(bytes: Uint8Array, trusted: Trusted): Verification {
  const none = (verdict: Verdict): Verification => ({
    signatures: [],
    changedSince: false,
    missing: [],
    verdict,
  });
  if (bytes.length > MAX_BYTES) return none('unreadable');
  try {
    const file = readPdf(bytes);
    const found = findSignatures(file);
    if (found.signatures.length > MAX_SIGNATURES) return none('unreadable');
    if (found.signatures.length === 0 && found.malformed.length === 0) {
      // No form leads to a signature, and yet there is one: it was cut out of the form.
      return namesRange(bytes) ? { ...none('changed'), changedSince: true } : none('no-signature');
    }
    const changed = found.malformed.length > 0 || changedSince(file, found.signatures);
    const embedded = embeddedStatements(file);
    const checked = found.signatures.map(s => verifyOne(file, s, trusted, embedded));
    const verdict = verdictOf(checked, changed, found.unsigned.length);
    const signatures = checked.map(({ unsupported: _, ours: __, ...s }) => s);
    return { signatures, changedSince: changed, missing: found.unsigned, verdict };
  } catch (error) {
    if (error instanceof PdfProblem) return none(wasSigned(bytes) ? 'damaged' : 'unreadable');
    throw error;
  }
}
