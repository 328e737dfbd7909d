import { randomBytes } from 'node:crypto';
import * as asn1js from 'asn1js';
import { TimeStampReq } from 'pkijs';
import { bigInteger, bits, der, integer, octets, oid, parsed, seq, view } from '../asn1.ts';
import type { KeyStore } from '../keys/key-store.ts';
import { OID } from '../oids.ts';
import { makeCms } from '../sign/cms.ts';
import { sha256, type TimeStampService } from '../sign/time-stamp.ts';
import type { Authority } from './authority.ts';
import { derOf } from './certificate-maker.ts';

// Any policy that a service names stands for its rules; this one is of the arc for examples (RFC 3161 demands one).
const POLICY = '1.3.6.1.4.1.32473.1';

// PKIStatus and the bits of PKIFailureInfo (RFC 3161, 2.4.2).
const GRANTED = 0;
const REJECTION = 2;
const FAILURES = { badAlg: 0, badRequest: 2, badDataFormat: 5 };

const refuse = (why: keyof typeof FAILURES): Buffer => {
  const bit = FAILURES[why];
  const failure = bits(Buffer.of(0x80 >> bit));
  (failure.valueBlock as { unusedBits: number }).unusedBits = 7 - bit;
  return der(seq(seq(integer(REJECTION), failure)));
};

function readRequest(request: Buffer): TimeStampReq | undefined {
  try {
    return TimeStampReq.fromBER(view(request));
  } catch {
    return undefined;
  }
}

/** A positive serial of 64 random bits: no two tokens of a demo share one. */
function newSerial(): Buffer {
  const serial = randomBytes(8);
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40;
  return serial;
}

/**
 * The test authority's own time-stamp service (RFC 3161): answers requests over SHA-256, refuses others as the standard says. It is
 * of the house whose papers it stamps, so it proves nothing to anybody else; an installation in earnest names one in TSA_URL.
 */
export function timeStampService(
  keys: KeyStore,
  authority: () => Promise<Authority>,
  clock: { now(): Date },
): TimeStampService {
  return async request => {
    const asked = readRequest(request);
    if (asked?.version !== 1) return refuse('badRequest');
    const { hashAlgorithm, hashedMessage } = asked.messageImprint;
    if (hashAlgorithm.algorithmId !== OID.sha256) return refuse('badAlg');
    const digest = Buffer.from(hashedMessage.valueBlock.valueHexView);
    if (digest.length !== 32) return refuse('badDataFormat');
    const { timeStamps, issuing } = await authority();
    if (!timeStamps) throw new Error('the test authority has no certificate for time stamps');
    const info = der(
      seq(
        integer(1),
        oid(POLICY),
        seq(seq(oid(OID.sha256)), octets(digest)),
        bigInteger(newSerial()),
        // Whole seconds: RFC 3161 wants no zeros at the end of a fraction.
        new asn1js.GeneralizedTime({
          valueDate: new Date(Math.floor(clock.now().getTime() / 1_000) * 1_000),
        }),
        ...(asked.nonce ? [asked.nonce] : []),
      ),
    );
    const token = await makeCms({
      digest: sha256(info),
      content: { type: OID.tstInfo, bytes: info },
      chain: [timeStamps.certificate, issuing].map(derOf),
      sign: data => keys.sign(timeStamps.key, data),
    });
    return der(seq(seq(integer(GRANTED)), parsed(token)));
  };
}
