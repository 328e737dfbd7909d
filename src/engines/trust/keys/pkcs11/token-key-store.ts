import type { KeyStore } from '../key-store.ts';
import type { Token } from './token.ts';

/** What the address of a key in a token begins with. */
export const URI = 'pkcs11:object=';

/** The key of this label in a token, as `key_id` names it (RFC 7512). */
export const tokenKeyId = (label: string): string => `${URI}${encodeURIComponent(label)}`;

/** The label of a key in the token: that of its address, else the id under which it was made. */
export const labelOf = (id: string): string =>
  id.startsWith(URI) ? decodeURIComponent(id.slice(URI.length)) : id;

/** Keys in a token: the private half never leaves it. */
export const tokenKeyStore = (token: Token): KeyStore => ({
  create: id => token.make(labelOf(id)),
  sign: (id, data) => token.sign(labelOf(id), data),
});

/** Keys are made in the token; those that were made as files before go on there. */
export function eitherKeyStore(
  files: KeyStore & { has(id: string): Promise<boolean> },
  token: KeyStore,
): KeyStore {
  const of = async (id: string) => (!id.startsWith(URI) && (await files.has(id)) ? files : token);
  return {
    create: async id => (await of(id)).create(id),
    sign: async (id, data) => (await of(id)).sign(id, data),
  };
}
