import { createHash, X509Certificate } from 'node:crypto';
import path from 'node:path';
import type { Act, EntryWriter } from '#engines/organisation';
import type { Db, Queryable, Tx } from '#platform/db';
import { defineService } from '#platform/env';
import type { Signed } from '#platform/ledger';
import type { Log } from '#platform/log';
import type { Anchor } from '#platform/pdf';
import { readAnchors } from './anchors.ts';
import { place } from './appearance/appearances.ts';
import { type Authority, ensureAuthority, findAuthority } from './authority/authority.ts';
import { derOf } from './authority/certificate-maker.ts';
import {
  type CertificateRow,
  enrol,
  findBySerial,
  findUsableCertificate,
  listRevoked,
  type Signer,
  subjectOf,
} from './authority/certificates.ts';
import { checkRegistration, registerCertificate } from './authority/register.ts';
import { makeRevocationList } from './authority/revocation-list.ts';
import { makeSigningRequest } from './authority/signing-request.ts';
import { timeStampService } from './authority/time-stamps.ts';
import { NoCertificate, SignatureNotValid } from './errors.ts';
import type { KeyStore } from './keys/key-store.ts';
import { tokenKeyId } from './keys/pkcs11/token-key-store.ts';
import { signPdfBytes } from './sign/sign-pdf.ts';
import { requestTimeStamp, type TimeStampService } from './sign/time-stamp.ts';
import { type CheckedStamp, checkStamp, checkStamps } from './stamps/check-stamps.ts';
import { lastStamp } from './stamps/stamp-folder.ts';
import { stampHead } from './stamps/stamp-head.ts';
import { readRevocationLists, revocationBy } from './verify/revocation-lists.ts';
import { type Verification, verifyBytes } from './verify/verify-bytes.ts';

export type SignOrder = {
  signer: Signer;
  /** `Phê duyệt Giấy khai sinh số 157/2026` */
  reason: string;
  /** `Bắc Hà` */
  location: string;
  at: Date;
  /** The place that `renderPaper` kept free under an anchor; a signature that is not seen when absent. */
  appearance?: Anchor;
  /** Signatures still to come: the paper is `incomplete` until they are there. Give `['agency']` with the person's. */
  reserve?: readonly Signer['kind'][];
};

export type SignedPdf = {
  pdf: Buffer;
  certificateId: string;
  serial: string;
  signerName: string;
  organisation: string;
  level: 'B-B' | 'B-T';
};

export type Trust = {
  /**
   * Signs a PDF (PAdES B-B; B-T where there is a time-stamp service) in an incremental update: first the person, then the agency. In a
   * demo a signer without a certificate gets one of the test authority. Call it outside a transaction.
   * Throws NoCertificate, KeyMissing, AlreadySigned, PdfUnreadable, TimeStampAway.
   */
  signPdf(pdf: Uint8Array, order: SignOrder): Promise<SignedPdf>;
  /** Who signed, when, and whether anything was changed since. Takes any bytes; never throws for what is in them. */
  verifyPdf(pdf: Uint8Array): Promise<Verification>;
  /**
   * Notes the signatures of a stored file (`files.file`) after verifying them. Idempotent.
   * Throws SignatureNotValid unless the verdict is `valid` or `incomplete` and all certificates are of this installation.
   */
  record(tx: Tx, sha256: string, pdf: Uint8Array, at: Date): Promise<void>;
  /**
   * Makes a key under this label in the token, or takes the one that is there, and asks for a certificate over it (PKCS#10, PEM) in the
   * signer's name. Throws KeyMissing, Token….
   */
  requestCertificate(signer: Signer, label: string): Promise<string>;
  /**
   * Has `signer` sign with a certificate of another authority, over the key of this label in the token. `certificates`: it, then those above it.
   * `replace`: a good one that the signer has gives way. Throws CertificateUnfit, CertificateNotBelieved, CertificateOfOtherKey,
   * CertificateTaken, KeyMissing, Token….
   */
  registerCertificate(
    order: { signer: Signer; certificates: readonly X509Certificate[]; key: string; replace: boolean },
    act: Act,
  ): Promise<{ name: string; notAfter: Date }>;
  /** The revocation list of the test authority, DER; undefined where there is none. */
  revocationList(): Promise<Buffer | undefined>;
  /** Certificates of the test authority, issuing and root, PEM; undefined where there is none. */
  authorityPem(): Promise<string | undefined>;
  /** Has the ledger's newest head time-stamped, once a day: its stamp's name, undefined when there is nothing to do. Throws TimeStampAway. */
  stampHead(): Promise<string | undefined>;
  /** The heads that were time-stamped, the oldest first, and whether each token is a good one. */
  stampedHeads(): Promise<CheckedStamp[]>;
  /** The newest of them, with its two files; undefined before the first. */
  lastStamp(): Promise<(CheckedStamp & { bytes: Buffer; token: Buffer }) | undefined>;
};

export const trustService = defineService<Trust>('trust');

export type TrustSettings = {
  db: Db;
  keys: KeyStore;
  ledger: EntryWriter;
  log: Log;
  clock: { now(): Date };
  /** A test authority may be made here. */
  demo: boolean;
  siteName: string;
  /** Where the revocation list is to be had. */
  crlUrl: string;
  /** Where signatures and heads get their time stamps: a service, `own` for the test authority's, null for nowhere. */
  timeStamps: TimeStampService | 'own' | null;
  anchorFolder: string;
  stampFolder: string;
  /** The ledger's newest signed head. */
  head(): Promise<Signed | undefined>;
};

/** With what a signer signs, and the authority that it may be under, which are asked for together. */
async function signingWith(
  s: TrustSettings,
  signer: Signer,
  at: Date,
): Promise<{ certificate: CertificateRow; authority: Authority | undefined }> {
  const [certificate, authority] = await s.db.together(q =>
    Promise.all([findUsableCertificate(q, signer, at), findAuthority(q)]),
  );
  if (certificate) return { certificate, authority };
  return { certificate: await enrolled(s, signer, at), authority: await findAuthority(s.db) };
}

/** Of a demo: the certificate of a signer who has none so far. Throws NoCertificate elsewhere. */
async function enrolled(s: TrustSettings, signer: Signer, at: Date): Promise<CertificateRow> {
  if (!s.demo) throw NoCertificate({ signer: signer.kind });
  return s.db.tx(async tx => {
    const authority = await ensureAuthority(tx, s.keys, s.siteName, s.clock.now());
    return enrol(tx, s.keys, authority, signer, at, s.crlUrl, s.ledger);
  });
}

// Of a certificate under one of the authority's: whether it is, which stays so.
const issuedUnder = new WeakMap<Authority['issuing'], Map<string, boolean>>();

function isIssuedBy({ issuing, issuingDer }: Authority, { id, der }: CertificateRow): boolean {
  const known = issuedUnder.get(issuing) ?? new Map<string, boolean>();
  issuedUnder.set(issuing, known);
  const before = known.get(id);
  if (before !== undefined) return before;
  const issued = new X509Certificate(der).checkIssued(new X509Certificate(issuingDer));
  known.set(id, issued);
  return issued;
}

/** The certificates above a signer's that go into a signature. */
function chainOf(certificate: CertificateRow, authority: Authority | undefined): readonly Buffer[] {
  if (certificate.chain.length > 0 || !authority) return certificate.chain;
  return isIssuedBy(authority, certificate) ? [authority.issuingDer] : [];
}

const HOUR_MS = 3_600_000;

const ownTimeStamps = (s: TrustSettings): TimeStampService =>
  timeStampService(
    s.keys,
    async () => {
      const there = await findAuthority(s.db);
      if (there?.timeStamps) return there;
      return s.db.tx(tx => ensureAuthority(tx, s.keys, s.siteName, s.clock.now()));
    },
    s.clock,
  );

async function anchorsOf(s: TrustSettings, authority: Authority | undefined): Promise<X509Certificate[]> {
  const own = authority ? [new X509Certificate(derOf(authority.root))] : [];
  return [...own, ...(await readAnchors(s.anchorFolder, s.log))];
}

async function trusted(s: TrustSettings, q: Queryable, pdf: Uint8Array) {
  const authority = await findAuthority(q);
  const revoked = new Map((await listRevoked(q)).map(r => [r.serial, r.revokedAt]));
  const own = authority && new X509Certificate(derOf(authority.issuing));
  const lists = await readRevocationLists(s.anchorFolder, s.log);
  const sha256 = createHash('sha256').update(pdf).digest('hex');
  return {
    now: s.clock.now(),
    anchors: await anchorsOf(s, authority),
    own: own ? [own] : [],
    // What the own authority's list is made from; of others the lists that were put here.
    revocation: (issuer: X509Certificate, serial: string, signedAt: Date | null) =>
      issuer.fingerprint256 === own?.fingerprint256
        ? { known: true, revokedAt: revoked.get(serial) ?? null }
        : revocationBy(lists, issuer, serial, signedAt, s.clock.now()),
    recorded:
      (await q.maybe('SELECT 1 FROM trust.signature WHERE sha256 = $1 AND position = 1', [sha256])) !==
      undefined,
  };
}

async function record(s: TrustSettings, tx: Tx, sha256: string, pdf: Uint8Array, at: Date): Promise<void> {
  const { signatures, verdict } = verifyBytes(pdf, await trusted(s, tx, pdf));
  if (verdict !== 'valid' && verdict !== 'incomplete') throw SignatureNotValid({ verdict });
  for (const [i, signature] of signatures.entries()) {
    const row = await findBySerial(tx, signature.certificate?.serial ?? '');
    if (!row) throw SignatureNotValid({ verdict: 'unknown-signer' });
    await tx.run(
      `INSERT INTO trust.signature (sha256, position, certificate_id, field, level, signed_at, verdict, recorded_at)
       VALUES ($1, $2, $3, $4, $5, $6, 'valid', $7) ON CONFLICT DO NOTHING`,
      [sha256, i + 1, row.id, signature.field, signature.timeStamped ? 'B-T' : 'B-B', signature.signedAt, at],
    );
  }
}

/** The trust service over its key store, authority and settings. */
export function createTrust(s: TrustSettings): Trust {
  const timeStamps = s.timeStamps === 'own' ? ownTimeStamps(s) : s.timeStamps;
  return {
    signPdf: async (pdf, order) => {
      const { certificate, authority } = await signingWith(s, order.signer, order.at);
      const { kind } = order.signer;
      // A demo shows a past that its own service was not there to stamp.
      const isPast = s.timeStamps === 'own' && s.clock.now().getTime() - order.at.getTime() > HOUR_MS;
      const stamping = isPast ? null : timeStamps;
      const signed = await signPdfBytes(pdf, {
        field: kind,
        name: certificate.subjectName,
        reason: order.reason,
        location: order.location,
        at: order.at,
        ...(order.appearance ? { placed: place(kind, certificate.subjectName, order.appearance) } : {}),
        ...(order.reserve ? { reserve: order.reserve } : {}),
        cms: {
          chain: [certificate.der, ...chainOf(certificate, authority)],
          sign: data => s.keys.sign(certificate.keyId, data),
          ...(stamping ? { timeStamp: digest => requestTimeStamp(stamping, digest) } : {}),
        },
      });
      return {
        pdf: signed,
        certificateId: certificate.id,
        serial: certificate.serial,
        signerName: certificate.subjectName,
        organisation: certificate.organisation,
        level: stamping ? 'B-T' : 'B-B',
      };
    },
    verifyPdf: async pdf => verifyBytes(pdf, await trusted(s, s.db, pdf)),
    record: (tx, sha256, pdf, at) => record(s, tx, sha256, pdf, at),
    requestCertificate: async (signer, label) => {
      const { dn } = await subjectOf(s.db, signer, s.clock.now());
      return makeSigningRequest(s.keys, tokenKeyId(label), dn);
    },
    registerCertificate: async ({ key, ...order }, act) => {
      const registration = { ...order, keyId: tokenKeyId(key) };
      const anchors = await anchorsOf(s, await findAuthority(s.db));
      await checkRegistration(registration, s.keys, anchors, act.at);
      await s.db.tx(tx => registerCertificate(tx, registration, act));
      const row = await findUsableCertificate(s.db, order.signer, act.at);
      if (!row) throw new Error('the certificate that was just registered is not good');
      return { name: row.subjectName, notAfter: row.notAfter };
    },
    revocationList: async () => {
      const authority = await findAuthority(s.db);
      if (!authority) return undefined;
      return makeRevocationList(
        s.keys,
        authority.issuing,
        authority.issuingKey,
        await listRevoked(s.db),
        s.clock.now(),
      );
    },
    authorityPem: async () => {
      const authority = await findAuthority(s.db);
      return (
        authority &&
        [authority.issuing, authority.root].map(c => new X509Certificate(derOf(c)).toString()).join('')
      );
    },
    stampHead: () => stampHead({ ...s, timeStamps }),
    lastStamp: async () => {
      const stamp = await lastStamp(s.stampFolder);
      if (!stamp) return undefined;
      return { ...stamp, ...checkStamp(stamp, await anchorsOf(s, await findAuthority(s.db))) };
    },
    stampedHeads: async () => checkStamps(s.stampFolder, await anchorsOf(s, await findAuthority(s.db))),
  };
}

/** Where the keys and the anchors lie under DATA_DIR. */
export const trustFolders = (dataDir: string) => ({
  keys: path.join(dataDir, 'keys'),
  anchors: path.join(dataDir, 'trust-anchors'),
});
