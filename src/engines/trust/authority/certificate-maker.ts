import { createHash, randomBytes } from 'node:crypto';
import * as asn1js from 'asn1js';
import {
  AlgorithmIdentifier,
  BasicConstraints,
  Certificate,
  Extension,
  ExtKeyUsage,
  PublicKeyInfo,
  RelativeDistinguishedNames,
  Time,
} from 'pkijs';
import { bigInteger, context, der, implicit, octets, oid, seq, set, view } from '../asn1.ts';
import type { KeyStore } from '../keys/key-store.ts';
import { OID } from '../oids.ts';

/** A distinguished name in the order in which it is written: `[[OID.organisation, 'UBND xã Bắc Hà'], …]`. */
export type SubjectName = ReadonlyArray<readonly [type: string, value: string]>;

export type CertificateRequest = {
  subject: SubjectName;
  /** SubjectPublicKeyInfo, DER. */
  publicKey: Buffer;
  notBefore: Date;
  notAfter: Date;
  /** For authorities: how many may stand below. For signatories: absent. */
  authorityDepth?: number;
  /** Signs time stamps, and nothing else (RFC 3161, 2.3); papers when absent. */
  timeStamps?: true;
  /** Address of the revocation list. */
  crlUrl?: string;
  /** The certificate that signs; the new one itself when absent. */
  issuer?: Certificate;
  issuerKey: string;
};

/** Parses a certificate. Throws when it is none. */
export const readCertificate = (der: Uint8Array): Certificate => Certificate.fromBER(view(der));
export const derOf = (certificate: Certificate): Buffer => der(certificate.toSchema(true));

/** The name as X.509 has it. From DER: the library would put all parts into one relative name, `C=VN + O=…`, which no reader expects. */
export function distinguishedName(subject: SubjectName): RelativeDistinguishedNames {
  const parts = subject.map(([type, value]) =>
    // X.520: a country is two letters of PrintableString; everything else takes Vietnamese.
    set(
      seq(
        oid(type),
        type === OID.country ? new asn1js.PrintableString({ value }) : new asn1js.Utf8String({ value }),
      ),
    ),
  );
  return RelativeDistinguishedNames.fromBER(view(der(seq(...parts))));
}

/** RFC 5280, 4.2.1.2, method 1: SHA-1 of the key's bits, as a name for the key, not as a protection. */
function keyIdentifier(spki: Buffer): Buffer {
  const bits = PublicKeyInfo.fromBER(view(spki)).subjectPublicKey.valueBlock.valueHexView;
  return createHash('sha1').update(bits).digest();
}

const extension = (extnID: string, critical: boolean, value: { toBER(): ArrayBuffer }) =>
  new Extension({ extnID, critical, extnValue: value.toBER() });

/** DistributionPoint with one URI (RFC 5280, 4.2.1.13). */
const crlPoint = (url: string) => seq(seq(context(0, context(0, implicit(6, Buffer.from(url, 'ascii'))))));

// Bits of KeyUsage from the left (RFC 5280, 4.2.1.3): 0 digitalSignature, 1 nonRepudiation, 5 keyCertSign, 6 cRLSign.
const usage = (byte: number, unusedBits: number) =>
  new asn1js.BitString({ valueHex: view(Buffer.of(byte)), unusedBits });

function extensions(request: CertificateRequest, issuerKeyId: Buffer): Extension[] {
  const depth = request.authorityDepth;
  const authority = depth !== undefined;
  return [
    extension(
      OID.basicConstraints,
      true,
      new BasicConstraints(authority ? { cA: true, pathLenConstraint: depth } : { cA: false }).toSchema(),
    ),
    extension(OID.keyUsage, true, authority ? usage(0b0000_0110, 1) : usage(0b1100_0000, 6)),
    extension(OID.subjectKeyIdentifier, false, octets(keyIdentifier(request.publicKey))),
    extension(OID.authorityKeyIdentifier, false, seq(implicit(0, issuerKeyId))),
    ...(authority
      ? []
      : [
          extension(
            OID.extendedKeyUsage,
            request.timeStamps === true,
            new ExtKeyUsage({
              keyPurposes: request.timeStamps
                ? [OID.timeStamping]
                : [OID.documentSigning, OID.emailProtection],
            }).toSchema(),
          ),
        ]),
    ...(request.crlUrl ? [extension(OID.crlDistributionPoints, false, crlPoint(request.crlUrl))] : []),
  ];
}

const ecdsaWithSha256 = () => new AlgorithmIdentifier({ algorithmId: OID.ecdsaWithSha256 });

/** A positive serial of 127 random bits (RFC 5280, 4.1.2.2). */
function newSerial(): Buffer {
  const serial = randomBytes(16);
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40;
  return serial;
}

/** Makes and signs a certificate (RFC 5280). The issuer's key signs where it is. */
export async function makeCertificate(keys: KeyStore, request: CertificateRequest): Promise<Certificate> {
  const subject = distinguishedName(request.subject);
  const issuerSpki = request.issuer ? der(request.issuer.subjectPublicKeyInfo.toSchema()) : request.publicKey;
  const certificate = new Certificate({
    version: 2,
    serialNumber: bigInteger(newSerial()),
    signature: ecdsaWithSha256(),
    issuer: request.issuer?.subject ?? subject,
    notBefore: new Time({ type: 0, value: request.notBefore }),
    notAfter: new Time({ type: 0, value: request.notAfter }),
    subject,
    subjectPublicKeyInfo: PublicKeyInfo.fromBER(view(request.publicKey)),
    extensions: extensions(request, keyIdentifier(issuerSpki)),
  });
  const tbs = der(certificate.encodeTBS());
  certificate.signatureAlgorithm = ecdsaWithSha256();
  const signature = await keys.sign(request.issuerKey, tbs);
  certificate.signatureValue = new asn1js.BitString({ valueHex: view(signature) });
  return certificate;
}
