import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { fixture, fold } from './testing/fixture.ts';
import { verifyProof } from './verify/verify-proof.ts';

suite('erasing', () => {
  test('a person erased leaves the log whole: entry, no value, green', async () => {
    const f = await fixture();
    try {
      const subject = fold();
      const other = fold();
      const append = (to: string) =>
        f.test.db.tx(tx =>
          f.ledger.append(tx, {
            kind: 'sheep.counted',
            subject: to,
            actor: 'dog',
            at: new Date(),
            body: { number: 1 },
            personal: { shepherd: 'Vàng A Páo', phone: '0912000001' },
          }),
        );
      const mine = await append(subject);
      await append(subject);
      await append(other);
      await f.ledger.sealer.sealOnce();
      const before = await f.ledger.prove(f.test.db, mine.id);
      const erase = (fields?: string[]) =>
        f.test.db.tx(tx =>
          f.ledger.erase(tx, {
            subject,
            actor: 'account:keeper',
            reason: 'asked for by the person',
            ...(fields ? { fields } : {}),
          }),
        );
      assert.equal((await erase(['phone']))?.erased, 2);
      assert.equal((await erase())?.erased, 2);
      assert.equal(await erase(), undefined, 'nothing is left');
      await f.ledger.sealer.sealOnce();

      const story = await f.ledger.history(f.test.db, subject);
      assert.deepEqual(
        story.map(e => [e.kind, e.personal]),
        [
          ['sheep.counted', {}],
          ['sheep.counted', {}],
          ['ledger.erased', {}],
          ['ledger.erased', {}],
        ],
      );
      const [left] = await f.ledger.history(f.test.db, other);
      assert.equal(left?.personal.phone, '0912000001');
      const { n } = await f.test.owner.one<{ n: number }>(
        'SELECT count(*) AS n FROM ledger.personal WHERE salt IS NOT NULL',
      );
      assert.equal(n, 2);
      assert.deepEqual((await f.ledger.verify()).problems, []);

      // The entry is proven as before; the person who kept the old proof can still show what it said.
      const log = (await f.ledger.fingerprint(f.test.db)) ?? '';
      const proof = await f.ledger.prove(f.test.db, mine.id);
      assert.deepEqual(proof?.personal, {});
      assert.ok(proof && verifyProof(proof, log).ok);
      assert.ok(before && verifyProof(before, log).ok);

      // A value that comes back, from a backup perhaps, is found.
      const { salt, value } = before.personal.phone ?? assert.fail();
      await f.test.owner.query(
        "UPDATE ledger.personal SET salt = $2, value = $3 WHERE entry = $1 AND field = 'phone'",
        [mine.id, Buffer.from(salt, 'hex'), value],
      );
      assert.deepEqual(
        (await f.ledger.verify()).problems.map(p => [p.code, p.id]),
        [['unerased', mine.id]],
      );
    } finally {
      await f.close();
    }
  });

  test('values are emptied together with their entry or not at all, and only those of its subject', async () => {
    const f = await fixture();
    try {
      const [subject, other] = [fold(), fold()];
      const entry = (to: string) => ({
        kind: 'sheep.counted',
        subject: to,
        actor: 'dog',
        at: new Date(),
        body: { number: 1 },
        personal: { shepherd: 'Vàng A Páo' },
      });
      await f.test.db.tx(tx => f.ledger.append(tx, entry(subject)));
      const theirs = await f.test.db.tx(tx => f.ledger.append(tx, entry(other)));
      await f.test.db
        .tx(async tx => {
          await f.ledger.erase(tx, { subject, actor: 'k', reason: 'r' });
          throw new Error('undone');
        })
        .catch(() => undefined);
      assert.equal((await f.ledger.history(f.test.db, subject)).at(0)?.personal.shepherd, 'Vàng A Páo');

      // An erasure entered for one subject does not reach another's.
      const { n } = await f.test.db.tx(async tx => {
        const { id } = await f.ledger.append(tx, {
          kind: 'ledger.erased',
          subject,
          actor: 'k',
          at: new Date(),
          body: { reason: 'r', fields: [{ entry: theirs.id, field: 'shepherd' }] },
        });
        return tx.one<{ n: number }>('SELECT ledger.empty_personal($1) AS n', [id]);
      });
      assert.equal(n, 0);
      assert.equal((await f.ledger.history(f.test.db, other)).at(0)?.personal.shepherd, 'Vàng A Páo');
    } finally {
      await f.close();
    }
  });
});
