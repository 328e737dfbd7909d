import * as asn1js from 'asn1js';
import type { Certificate } from 'pkijs';
import { type Block, bigInteger, bits, context, der, integer, octets, oid, seq } from '../asn1.ts';
import type { KeyStore } from '../keys/key-store.ts';
import { OID } from '../oids.ts';

export type RevocationReason = 'key-compromise' | 'affiliation-changed' | 'superseded' | 'ceased';
// RFC 5280, 5.3.1.
const CODES: Record<RevocationReason, number> = {
  'key-compromise': 1,
  'affiliation-changed': 3,
  superseded: 4,
  ceased: 5,
};

export type Revoked = { serial: string; revokedAt: Date; reason: RevocationReason };

const DAY_MS = 24 * 3_600_000;
const time = (valueDate: Date) => new asn1js.UTCTime({ valueDate });
const extension = (id: string, value: Block) => seq(oid(id), octets(der(value)));

const revokedEntry = (r: Revoked) =>
  seq(
    bigInteger(Buffer.from(r.serial, 'hex')),
    time(r.revokedAt),
    seq(extension(OID.crlReason, new asn1js.Enumerated({ value: CODES[r.reason] }))),
  );

/** A revocation list (RFC 5280, section 5), DER: good for a day. Its number is the second in which it was made. */
export async function makeRevocationList(
  keys: KeyStore,
  issuer: Certificate,
  issuerKey: string,
  revoked: readonly Revoked[],
  now: Date,
): Promise<Buffer> {
  const number = integer(Math.floor(now.getTime() / 1_000));
  const tbs = seq(
    integer(1),
    seq(oid(OID.ecdsaWithSha256)),
    issuer.subject.toSchema(),
    time(now),
    time(new Date(now.getTime() + DAY_MS)),
    ...(revoked.length ? [seq(...revoked.map(revokedEntry))] : []),
    context(0, seq(extension(OID.crlNumber, number))),
  );
  const signature = await keys.sign(issuerKey, der(tbs));
  return der(seq(tbs, seq(oid(OID.ecdsaWithSha256)), bits(signature)));
}
