import { createHash, X509Certificate } from 'node:crypto';
import { Certificate, ContentInfo, SignedData } from 'pkijs';
import { der, view } from './asn1.ts';
import { OID } from './oids.ts';

/** A certificate as a signature brings it. */
export type Brought = { parsed: Certificate; der: Buffer; x509: X509Certificate };

export type OpenCms = { signed: SignedData; certificates: readonly Brought[] };

const opened = new Map<string, OpenCms>();
const MOST_OPENED = 32;

/**
 * What a CMS signature (RFC 5652) holds, by its bytes: with each signature on a paper the older ones are checked anew, and taking
 * them apart takes longer than the checks. To be read only. Throws when it is none.
 */
export function openCms(cms: Uint8Array): OpenCms {
  const key = createHash('sha256').update(cms).digest('base64');
  const before = opened.get(key);
  if (before) return before;
  const outer = ContentInfo.fromBER(view(cms));
  if (outer.contentType !== OID.signedData) throw new Error('no signed data');
  const signed = new SignedData({ schema: outer.content });
  if ((signed.certificates?.length ?? 0) > 20) throw new Error('too many certificates');
  const found = (signed.certificates ?? []).filter((c): c is Certificate => c instanceof Certificate);
  const certificates = found.map(parsed => {
    const bytes = der(parsed.toSchema());
    return { parsed, der: bytes, x509: new X509Certificate(bytes) };
  });
  const open = { signed, certificates };
  if (opened.size >= MOST_OPENED) opened.delete(opened.keys().next().value ?? '');
  opened.set(key, open);
  return open;
}
