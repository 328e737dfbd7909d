// What is entered lies in the browser sealed (AES-256-GCM) under a key of the pack. The key itself lies there under a password alone; online the
// server, which made it, gives it to the account again.

const ROUNDS = 600_000;
const { subtle } = globalThis.crypto;
const utf8 = new TextEncoder();

const random = size => globalThis.crypto.getRandomValues(new Uint8Array(size));
const bytesOf = base64 => Uint8Array.from(atob(base64), c => c.charCodeAt(0));

/** The key of a pack, as the server says it; its bytes cannot be read out of it again. */
export const keyFrom = base64 =>
  subtle.importKey('raw', bytesOf(base64), 'AES-GCM', false, ['encrypt', 'decrypt']);

async function underPassword(password, salt) {
  const typed = await subtle.importKey('raw', utf8.encode(password.normalize('NFC')), 'PBKDF2', false, [
    'deriveKey',
  ]);
  const way = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: ROUNDS };
  return subtle.deriveKey(way, typed, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}

/** Bytes, sealed: `{ nonce, body }`. */
export async function sealBytes(key, bytes) {
  const nonce = random(12);
  return { nonce, body: await subtle.encrypt({ name: 'AES-GCM', iv: nonce }, key, bytes) };
}

/** The bytes again. Throws when the key is another, or they were changed. */
export const openBytes = (key, { nonce, body }) => subtle.decrypt({ name: 'AES-GCM', iv: nonce }, key, body);

export const seal = (key, value) => sealBytes(key, utf8.encode(JSON.stringify(value)));
export const open = async (key, sealed) => JSON.parse(new TextDecoder().decode(await openBytes(key, sealed)));

/** The key of a pack under a password, to be stored. */
export async function lock(base64, password) {
  const salt = random(16);
  return { salt, sealed: await sealBytes(await underPassword(password, salt), bytesOf(base64)) };
}

/** The key of a pack again; undefined when the password is another. */
export async function unlock({ salt, sealed }, password) {
  try {
    const bytes = await openBytes(await underPassword(password, salt), sealed);
    return await subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);
  } catch {
    return undefined;
  }
}
