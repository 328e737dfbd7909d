import { createHash } from 'node:crypto';
import type * as asn1js from 'asn1js';
import { type Block, context, der, integer, octets, oid, parsed, ready, seq, set, sorted } from '../asn1.ts';
import { OID } from '../oids.ts';

const attribute = (type: string, value: Block) => seq(oid(type), set(value));

export type CmsOrder = {
  /** SHA-256 of what is signed. */
  digest: Buffer;
  /** What is signed, where it lies inside; detached when absent. */
  content?: { type: string; bytes: Buffer };
  /** The signatory's certificate, then those above it, DER. */
  chain: readonly Buffer[];
  /** Signs the bytes it is given with ECDSA and SHA-256: DER signature. */
  sign(data: Buffer): Promise<Buffer>;
  /** A time-stamp token over a digest, DER; absent for level B-B. */
  timeStamp?: (digest: Buffer) => Promise<Buffer>;
};

type Named = { serial: Block; issuer: Block };

// By the certificate's bytes: a signatory has the same one for years.
const named = new Map<string, Named>();
const MOST_NAMED = 1_000;

/** What a signature names its certificate by. Throws TypeError when it is none. */
function namedBy(certificate: Buffer): Named {
  const bytes = certificate.toString('latin1');
  const before = named.get(bytes);
  if (before) return before;
  const [tbs] = (parsed(certificate) as asn1js.Sequence).valueBlock.value;
  // TBSCertificate: [0] version, serial, signature, issuer, …
  const [, serial, , issuer] = (tbs as asn1js.Sequence).valueBlock.value;
  if (!serial || !issuer) throw new TypeError('an X.509 v3 certificate expected');
  const found = { serial: ready(der(serial)), issuer: ready(der(issuer)) };
  if (named.size >= MOST_NAMED) named.delete(named.keys().next().value ?? '');
  named.set(bytes, found);
  return found;
}

/**
 * A CMS signature (RFC 5652), detached unless there is content, as PAdES baseline asks for (ETSI EN 319 142-1, 6.3): content type, message digest
 * and signing-certificate-v2 signed; no signing time, which stands in the PDF; with a time stamp, level B-T.
 */
export async function makeCms(order: CmsOrder): Promise<Buffer> {
  const [certificate] = order.chain;
  const { type, bytes } = order.content ?? { type: OID.data, bytes: undefined };
  if (!certificate) throw new TypeError('a certificate expected');
  const { serial, issuer } = namedBy(certificate);
  const certHash = createHash('sha256').update(certificate).digest();
  const attributes = sorted([
    attribute(OID.contentType, oid(type)),
    attribute(OID.messageDigest, octets(order.digest)),
    // ESSCertIDv2 without algorithm: SHA-256 is its default (RFC 5035, 4).
    attribute(OID.signingCertificateV2, seq(seq(seq(octets(certHash))))),
  ]);
  const signature = await order.sign(der(set(...attributes)));
  const token = await order.timeStamp?.(createHash('sha256').update(signature).digest());
  const signerInfo = seq(
    integer(1),
    seq(issuer, serial),
    seq(oid(OID.sha256)),
    context(0, ...attributes),
    seq(oid(OID.ecdsaWithSha256)),
    octets(signature),
    ...(token ? [context(1, attribute(OID.timeStampToken, parsed(token)))] : []),
  );
  const signedData = seq(
    // RFC 5652, 5.1: 3 where the content is anything but data.
    integer(type === OID.data ? 1 : 3),
    set(seq(oid(OID.sha256))),
    seq(oid(type), ...(bytes ? [context(0, octets(bytes))] : [])),
    context(0, ...sorted(order.chain.map(ready))),
    set(signerInfo),
  );
  return der(seq(oid(OID.signedData), context(0, signedData)));
}
