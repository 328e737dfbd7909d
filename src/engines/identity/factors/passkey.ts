import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server';
import type { Queryable, Tx } from '#platform/db';
import type { Site } from '#platform/env';
import { tokenHash } from '../vault/token.ts';

// EdDSA, ES256, RS256 (COSE): what authenticators of today make.
const ALGORITHMS = [-8, -7, -257];
const CHALLENGE_MS = 10 * 60_000;

// Loaded with the first passkey, not with every start.
const webauthn = () => import('@simplewebauthn/server');

type Stored = { id: string; publicKey: Buffer; counter: number; transports: string[] };

/** Whether browsers offer passkeys at this address: https or localhost, and a name, not a number (Web Authentication, 5.1.7). */
export function passkeysWork(site: Pick<Site, 'baseUrl'>): boolean {
  const { protocol, hostname } = new URL(site.baseUrl);
  return hostname === 'localhost' || (protocol === 'https:' && !/^[\d.]+$|:/.test(hostname));
}

const stored = (q: Queryable, accountId: string) =>
  q.query<Stored>(
    'SELECT id, public_key AS "publicKey", counter, transports FROM identity.passkey WHERE account_id = $1 ORDER BY added_at',
    [accountId],
  );

async function keepChallenge(
  q: Queryable,
  accountId: string,
  purpose: 'register' | 'prove',
  challenge: string,
  now: Date,
) {
  await q.run(
    'INSERT INTO identity.passkey_challenge (digest, account_id, purpose, expires_at) VALUES ($1, $2, $3, $4)',
    [tokenHash(challenge), accountId, purpose, new Date(now.getTime() + CHALLENGE_MS)],
  );
}

// A challenge is taken, not looked at: an answer that was recorded cannot be sent again.
const taker =
  (tx: Tx, accountId: string, purpose: 'register' | 'prove', now: Date) => async (challenge: string) =>
    (await tx.run(
      'DELETE FROM identity.passkey_challenge WHERE digest = $1 AND account_id = $2 AND purpose = $3 AND expires_at > $4',
      [tokenHash(challenge), accountId, purpose, now],
    )) === 1;

/** What `navigator.credentials.create` needs to make a passkey for the account; `alone`: one that says by itself whose it is. */
export async function passkeyCreation(
  q: Queryable,
  site: Site,
  account: { id: string; name: string; user: string; alone?: boolean },
  now: Date,
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const options = await (await webauthn()).generateRegistrationOptions({
    rpName: site.name,
    rpID: new URL(site.baseUrl).hostname,
    userName: account.user,
    userDisplayName: account.name,
    userID: new Uint8Array(Buffer.from(account.id)),
    excludeCredentials: (await stored(q, account.id)).map(({ id }) => ({ id })),
    supportedAlgorithmIDs: ALGORITHMS,
    authenticatorSelection: {
      residentKey: account.alone ? 'required' : 'preferred',
      userVerification: 'required',
    },
  });
  await keepChallenge(q, account.id, 'register', options.challenge, now);
  return options;
}

/** Keeps the passkey that the browser made. False when its answer does not verify. */
export async function savePasskey(
  tx: Tx,
  site: Site,
  passkey: { accountId: string; label: string; response: RegistrationResponseJSON },
  now: Date,
): Promise<boolean> {
  const checked = await (await webauthn())
    .verifyRegistrationResponse({
      response: passkey.response,
      supportedAlgorithmIDs: ALGORITHMS,
      expectedChallenge: taker(tx, passkey.accountId, 'register', now),
      expectedOrigin: new URL(site.baseUrl).origin,
      expectedRPID: new URL(site.baseUrl).hostname,
    })
    .catch(() => undefined);
  if (!checked?.verified) return false;
  const { id, publicKey, counter, transports } = checked.registrationInfo.credential;
  const added = await tx.run(
    `INSERT INTO identity.passkey (id, account_id, public_key, counter, transports, label, added_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
    [
      id,
      passkey.accountId,
      Buffer.from(publicKey),
      counter,
      transports ?? [],
      passkey.label.slice(0, 60),
      now,
    ],
  );
  return added === 1;
}

/** What `navigator.credentials.get` needs to show one of the account's passkeys; null when it has none. */
export async function passkeyRequest(
  q: Queryable,
  site: Site,
  accountId: string,
  now: Date,
): Promise<PublicKeyCredentialRequestOptionsJSON | null> {
  const keys = await stored(q, accountId);
  if (!keys.length) return null;
  const options = await (await webauthn()).generateAuthenticationOptions({
    rpID: new URL(site.baseUrl).hostname,
    allowCredentials: keys.map(({ id, transports }) => ({ id, transports })),
    userVerification: 'required',
  });
  await keepChallenge(q, accountId, 'prove', options.challenge, now);
  return options;
}

/** What `navigator.credentials.get` needs to show whichever passkey of this site it has. The challenge in it is kept by the caller, for one answer. */
export const anyPasskeyRequest = async (site: Site): Promise<PublicKeyCredentialRequestOptionsJSON> =>
  (await webauthn()).generateAuthenticationOptions({
    rpID: new URL(site.baseUrl).hostname,
    userVerification: 'required',
  });

/** Whose a passkey is; undefined for one that is not known. */
export const ownerOfPasskey = async (q: Queryable, id: string): Promise<string | undefined> =>
  (await q.maybe<{ owner: string }>('SELECT account_id AS owner FROM identity.passkey WHERE id = $1', [id]))
    ?.owner;

/**
 * Whether the browser's answer was signed by one of the account's passkeys for a challenge of ours, once: one that was made for the
 * account, or `challenge`, which the caller takes away.
 */
export async function usePasskey(
  tx: Tx,
  site: Site,
  accountId: string,
  response: AuthenticationResponseJSON,
  now: Date,
  challenge?: string,
): Promise<boolean> {
  const key = (await stored(tx, accountId)).find(k => k.id === response.id);
  if (!key) return false;
  const checked = await (await webauthn())
    .verifyAuthenticationResponse({
      response,
      expectedChallenge: challenge ?? taker(tx, accountId, 'prove', now),
      expectedOrigin: new URL(site.baseUrl).origin,
      expectedRPID: new URL(site.baseUrl).hostname,
      credential: {
        id: key.id,
        publicKey: new Uint8Array(key.publicKey),
        counter: key.counter,
        transports: key.transports,
      },
    })
    .catch(() => undefined);
  if (!checked?.verified) return false;
  await tx.run('UPDATE identity.passkey SET counter = $2, used_at = $3 WHERE id = $1', [
    key.id,
    checked.authenticationInfo.newCounter,
    now,
  ]);
  return true;
}
