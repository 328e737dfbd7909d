import { createHash, randomBytes } from 'node:crypto';
import * as asn1js from 'asn1js';
import { TSTInfo } from 'pkijs';
import { call } from '#platform/outgoing';
import { bigInteger, der, integer, octets, oid, parsed, seq } from '../asn1.ts';
import { TimeStampAway } from '../errors.ts';
import { OID } from '../oids.ts';
import { openCms } from '../open-cms.ts';

const MAX_BYTES = 64 * 1024;

/** TSTInfo of a time-stamp token. Throws when it is none. */
export function tstInfoOf(token: Uint8Array): TSTInfo {
  const { signed } = openCms(token);
  const content = signed.encapContentInfo.eContent;
  if (signed.encapContentInfo.eContentType !== OID.tstInfo || !content) throw new Error('no TSTInfo');
  return TSTInfo.fromBER(content.getValue());
}

/** The token as the service sent it, not encoded again: its signature is over these bytes. Throws when it refused. */
function tokenOf(response: Buffer): Buffer {
  const [info, token] = (parsed(response) as asn1js.Sequence).valueBlock.value;
  const [status] = info instanceof asn1js.Sequence ? info.valueBlock.value : [];
  const said = status instanceof asn1js.Integer ? status.valueBlock.valueDec : 2;
  if (said > 1 || !token) throw new Error(`refused: ${said}`);
  return der(token);
}

export const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();

/** Takes a request of RFC 3161 (DER) to a service and brings its answer (DER). */
export type TimeStampService = (request: Buffer) => Promise<Buffer>;

/** The service at `url`, over HTTP (RFC 3161, 3.4). */
export const serviceAt =
  (url: string): TimeStampService =>
  async request => {
    const { status, ok, body } = await call(url, {
      headers: { 'content-type': 'application/timestamp-query' },
      body: new Uint8Array(request),
      mostBytes: MAX_BYTES,
    });
    if (!ok) throw new Error(`status ${status}`);
    return body;
  };

/**
 * Asks a time-stamp service for a token over a SHA-256 digest: DER. The answer must be over this digest and this request.
 * Throws TimeStampAway.
 */
export async function requestTimeStamp(service: TimeStampService, digest: Buffer): Promise<Buffer> {
  // Positive, and without a leading zero: some services shorten it.
  const nonce = randomBytes(8);
  nonce[0] = ((nonce[0] ?? 0) & 0x3f) | 0x40;
  const request = seq(
    integer(1),
    seq(seq(oid(OID.sha256)), octets(digest)),
    bigInteger(nonce),
    new asn1js.Boolean({ value: true }),
  );
  try {
    const bytes = await service(der(request));
    const token = tokenOf(bytes);
    const info = tstInfoOf(token);
    const over = Buffer.from(info.messageImprint.hashedMessage.valueBlock.valueHexView);
    if (!over.equals(digest)) throw new Error('a token over something else');
    if (!info.nonce || !Buffer.from(info.nonce.valueBlock.valueHexView).equals(nonce))
      throw new Error('an old token');
    return token;
  } catch (error) {
    throw Object.assign(TimeStampAway(), { cause: error });
  }
}
