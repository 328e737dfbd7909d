import { bigInteger, der, seq } from '../../asn1.ts';

/** `r ‖ s` as a token gives it (PKCS#11, 2.3.1), as X.509 and CMS write it: DER `SEQUENCE { r, s }` (RFC 5480, appendix A). */
export function derSignature(raw: Uint8Array): Buffer {
  const half = raw.length / 2;
  const positive = (bytes: Uint8Array) => {
    const first = bytes.findIndex(b => b !== 0);
    const digits = first < 0 ? Uint8Array.of(0) : bytes.subarray(first);
    // A first bit of 1 would say that the number is negative.
    return (digits[0] ?? 0) & 0x80 ? Uint8Array.of(0, ...digits) : digits;
  };
  return der(seq(bigInteger(positive(raw.subarray(0, half))), bigInteger(positive(raw.subarray(half)))));
}

/** `prime256v1` as CKA_EC_PARAMS: its object identifier in DER. */
export const P256 = Buffer.from('06082a8648ce3d030107', 'hex');
const SPKI = Buffer.from('3059301306072a8648ce3d020106082a8648ce3d030107034200', 'hex');

/** SubjectPublicKeyInfo, DER, of a point of P-256 as CKA_EC_POINT has it: an octet string around `04 ‖ x ‖ y`. Throws on any other. */
export function publicKeyOf(ecPoint: Buffer): Buffer {
  // Some drivers leave the octet string out.
  const point = ecPoint.length === 65 ? ecPoint : ecPoint.subarray(2);
  if (point.length !== 65 || point[0] !== 4) throw new TypeError('a point of P-256 expected');
  return Buffer.concat([SPKI, point]);
}
