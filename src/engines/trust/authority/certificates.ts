import { getAccount } from '#engines/identity';
import { type Act, type EntryWriter, getAgency } from '#engines/organisation';
import { localDate } from '#platform/clock';
import { newId, type Queryable, type Tx } from '#platform/db';
import { CertificateNotFound } from '../errors.ts';
import type { KeyStore } from '../keys/key-store.ts';
import { OID } from '../oids.ts';
import type { Authority } from './authority.ts';
import { derOf, makeCertificate, type SubjectName } from './certificate-maker.ts';
import type { RevocationReason, Revoked } from './revocation-list.ts';

/** Who signs. A person signs for the agency in which he acts; an agency signs with its seal. */
export type Signer =
  | { kind: 'person'; accountId: string; agencyId: string }
  | { kind: 'agency'; agencyId: string };

export type CertificateRow = {
  id: string;
  subjectKind: 'person' | 'agency';
  accountId: string | null;
  agencyId: string;
  serial: string;
  subjectName: string;
  organisation: string;
  notBefore: Date;
  notAfter: Date;
  der: Buffer;
  keyId: string;
  /** Certificates of the authorities above, DER; none under the installation's own. */
  chain: readonly Buffer[];
  revokedAt: Date | null;
  revocationReason: RevocationReason | null;
};

const COLUMNS = `id, subject_kind AS "subjectKind", account_id AS "accountId", agency_id AS "agencyId", serial,
  subject_name AS "subjectName", organisation, not_before AS "notBefore", not_after AS "notAfter", der,
  key_id AS "keyId", chain, revoked_at AS "revokedAt", revocation_reason AS "revocationReason"`;

const accountOf = (signer: Signer) => (signer.kind === 'person' ? signer.accountId : null);

/** The certificate with which `signer` can sign at `at`: valid then, and not revoked. */
export const findUsableCertificate = (q: Queryable, signer: Signer, at: Date) =>
  q.maybe<CertificateRow>(
    `SELECT ${COLUMNS} FROM trust.certificate
     WHERE subject_kind = $1 AND agency_id = $2::uuid AND account_id IS NOT DISTINCT FROM $3::uuid
       AND revoked_at IS NULL AND tstzrange(not_before, not_after) @> $4::timestamptz`,
    [signer.kind, signer.agencyId, accountOf(signer), at],
  );

/** All certificates of a signer, the newest first. */
export const listCertificates = (q: Queryable, signer: Signer) =>
  q.query<CertificateRow>(
    `SELECT ${COLUMNS} FROM trust.certificate
     WHERE subject_kind = $1 AND agency_id = $2::uuid AND account_id IS NOT DISTINCT FROM $3::uuid
     ORDER BY not_before DESC`,
    [signer.kind, signer.agencyId, accountOf(signer)],
  );

/** The certificate of this serial (lower-case hex). */
export const findBySerial = (q: Queryable, serial: string) =>
  q.maybe<CertificateRow>(`SELECT ${COLUMNS} FROM trust.certificate WHERE serial = $1`, [serial]);

/** Certificates that were revoked, as the list of the authority names them. */
export const listRevoked = (q: Queryable) =>
  q.query<Revoked>(
    `SELECT serial, revoked_at AS "revokedAt", revocation_reason AS reason FROM trust.certificate
     WHERE revoked_at IS NOT NULL ORDER BY revoked_at, serial`,
  );

/** Who signs, as certificates name them; `unit`: what stands between agency and name, where something does. */
export async function subjectOf(
  q: Queryable,
  signer: Signer,
  at: Date,
  unit?: string,
): Promise<{ name: string; agency: string; dn: SubjectName }> {
  const agency = await getAgency(q, signer.agencyId, localDate(at));
  const name = signer.kind === 'person' ? (await getAccount(q, signer.accountId)).name : agency.name;
  return {
    name,
    agency: agency.name,
    dn: [
      [OID.country, 'VN'],
      [OID.organisation, agency.name],
      ...(unit === undefined ? [] : [[OID.organisationalUnit, unit] as const]),
      [OID.commonName, name],
    ],
  };
}

// Three years, the term of public certificates; back to two years before, so that the demo can show a past.
const YEAR_MS = 365 * 24 * 3_600_000;
const BEFORE_MS = 2 * YEAR_MS;
const AFTER_MS = 3 * YEAR_MS;

/** A certificate of the test authority for `signer`, made when there is none that is good at `at`. Idempotent. */
export async function enrol(
  tx: Tx,
  keys: KeyStore,
  authority: Authority,
  signer: Signer,
  at: Date,
  crlUrl: string,
  ledger: EntryWriter,
): Promise<CertificateRow> {
  await tx.query('SELECT pg_advisory_xact_lock(hashtext($1))', [
    `trust.enrol ${signer.kind} ${signer.agencyId} ${accountOf(signer)}`,
  ]);
  const there = await findUsableCertificate(tx, signer, at);
  if (there) return there;
  // Renewed certificates join without a gap or an overlap: the table refuses two at once.
  const { last } = await tx.one<{ last: Date | null }>(
    `SELECT max(not_after) AS last FROM trust.certificate
     WHERE subject_kind = $1 AND agency_id = $2::uuid AND account_id IS NOT DISTINCT FROM $3::uuid
       AND revoked_at IS NULL AND not_after <= $4`,
    [signer.kind, signer.agencyId, accountOf(signer), at],
  );
  const { next } = await tx.one<{ next: Date | null }>(
    `SELECT min(not_before) AS next FROM trust.certificate
     WHERE subject_kind = $1 AND agency_id = $2::uuid AND account_id IS NOT DISTINCT FROM $3::uuid
       AND revoked_at IS NULL AND not_before > $4`,
    [signer.kind, signer.agencyId, accountOf(signer), at],
  );
  const whole = (ms: number) => new Date(Math.floor(ms / 1_000) * 1_000);
  const notBefore = whole(Math.max(at.getTime() - BEFORE_MS, last?.getTime() ?? 0));
  const notAfter = whole(Math.min(at.getTime() + AFTER_MS, next?.getTime() ?? Number.POSITIVE_INFINITY));
  const id = newId();
  const keyId = `${signer.kind}-${id}`;
  const publicKey = await keys.create(keyId);
  const { name, agency, dn } = await subjectOf(tx, signer, at, 'Chứng thư thử nghiệm (DEMO)');
  const certificate = await makeCertificate(keys, {
    subject: dn,
    publicKey,
    notBefore,
    notAfter,
    crlUrl,
    issuer: authority.issuing,
    issuerKey: authority.issuingKey,
  });
  const serial = Buffer.from(certificate.serialNumber.valueBlock.valueHexView).toString('hex');
  await tx.run(
    `INSERT INTO trust.certificate (id, subject_kind, account_id, agency_id, serial, subject_name, organisation,
       not_before, not_after, der, key_id, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      id,
      signer.kind,
      accountOf(signer),
      signer.agencyId,
      serial,
      name,
      agency,
      notBefore,
      notAfter,
      derOf(certificate),
      keyId,
      at,
    ],
  );
  await ledger.append(tx, {
    kind: 'trust.certificate-issued',
    subject: `certificate:${id}`,
    actor: 'system',
    agency: signer.agencyId,
    at,
    body: {
      kind: signer.kind,
      serial,
      agency: signer.agencyId,
      notBefore: notBefore.toISOString(),
      notAfter: notAfter.toISOString(),
    },
    ...(signer.kind === 'person' ? { personal: { name } } : {}),
  });
  const row = await findUsableCertificate(tx, signer, at);
  if (!row) throw new Error('the certificate that was just made is not good');
  return row;
}

/**
 * Revokes a certificate from `act.at` on. What was signed before stays good; what is signed after is not. Repeating it
 * changes nothing. Throws CertificateNotFound.
 */
export async function revokeCertificate(
  tx: Tx,
  id: string,
  reason: RevocationReason,
  act: Act,
): Promise<void> {
  const row = await tx.maybe<{ serial: string; revokedAt: Date | null }>(
    'SELECT serial, revoked_at AS "revokedAt" FROM trust.certificate WHERE id = $1::uuid FOR UPDATE',
    [id],
  );
  if (!row) throw CertificateNotFound();
  if (row.revokedAt) return;
  await tx.run('UPDATE trust.certificate SET revoked_at = $2, revocation_reason = $3 WHERE id = $1::uuid', [
    id,
    act.at,
    reason,
  ]);
  await act.ledger.append(tx, {
    kind: 'trust.certificate-revoked',
    subject: `certificate:${id}`,
    actor: act.actor,
    post: act.post ?? null,
    agency: act.agency ?? null,
    at: act.at,
    body: { serial: row.serial, reason },
  });
}
