import type { X509Certificate } from 'node:crypto';
import { Certificate } from 'pkijs';
import { view } from '../asn1.ts';
import { OID } from '../oids.ts';

const MAX_DEPTH = 6;

const validAt = (c: X509Certificate, at: Date) => new Date(c.validFrom) <= at && at <= new Date(c.validTo);
const same = (a: X509Certificate, b: X509Certificate) => a.fingerprint256 === b.fingerprint256;

function issued(issuer: X509Certificate, certificate: X509Certificate): boolean {
  // `ca` looks at basic constraints and key usage: a signatory's certificate issues nothing.
  return issuer.ca && certificate.checkIssued(issuer) && signedBy(certificate, issuer);
}

/** False too where the key cannot be read: a byte of it was changed. */
function signedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  try {
    return certificate.verify(issuer.publicKey);
  } catch {
    return false;
  }
}

/**
 * Whether `certificate` leads to one of `anchors` through `others`, each link valid at `at`. The revocation of authorities
 * is for whoever chooses the anchors.
 */
export function leadsToAnchor(
  certificate: X509Certificate,
  others: readonly X509Certificate[],
  anchors: readonly X509Certificate[],
  at: Date,
): boolean {
  let current = certificate;
  for (let depth = 0; depth < MAX_DEPTH; depth++) {
    if (!validAt(current, at)) return false;
    if (anchors.some(a => same(a, current))) return depth > 0;
    const next = issuerOf(current, [...anchors, ...others]);
    if (!next) return false;
    current = next;
  }
  return false;
}

/**
 * Whether a certificate, or one between it and an anchor, was altered: who is named as its issuer is there, but signed something else; or
 * the way to an anchor is whole only with the authorities known here (`own`), although the file brings others in their place.
 */
export function wasAltered(
  certificate: X509Certificate,
  others: readonly X509Certificate[],
  anchors: readonly X509Certificate[],
  own: readonly X509Certificate[],
): boolean {
  const brought = [...anchors, ...others];
  let current = certificate;
  let ours = false;
  for (let depth = 0; depth < MAX_DEPTH; depth++) {
    if (anchors.some(a => same(a, current))) return false;
    ours ||= issuerOf(current, own) !== undefined;
    const named = [...brought, ...own].filter(c => c.subject === current.issuer);
    if (named.length && !named.some(c => signedBy(current, c))) return true;
    const next = issuerOf(current, brought);
    if (!next) return ours && others.some(c => !same(c, certificate));
    current = next;
  }
  return false;
}

/** The certificate of the authority that issued `certificate`, among these. */
export const issuerOf = (
  certificate: X509Certificate,
  among: readonly X509Certificate[],
): X509Certificate | undefined => among.find(c => !same(c, certificate) && issued(c, certificate));

export { validAt };

/** Whether the certificate may sign papers: digital signature or non-repudiation (RFC 5280, 4.2.1.3). */
export function maySign(certificate: X509Certificate): boolean {
  if (certificate.ca) return false;
  const usage = Certificate.fromBER(view(certificate.raw)).extensions?.find(e => e.extnID === OID.keyUsage);
  const bits = (usage?.parsedValue as { valueBlock?: { valueHexView?: Uint8Array } } | undefined)?.valueBlock
    ?.valueHexView;
  return usage === undefined || ((bits?.[0] ?? 0) & 0b1100_0000) !== 0;
}

export type CertificateNames = { commonName: string; organisation: string; issuer: string; serial: string };

// By the certificate's digest: a signatory has the same one for years.
const named = new Map<string, CertificateNames>();
const MOST_NAMED = 1_000;

/** The names in a certificate as people read them. */
export function namesOf(certificate: X509Certificate): CertificateNames {
  const key = certificate.fingerprint256;
  const names = named.get(key) ?? readNames(certificate);
  if (named.size >= MOST_NAMED) named.delete(named.keys().next().value ?? '');
  named.set(key, names);
  return names;
}

function readNames(certificate: X509Certificate): CertificateNames {
  const parsed = Certificate.fromBER(view(certificate.raw));
  const one = (name: Certificate['subject'], type: string) =>
    String(name.typesAndValues.find(t => t.type === type)?.value.valueBlock.value ?? '').slice(0, 300);
  return {
    commonName: one(parsed.subject, OID.commonName),
    organisation: one(parsed.subject, OID.organisation),
    issuer: one(parsed.issuer, OID.commonName),
    serial: Buffer.from(parsed.serialNumber.valueBlock.valueHexView).toString('hex'),
  };
}
