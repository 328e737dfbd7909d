import { type KeyObject, verify, type X509Certificate } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { Certificate, CertificateRevocationList } from 'pkijs';
import type { Log } from '#platform/log';
import { view } from '../asn1.ts';
import { OID } from '../oids.ts';

// Circular 15/2025/TT-BKHCN: SHA-256 or better.
const HASHES: Record<string, string> = {
  [OID.ecdsaWithSha256]: 'sha256',
  [OID.ecdsaWithSha384]: 'sha384',
  [OID.ecdsaWithSha512]: 'sha512',
  [OID.rsaSha256]: 'sha256',
  [OID.rsaSha384]: 'sha384',
  [OID.rsaSha512]: 'sha512',
};

/** A revocation list (RFC 5280, section 5) as somebody put it here; whose it is its signature has to show. */
export type RevocationList = {
  file: string;
  issuer: Certificate['issuer'];
  thisUpdate: Date;
  /** When the next one is due; null where the authority does not say. */
  nextUpdate: Date | null;
  isSignedBy(key: KeyObject): boolean;
  /** When the certificate of this serial (lower-case hex) was revoked; null when it is not on the list. */
  revokedAt(serial: string): Date | null;
};

const hex = (bytes: ArrayBuffer | Uint8Array) => Buffer.from(bytes as Uint8Array).toString('hex');

/**
 * Parses a list, DER or PEM. Throws when it is none, and when it is one that is not to be read alone: a delta list, one of some reasons
 * or of several authorities (they are marked by a critical extension).
 */
export function parseRevocationList(file: string, bytes: Buffer): RevocationList {
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
    file,
    issuer: list.issuer,
    thisUpdate: list.thisUpdate.value,
    nextUpdate: list.nextUpdate?.value ?? null,
    isSignedBy: key => {
      try {
        return verify(hash, list.tbsView, { key, dsaEncoding: 'der' }, signature);
      } catch {
        return false;
      }
    },
    revokedAt: serial => revoked.get(serial) ?? null,
  };
}

/** The lists in `folder` (`*.crl`), put and kept new there by whoever runs the installation. One that cannot be read is logged. */
export async function readRevocationLists(folder: string, log: Log): Promise<RevocationList[]> {
  const names = await readdir(folder).catch(() => [] as string[]);
  const lists: RevocationList[] = [];
  for (const name of names.filter(n => /\.crl$/i.test(n)).sort()) {
    try {
      lists.push(parseRevocationList(name, await readFile(path.join(folder, name))));
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

/** How the certificate of `serial`, issued by `issuer`, stands by these lists, for a signature of `signedAt`. */
export function revocationBy(
  lists: readonly RevocationList[],
  issuer: X509Certificate,
  serial: string,
  signedAt: Date | null,
  now: Date,
): Revocation {
  const { subject } = Certificate.fromBER(view(issuer.raw));
  const own = lists.filter(list => list.issuer.isEqual(subject) && list.isSignedBy(issuer.publicKey));
  const dates = own.flatMap(list => list.revokedAt(serial) ?? []).map(d => d.getTime());
  if (dates.length) return { known: true, revokedAt: new Date(Math.min(...dates)) };
  const known = own.some(
    ({ thisUpdate, nextUpdate }) =>
      (nextUpdate !== null && now <= nextUpdate) || (signedAt !== null && signedAt <= thisUpdate),
  );
  return { known, revokedAt: null };
}
