import * as asn1js from 'asn1js';
import { context, der, integer, oid, parsed, seq } from '../asn1.ts';
import type { KeyStore } from '../keys/key-store.ts';
import { OID } from '../oids.ts';
import { distinguishedName, type SubjectName } from './certificate-maker.ts';

/** A request for a certificate (PKCS#10, RFC 2986), PEM: the authority gets the public half and a proof that the private one is there. */
export async function makeSigningRequest(
  keys: KeyStore,
  keyId: string,
  subject: SubjectName,
): Promise<string> {
  const publicKey = await keys.create(keyId);
  const info = seq(integer(0), distinguishedName(subject).toSchema(), parsed(publicKey), context(0));
  const signature = await keys.sign(keyId, der(info));
  const bits = new asn1js.BitString({ valueHex: new Uint8Array(signature).buffer });
  const request = der(seq(info, seq(oid(OID.ecdsaWithSha256)), bits));
  const lines = request.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE REQUEST-----', ...lines, '-----END CERTIFICATE REQUEST-----', ''].join(
    '\n',
  );
}
