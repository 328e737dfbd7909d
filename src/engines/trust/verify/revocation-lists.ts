import { type KeyObject, verify, type X509Certificate } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { Certificate, CertificateRevocationList } from 'pkijs';
import type { Log } from '#platform/log';
import { view } from '../asn1.ts';
import { OID } from '../oids.ts';

/** Circular 15/2025/TT-BKHCN: SHA-256 or better. */
export const HASHES: Record<string, string> = {
  [OID.ecdsaWithSha256]: 'sha256',
  [OID.ecdsaWithSha384]: 'sha384',
  [OID.ecdsaWithSha512]: 'sha512',
  [OID.rsaSha256]: 'sha256',
  [OID.rsaSha384]: 'sha384',
  [OID.rsaSha512]: 'sha512',
};

/** What an authority says of its certificates: a list (RFC 5280, section 5) or an answer (RFC 6960). Whose it is its signature has to show. */
export type RevocationStatement = {
  thisUpdate: Date;
  /** When the next one is due; null where the authority does not say. */
  nextUpdate: Date | null;
  /** The issuer's own, or of somebody whom it lets answer. */
  isOf(issuer: X509Certificate): boolean;
  /** Whether it says anything of the certificate of this serial: a list of all, an answer of those that were asked about. */
  covers(serial: string): boolean;
  /** When the certificate of this serial (lower-case hex) was revoked; null when it is not on the list. */
  revokedAt(serial: string): Date | null;
};

/** Whether the signature over these bytes is of this key; not, where the two do not go together. */
export function signedBy(key: KeyObject, hash: string, bytes: Uint8Array, signature: Uint8Array): boolean {
  try {
    return verify(hash, bytes, { key, dsaEncoding: 'der' }, signature);
  } catch {
    return false;
  }
}

const hex = (bytes: ArrayBuffer | Uint8Array) => Buffer.from(bytes as Uint8Array).toString('hex');

/**
 * Parses a list, DER or PEM. Throws when it is none, and when it is one that is not to be read alone: a delta list, one of some reasons
 * or of several authorities (they are marked by a critical extension).
 */
export function parseRevocationList(bytes: Buffer): RevocationStatement {
  const pem = /-----BEGIN X509 CRL-----([^-]+)-----END X509 CRL-----/.exec(bytes.toString('latin1'));
  const list = CertificateRevocationList.fromBER(view(pem?.[1] ? Buffer.from(pem[1], 'base64') : bytes));
  const entries = list.revokedCertificates ?? [];
  const critical = [list.crlExtensions, ...entries.map(e => e.crlEntryExtensions)]
    .flatMap(e => e?.extensions ?? [])
    .find(e => e.critical);
  if (critical) throw new Error(`a list with the critical extension ${critical.extnID}`);
  const hash = HASHES[list.signatureAlgorithm.algorithmId];
  if (!hash) throw new Error(`a list signed by ${list.signatureAlgorithm.algorithmId}`);
  const revoked = new Map(
    entries.map(e => [hex(e.userCertificate.valueBlock.valueHexView), e.revocationDate.value]),
  );
  const signature = Buffer.from(list.signatureValue.valueBlock.valueHexView);
  return {
    thisUpdate: list.thisUpdate.value,
    nextUpdate: list.nextUpdate?.value ?? null,
    isOf: issuer =>
      list.issuer.isEqual(Certificate.fromBER(view(issuer.raw)).subject) &&
      signedBy(issuer.publicKey, hash, list.tbsView, signature),
    covers: () => true,
    revokedAt: serial => revoked.get(serial) ?? null,
  };
}

/** The lists in `folder` (`*.crl`), put and kept new there by whoever runs the installation. One that cannot be read is logged. */
export async function readRevocationLists(folder: string, log: Log): Promise<RevocationStatement[]> {
  const names = await readdir(folder).catch(() => [] as string[]);
  const lists: RevocationStatement[] = [];
  for (const name of names.filter(n => /\.crl$/i.test(n)).sort()) {
    try {
      lists.push(parseRevocationList(await readFile(path.join(folder, name))));
    } catch (err) {
      log.warn({ file: name, err }, 'no usable revocation list in a file of trust anchors');
    }
  }
  return lists;
}

export type Revocation = {
  /** A list of the certificate's issuer says how it stands: one made after the signature, or that is not yet outdated. */
  known: boolean;
  revokedAt: Date | null;
};

/**
 * How the certificate of `serial`, issued by `issuer`, stands by these statements, for a signature of `signedAt`; null where that is
 * not known, or is not to be believed.
 */
export function revocationBy(
  statements: readonly RevocationStatement[],
  issuer: X509Certificate,
  serial: string,
  signedAt: Date | null,
  now: Date,
): Revocation {
  const own = statements.filter(s => s.covers(serial) && s.isOf(issuer));
  const dates = own.flatMap(s => s.revokedAt(serial) ?? []).map(d => d.getTime());
  if (dates.length) return { known: true, revokedAt: new Date(Math.min(...dates)) };
  const known = own.some(
    ({ thisUpdate, nextUpdate }) =>
      (nextUpdate !== null && now <= nextUpdate) || (signedAt !== null && signedAt <= thisUpdate),
  );
  return { known, revokedAt: null };
}
