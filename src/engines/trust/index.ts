export { readCertificates } from './anchors.ts';
export type {
  CertificateRow,
  Signer,
} from './authority/certificates.ts';
export type { RevocationReason } from './authority/revocation-list.ts';
export type { KeyStore } from './keys/key-store.ts';
export type { Token as SigningToken } from './keys/pkcs11/token.ts';
export { tokenOf } from './keys/pkcs11/token-of.ts';
export { trust } from './module.ts';
export { type CheckedStamp, checkStamps } from './stamps/check-stamps.ts';
export { type SignedPdf, type SignOrder, type Trust, trustService } from './trust.ts';
export type { Verdict, Verification, VerifiedSignature } from './verify/verify-bytes.ts';
