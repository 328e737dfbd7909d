import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { suite, test } from 'node:test';
import { signerOf } from '../index.ts';
import { count, fixture } from '../testing/fixture.ts';
import { check } from '../testing/independent.ts';
import { verifyProof } from '../verify/verify-proof.ts';
import { readHead, type Signed } from './heads.ts';

suite('keys', () => {
  test('the old key seals the entry that hands over, the new one all that follows', async () => {
    const f = await fixture();
    try {
      await count(f.ledger, f.test.db, 5);
      await f.ledger.sealer.sealOnce();
      const old = f.keyring.first();
      const next = f.keyring.add();
      // In one batch with entries before and after it.
      await count(f.ledger, f.test.db, 4);
      await f.ledger.rotateKey(next.keyId, 'account:keeper');
      const [entry] = await count(f.ledger, f.test.db, 3);
      await f.ledger.sealer.sealOnce();
      // Another process, which knows the folder only.
      await count(f.ledger, f.test.db, 1);
      await f.another().sealer.sealOnce();

      const heads = (await readFile(f.headFile, 'utf8'))
        .trim()
        .split('\n')
        .map(l => readHead(JSON.parse(l) as Signed));
      assert.deepEqual(
        heads.map(h => [h?.size, h?.keyId]),
        [
          [6, old.keyId],
          [11, old.keyId],
          [14, next.keyId],
          [15, next.keyId],
        ],
      );
      assert.ok(heads.every(h => h?.log === old.keyId));
      const { ok, problems, log } = await f.ledger.verify({ fingerprint: old.keyId });
      assert.ok(ok, JSON.stringify(problems));
      assert.equal(log, old.keyId);

      // A proof under the new key leads back to the first one.
      const proof = await f.ledger.prove(f.test.db, entry?.id ?? '');
      assert.ok(proof);
      assert.equal(proof.keys.length, 2);
      check(proof, old.keyId);
      assert.deepEqual(verifyProof(proof, old.keyId).problems, []);
      const forged = {
        ...proof,
        keys: [{ ...proof.keys[0]!, publicKey: next.publicKey.toString('base64') }, proof.keys[1]!],
      };
      assert.throws(() => check(forged, old.keyId), /fingerprint/);
      assert.equal(verifyProof(forged, old.keyId).ok, false);
    } finally {
      await f.close();
    }
  });

  test('a receipt given under the old key is redeemed under the new one', async () => {
    const f = await fixture();
    try {
      await f.ledger.sealer.sealOnce();
      const [entry] = await count(f.ledger, f.test.db, 1);
      assert.ok(entry);
      const receipt = await f.ledger.receipt(entry);
      await f.ledger.rotateKey(f.keyring.add().keyId, 'account:keeper');
      await f.ledger.sealer.sealOnce();
      await count(f.ledger, f.test.db, 1);
      await f.ledger.sealer.sealOnce();
      const proof = await f.ledger.prove(f.test.db, entry.id);
      assert.ok(proof);
      assert.deepEqual(verifyProof(proof, f.keyring.first().keyId, receipt).problems, []);
    } finally {
      await f.close();
    }
  });

  test('who may append may not rotate: a handover that the key in force did not approve changes nothing, and is found', async () => {
    const f = await fixture();
    try {
      await f.ledger.sealer.sealOnce();
      const mine = signerOf(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);
      const old = f.keyring.first();
      await f.test.db.tx(tx =>
        f.ledger.append(tx, {
          kind: 'ledger.key-rotated',
          subject: 'ledger:key',
          actor: 'intruder',
          at: new Date(),
          body: {
            previous: old.keyId,
            keyId: mine.keyId,
            publicKey: mine.publicKey.toString('base64'),
            approval: Buffer.from('trust me').toString('base64'),
          },
        }),
      );
      await count(f.ledger, f.test.db, 1);
      await f.ledger.sealer.sealOnce();
      const { problems, size } = await f.ledger.verify();
      assert.equal(size, 3);
      assert.deepEqual(
        problems.map(p => [p.code, p.position]),
        [['key', 1]],
      );
    } finally {
      await f.close();
    }
  });

  test('a process without the key in force lets another seal', async () => {
    const f = await fixture();
    try {
      await count(f.ledger, f.test.db, 1);
      await f.ledger.sealer.sealOnce();
      const poor = f.another({ signer: signerOf(generateKeyPairSync('ed25519').privateKey) });
      await count(f.ledger, f.test.db, 1);
      await assert.rejects(poor.sealer.sealOnce(), /is in force and is not here/);
      await f.ledger.sealer.sealOnce();
      assert.ok((await f.ledger.verify()).ok);
    } finally {
      await f.close();
    }
  });

  test('a log may be signed with Ed25519 as well', async () => {
    const f = await fixture({ signer: signerOf(generateKeyPairSync('ed25519').privateKey) });
    try {
      const [entry] = await count(f.ledger, f.test.db, 3);
      await f.ledger.sealer.sealOnce();
      const { ok, log } = await f.ledger.verify();
      assert.ok(ok);
      const proof = await f.ledger.prove(f.test.db, entry?.id ?? '');
      assert.ok(proof && verifyProof(proof, log).ok);
    } finally {
      await f.close();
    }
  });
});
