import { createHash, type X509Certificate } from 'node:crypto';
import { OID } from '../oids.ts';
import { tstInfoOf } from '../sign/time-stamp.ts';
import { leadsToAnchor, namesOf } from './chain.ts';
import { checkCms } from './check-cms.ts';

export type TimeStampCheck = {
  /** `broken`: no token over these bytes. `unknown`: one, by a service that no trusted authority stands behind. */
  state: 'good' | 'unknown' | 'broken';
  /** When the bytes were there at the latest; null when broken. */
  at: Date | null;
  /** The service's name, empty when broken. */
  service: string;
};

const BROKEN: TimeStampCheck = { state: 'broken', at: null, service: '' };

/** Checks a time-stamp token (RFC 3161) over `bytes`: digest, signature, purpose and issuer of its certificate. Never throws. */
export function checkTimeStamp(
  token: Buffer,
  bytes: Uint8Array,
  anchors: readonly X509Certificate[],
): TimeStampCheck {
  try {
    const { state, certificate, others } = checkCms(token);
    const { messageImprint, genTime } = tstInfoOf(token);
    if (state !== 'ok' || !certificate || messageImprint.hashAlgorithm.algorithmId !== OID.sha256)
      return BROKEN;
    const digest = createHash('sha256').update(bytes).digest();
    if (!digest.equals(Buffer.from(messageImprint.hashedMessage.valueBlock.valueHexView))) return BROKEN;
    // `keyUsage` is the extended one: only a certificate for time stamps says the time (RFC 3161, 2.3).
    if (!certificate.keyUsage?.includes(OID.timeStamping)) return BROKEN;
    const known = leadsToAnchor(certificate, others, anchors, genTime);
    return { state: known ? 'good' : 'unknown', at: genTime, service: namesOf(certificate).commonName };
  } catch {
    return BROKEN;
  }
}
