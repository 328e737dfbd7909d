import { constants, createHash, type KeyObject, verify, type X509Certificate } from 'node:crypto';
import * as asn1js from 'asn1js';
import { IssuerAndSerialNumber, RSASSAPSSParams, type SignerInfo } from 'pkijs';
import { der } from '../asn1.ts';
import { OID } from '../oids.ts';
import { type Brought, type OpenCms, openCms } from '../open-cms.ts';

export type CmsCheck = {
  /** `broken`: bytes and signature do not belong together. `unsupported`: too weak, or not known here. */
  state: 'ok' | 'broken' | 'unsupported';
  certificate?: X509Certificate;
  /** The certificates sent along, the signatory's among them. */
  others: X509Certificate[];
  /** Bytes of the signature itself, which a time stamp covers. */
  signature?: Buffer;
  timeStamp?: Buffer;
  /** What the signatory said the time is, where it stands in the CMS. */
  signingTime?: Date;
};

// Circular 15/2025/TT-BKHCN: SHA-256 or better, RSA from 2048 bits, ECDSA from 256.
const HASHES: Record<string, string> = {
  [OID.sha256]: 'sha256',
  [OID.sha384]: 'sha384',
  [OID.sha512]: 'sha512',
};
const ECDSA: Record<string, string> = {
  [OID.ecdsaWithSha256]: 'sha256',
  [OID.ecdsaWithSha384]: 'sha384',
  [OID.ecdsaWithSha512]: 'sha512',
};
const RSA: Record<string, string> = {
  [OID.rsaSha256]: 'sha256',
  [OID.rsaSha384]: 'sha384',
  [OID.rsaSha512]: 'sha512',
};
const CURVES = new Set(['prime256v1', 'secp384r1', 'secp521r1']);

type Scheme = { hash: string; pssSalt?: number };

/** How the signature was made, when that is strong enough and fits the key. */
function schemeOf(info: SignerInfo, key: KeyObject): Scheme | undefined {
  const { algorithmId, algorithmParams } = info.signatureAlgorithm;
  const digest = HASHES[info.digestAlgorithm.algorithmId];
  if (!digest) return undefined;
  if (key.asymmetricKeyType === 'ec') {
    const hash = ECDSA[algorithmId];
    return hash && CURVES.has(key.asymmetricKeyDetails?.namedCurve ?? '') ? { hash } : undefined;
  }
  if (key.asymmetricKeyType !== 'rsa' || (key.asymmetricKeyDetails?.modulusLength ?? 0) < 2_048)
    return undefined;
  if (algorithmId === OID.rsa) return { hash: digest };
  if (algorithmId === OID.rsaPss) {
    const parameters = new RSASSAPSSParams({ schema: algorithmParams });
    const hash = HASHES[parameters.hashAlgorithm.algorithmId];
    return hash ? { hash, pssSalt: parameters.saltLength } : undefined;
  }
  const hash = RSA[algorithmId];
  return hash ? { hash } : undefined;
}

function signatureFits(info: SignerInfo, key: KeyObject, scheme: Scheme, data: Buffer): boolean {
  const signature = Buffer.from(info.signature.valueBlock.valueHexView);
  const pss =
    scheme.pssSalt === undefined
      ? {}
      : { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: scheme.pssSalt };
  return verify(scheme.hash, data, { key, dsaEncoding: 'der', ...pss }, signature);
}

/** The values of one signed attribute; there must be one attribute of that type, with one value. */
function attribute(info: SignerInfo, type: string): asn1js.BaseBlock | undefined {
  const found = info.signedAttrs?.attributes.filter(a => a.type === type) ?? [];
  return found.length === 1 && found[0]?.values.length === 1
    ? (found[0].values[0] as asn1js.BaseBlock)
    : undefined;
}

const bytesOf = (block: unknown): Buffer | undefined =>
  block instanceof asn1js.OctetString ? Buffer.from(block.getValue()) : undefined;

/**
 * Signing-certificate-v2 (RFC 5035, 3): which certificate was meant, so that it cannot be exchanged for another. PAdES asks
 * for it; signatures of the older form (`adbe.pkcs7.detached`) do without.
 */
function certificateIsMeant(info: SignerInfo, certificate: Buffer): boolean {
  if (!info.signedAttrs?.attributes.some(a => a.type === OID.signingCertificateV2)) return true;
  const value = attribute(info, OID.signingCertificateV2);
  const list = value instanceof asn1js.Sequence ? value.valueBlock.value[0] : undefined;
  const first = list instanceof asn1js.Sequence ? list.valueBlock.value[0] : undefined;
  if (!(first instanceof asn1js.Sequence)) return false;
  const [a, b] = first.valueBlock.value;
  // The hash comes first where its algorithm is the default, SHA-256.
  let hash = 'sha256';
  if (a instanceof asn1js.Sequence) {
    const id = a.valueBlock.value[0];
    hash = (id instanceof asn1js.ObjectIdentifier ? HASHES[id.valueBlock.toString()] : undefined) ?? '';
  }
  const stated = bytesOf(a instanceof asn1js.Sequence ? b : a);
  return hash !== '' && stated !== undefined && createHash(hash).update(certificate).digest().equals(stated);
}

function signatoryOf({ certificates }: OpenCms, info: SignerInfo): Brought | undefined {
  const { sid } = info;
  if (!(sid instanceof IssuerAndSerialNumber)) return undefined;
  return certificates.find(
    ({ parsed }) => parsed.issuer.isEqual(sid.issuer) && parsed.serialNumber.isEqual(sid.serialNumber),
  );
}

/**
 * Checks a CMS signature (RFC 5652): one signatory, signed attributes, the digest of the content, the certificate that is
 * meant, the signature over them. `content`: the detached content; absent where it lies inside (time stamps).
 */
export function checkCms(cms: Buffer, content?: readonly Uint8Array[]): CmsCheck {
  const broken: CmsCheck = { state: 'broken', others: [] };
  try {
    const open = openCms(cms);
    const { signed } = open;
    const info = signed.signerInfos[0];
    const inside = signed.encapContentInfo.eContent;
    if (signed.signerInfos.length !== 1 || !info?.signedAttrs) return broken;
    // A detached signature with content inside is a trick: two contents, and a reader takes either.
    if (content ? inside : !inside) return broken;
    const data = content ?? [Buffer.from(inside?.getValue() ?? new ArrayBuffer(0))];
    const signatory = signatoryOf(open, info);
    if (!signatory) return broken;
    const { der: own, x509 } = signatory;
    const others = open.certificates.map(c => c.x509);
    const result: CmsCheck = { state: 'broken', certificate: x509, others };
    const hash = HASHES[info.digestAlgorithm.algorithmId];
    const scheme = schemeOf(info, x509.publicKey);
    if (!hash || !scheme) return { ...result, state: 'unsupported' };
    const hasher = createHash(hash);
    for (const part of data) hasher.update(part);
    const type = attribute(info, OID.contentType);
    const expected = signed.encapContentInfo.eContentType;
    if (!(type instanceof asn1js.ObjectIdentifier) || type.valueBlock.toString() !== expected) return result;
    if (!bytesOf(attribute(info, OID.messageDigest))?.equals(hasher.digest())) return result;
    if (!certificateIsMeant(info, own)) return result;
    const attributes = Buffer.from(info.signedAttrs.encodedValue);
    if (!signatureFits(info, x509.publicKey, scheme, attributes)) return result;
    const time = attribute(info, OID.signingTime);
    const token = info.unsignedAttrs?.attributes.find(a => a.type === OID.timeStampToken)?.values[0];
    return {
      ...result,
      state: 'ok',
      signature: Buffer.from(info.signature.valueBlock.valueHexView),
      ...(time instanceof asn1js.UTCTime ? { signingTime: time.toDate() } : {}),
      ...(token ? { timeStamp: der(token as asn1js.BaseBlock) } : {}),
    };
  } catch {
    return broken;
  }
}
