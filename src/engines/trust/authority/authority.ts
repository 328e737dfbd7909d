import type { Certificate } from 'pkijs';
import type { Queryable, Tx } from '#platform/db';
import type { KeyStore } from '../keys/key-store.ts';
import { OID } from '../oids.ts';
import { derOf, makeCertificate, readCertificate } from './certificate-maker.ts';

export type Authority = {
  root: Certificate;
  issuing: Certificate;
  /** The same as it is kept. */
  issuingDer: Buffer;
  issuingKey: string;
  /** The time-stamp service under it; authorities made before there was one have none until they sign again. */
  timeStamps?: { certificate: Certificate; key: string };
};

const YEAR_MS = 365 * 24 * 3_600_000;
// Each under the one before.
const ROLES = [
  { role: 'root', cn: 'CA gốc thử nghiệm (DEMO)', years: 15, kind: { authorityDepth: 1 } },
  { role: 'issuing', cn: 'CA cấp phát thử nghiệm (DEMO)', years: 10, kind: { authorityDepth: 0 } },
  { role: 'time-stamp', cn: 'Dịch vụ dấu thời gian thử nghiệm (DEMO)', years: 9, kind: { timeStamps: true } },
] as const;

type Role = (typeof ROLES)[number]['role'];
type Row = { role: Role; keyId: string; der: Buffer };
const rows = (q: Queryable) => q.query<Row>('SELECT role, key_id AS "keyId", der FROM trust.authority');

// By its bytes: the rows are asked for each time, and hold the same certificates for years.
const read = new Map<string, Certificate>();
const MOST_READ = 100;

function certificateIn({ der }: Row): Certificate {
  const bytes = der.toString('latin1');
  const before = read.get(bytes);
  if (before) return before;
  const certificate = readCertificate(der);
  if (read.size >= MOST_READ) read.delete(read.keys().next().value ?? '');
  read.set(bytes, certificate);
  return certificate;
}

function fromRows(found: readonly Row[]): Authority | undefined {
  const of = (role: Role) => found.find(r => r.role === role);
  const [root, issuing, timeStamps] = [of('root'), of('issuing'), of('time-stamp')];
  if (!root || !issuing) return undefined;
  return {
    root: certificateIn(root),
    issuing: certificateIn(issuing),
    issuingDer: issuing.der,
    issuingKey: issuing.keyId,
    ...(timeStamps ? { timeStamps: { certificate: certificateIn(timeStamps), key: timeStamps.keyId } } : {}),
  };
}

/** The installation's own test authority, where it has one. */
export const findAuthority = async (q: Queryable): Promise<Authority | undefined> => fromRows(await rows(q));

/**
 * Makes the test authority of a demo, once for all processes: a root, an issuing certificate under it, and under that one for
 * time stamps. Their names say that they are a test without legal effect, so that no reader takes a paper signed under them for a real one.
 */
export async function ensureAuthority(
  tx: Tx,
  keys: KeyStore,
  siteName: string,
  now: Date,
): Promise<Authority> {
  await tx.query("SELECT pg_advisory_xact_lock(hashtext('trust.authority'))");
  const found = await rows(tx);
  const there = fromRows(found);
  if (there?.timeStamps) return there;
  let above: { certificate: Certificate; key: string } | undefined;
  for (const { role, cn, years, kind } of ROLES) {
    // One made before there were time stamps.
    const row = found.find(r => r.role === role);
    if (row) {
      above = { certificate: readCertificate(row.der), key: row.keyId };
      continue;
    }
    const key = `authority-${role}-${now.getTime().toString(36)}`;
    const publicKey = await keys.create(key);
    const certificate = await makeCertificate(keys, {
      subject: [
        [OID.country, 'VN'],
        [OID.organisation, siteName],
        [OID.organisationalUnit, 'Dữ liệu mô phỏng, không có giá trị pháp lý'],
        [OID.commonName, cn],
      ],
      publicKey,
      notBefore: new Date(now.getTime() - 10 * YEAR_MS),
      notAfter: new Date(now.getTime() + years * YEAR_MS),
      ...kind,
      issuerKey: above?.key ?? key,
      ...(above ? { issuer: above.certificate } : {}),
    });
    await tx.run('INSERT INTO trust.authority (role, key_id, der, created_at) VALUES ($1, $2, $3, $4)', [
      role,
      key,
      derOf(certificate),
      now,
    ]);
    above = { certificate, key };
  }
  const made = fromRows(await rows(tx));
  if (!made) throw new Error('the test authority was not made');
  return made;
}
