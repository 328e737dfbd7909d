import { createHash, X509Certificate } from 'node:crypto';
import * as asn1js from 'asn1js';
import { BasicOCSPResponse, Certificate, OCSPResponse, type SingleResponse } from 'pkijs';
import { der, view } from '../asn1.ts';
import { OID } from '../oids.ts';
import { HASHES, type RevocationStatement, signedBy } from './revocation-lists.ts';

// How an answer names whom it speaks of. Not a signature: SHA-1 is what responders use, and whose answer it is the signature shows.
const NAMING: Record<string, string> = { '1.3.14.3.2.26': 'sha1', [OID.sha256]: 'sha256' };

const hexOf = (bytes: Uint8Array | ArrayBuffer) => Buffer.from(bytes as Uint8Array).toString('hex');

/** Whether an answer names this issuer: the digests of its name and of its key (RFC 6960, 4.1.1). */
function names({ certID }: SingleResponse, issuer: Certificate): boolean {
  const hash = NAMING[certID.hashAlgorithm.algorithmId];
  if (!hash) return false;
  const digest = (bytes: ArrayBuffer | Uint8Array) =>
    createHash(hash)
      .update(Buffer.from(bytes as Uint8Array))
      .digest('hex');
  return (
    hexOf(certID.issuerNameHash.valueBlock.valueHexView) === digest(issuer.subject.valueBeforeDecode) &&
    hexOf(certID.issuerKeyHash.valueBlock.valueHexView) ===
      digest(issuer.subjectPublicKeyInfo.subjectPublicKey.valueBlock.valueHexView)
  );
}

/** Good is `[0]`, revoked `[1]` with its time, unknown `[2]` (RFC 6960, 4.2.1). */
function statusOf({ certStatus }: SingleResponse): 'good' | 'unknown' | Date {
  const { tagNumber } = (certStatus as asn1js.BaseBlock).idBlock;
  if (tagNumber === 0) return 'good';
  const [time] = certStatus instanceof asn1js.Constructed ? certStatus.valueBlock.value : [];
  return tagNumber === 1 && time instanceof asn1js.GeneralizedTime ? time.toDate() : 'unknown';
}

/**
 * Parses the answer of an authority's OCSP responder, DER (RFC 6960): a statement for each certificate that it speaks of. Throws when
 * it is none, or says that the responder could not answer.
 */
export function parseOcspResponse(bytes: Uint8Array): RevocationStatement[] {
  const outer = OCSPResponse.fromBER(view(bytes));
  if (!outer.responseBytes || outer.responseBytes.responseType !== OID.ocspBasic)
    throw new Error('no answer of a kind that is known');
  const answer = BasicOCSPResponse.fromBER(outer.responseBytes.response.getValue());
  const hash = HASHES[answer.signatureAlgorithm.algorithmId];
  if (!hash) throw new Error(`an answer signed by ${answer.signatureAlgorithm.algorithmId}`);
  const { tbsResponseData: data } = answer;
  const signature = Buffer.from(answer.signature.valueBlock.valueHexView);
  const along = (answer.certs ?? []).slice(0, 5).map(c => new X509Certificate(der(c.toSchema())));
  const signs = (by: X509Certificate) => signedBy(by.publicKey, hash, data.tbsView, signature);
  // Whom the authority lets answer holds a certificate of its own for that, directly from it (RFC 6960, 4.2.2.2).
  const mayAnswer = (by: X509Certificate, issuer: X509Certificate) =>
    by.checkIssued(issuer) &&
    by.verify(issuer.publicKey) &&
    (by.keyUsage ?? []).includes(OID.ocspSigning) &&
    new Date(by.validFrom) <= data.producedAt &&
    data.producedAt <= new Date(by.validTo);
  return data.responses.slice(0, 50).map(one => {
    const serial = hexOf(one.certID.serialNumber.valueBlock.valueHexView);
    const status = statusOf(one);
    return {
      thisUpdate: one.thisUpdate,
      nextUpdate: one.nextUpdate ?? null,
      isOf: issuer =>
        names(one, Certificate.fromBER(view(issuer.raw))) &&
        (signs(issuer) || along.some(by => mayAnswer(by, issuer) && signs(by))),
      covers: of => of === serial && status !== 'unknown',
      revokedAt: of => (of === serial && status instanceof Date ? status : null),
    };
  });
}
