import { randomBytes, verify, type X509Certificate } from 'node:crypto';
import { getAccount } from '#engines/identity';
import { type Act, getAgency } from '#engines/organisation';
import { localDate } from '#platform/clock';
import { newId, type Tx } from '#platform/db';
import {
  CertificateNotBelieved,
  CertificateOfOtherKey,
  CertificateTaken,
  CertificateUnfit,
} from '../errors.ts';
import type { KeyStore } from '../keys/key-store.ts';
import { leadsToAnchor, maySign, namesOf, validAt } from '../verify/chain.ts';
import { type CertificateRow, revokeCertificate, type Signer } from './certificates.ts';

export type Registration = {
  signer: Signer;
  /** The signer's certificate, then those of the authorities above it. */
  certificates: readonly X509Certificate[];
  /** The key it is over, in the key store. */
  keyId: string;
  /** Whether a good certificate that the signer has gives way to this one. */
  replace: boolean;
};

/**
 * Whether the key store's key is the certificate's: it signs a number nobody knew before. Throws what the store throws.
 */
async function holdsKey(keys: KeyStore, keyId: string, certificate: X509Certificate): Promise<boolean> {
  const number = randomBytes(32);
  return verify('sha256', number, certificate.publicKey, await keys.sign(keyId, number));
}

/**
 * Refuses what could not sign here, in this order:
 * CertificateUnfit – not ECDSA P-256, not for signatures, or not valid at `at`; CertificateNotBelieved – leads to none of the anchors,
 * so that every paper would be of an unknown signer; KeyMissing, Token… – the key is not there; CertificateOfOtherKey.
 */
export async function checkRegistration(
  { certificates, keyId }: Registration,
  keys: KeyStore,
  anchors: readonly X509Certificate[],
  at: Date,
): Promise<void> {
  const [certificate, ...above] = certificates;
  const curve = certificate?.publicKey.asymmetricKeyDetails?.namedCurve;
  if (!certificate || curve !== 'prime256v1' || !maySign(certificate) || !validAt(certificate, at))
    throw CertificateUnfit();
  if (!leadsToAnchor(certificate, above, anchors, at)) throw CertificateNotBelieved();
  if (!(await holdsKey(keys, keyId, certificate))) throw CertificateOfOtherKey();
}

/**
 * Notes a certificate of another authority, checked by `checkRegistration`, as the one that `signer` signs with. Throws CertificateTaken
 * when it or its key is noted already, or the signer has a good one and `replace` is false.
 */
export async function registerCertificate(
  tx: Tx,
  { signer, certificates, keyId, replace }: Registration,
  act: Act,
): Promise<void> {
  const [certificate, ...above] = certificates as [X509Certificate, ...X509Certificate[]];
  const accountId = signer.kind === 'person' ? signer.accountId : null;
  const agency = await getAgency(tx, signer.agencyId, localDate(act.at));
  const name = accountId === null ? agency.name : (await getAccount(tx, accountId)).name;
  const { serial } = namesOf(certificate);
  const [notBefore, notAfter] = [new Date(certificate.validFrom), new Date(certificate.validTo)];
  const before = await tx.query<Pick<CertificateRow, 'id' | 'serial' | 'keyId'>>(
    `SELECT id, serial, key_id AS "keyId" FROM trust.certificate WHERE serial = $1 OR key_id = $2
       OR (subject_kind = $3 AND agency_id = $4::uuid AND account_id IS NOT DISTINCT FROM $5::uuid
           AND revoked_at IS NULL AND tstzrange(not_before, not_after) && tstzrange($6, $7)) FOR UPDATE`,
    [serial, keyId, signer.kind, signer.agencyId, accountId, notBefore, notAfter],
  );
  if (before.some(row => row.serial === serial || row.keyId === keyId)) throw CertificateTaken();
  if (before.length > 0 && !replace) throw CertificateTaken();
  for (const { id } of before) await revokeCertificate(tx, id, 'superseded', act);
  const id = newId();
  await tx.run(
    `INSERT INTO trust.certificate (id, subject_kind, account_id, agency_id, serial, subject_name, organisation,
       not_before, not_after, der, key_id, created_at, chain)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      ...[id, signer.kind, accountId, signer.agencyId, serial, name, agency.name, notBefore, notAfter],
      ...[certificate.raw, keyId, act.at, above.map(c => c.raw)],
    ],
  );
  await act.ledger.append(tx, {
    kind: 'trust.certificate-registered',
    subject: `certificate:${id}`,
    actor: act.actor,
    post: act.post ?? null,
    agency: signer.agencyId,
    at: act.at,
    body: {
      kind: signer.kind,
      serial,
      agency: signer.agencyId,
      issuer: namesOf(certificate).issuer,
      notBefore: notBefore.toISOString(),
      notAfter: notAfter.toISOString(),
    },
    ...(accountId === null ? {} : { personal: { name } }),
  });
}
