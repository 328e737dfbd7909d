/**
 * Where private keys are and sign: files, or a token (PKCS#11). Keys are ECDSA over
 * P-256 with SHA-256 (Circular 15/2025/TT-BKHCN: ECDSA ≥ 256, SHA-256 or better).
 */
export type KeyStore = {
  /** Makes a key under `id`, or keeps the one that is there. Returns its public half as SubjectPublicKeyInfo, DER. */
  create(id: string): Promise<Buffer>;
  /** Signs SHA-256 of `data` with key `id`: DER `SEQUENCE { r, s }`. Throws KeyMissing. */
  sign(id: string, data: Uint8Array): Promise<Buffer>;
};
