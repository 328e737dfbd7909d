import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { type SentCode, secondsUntilNext } from '../codes/limits.ts';
import { timedOut } from '../sessions/limits.ts';
import { createVault } from '../vault/vault.ts';
import { delayAfter } from './attempts.ts';
import { whoTries } from './who.ts';

test('the pause grows from nothing to fifteen minutes', () => {
  assert.deepEqual([0, 4, 5, 6, 7, 8, 9, 10, 50].map(delayAfter), [0, 0, 30, 60, 120, 240, 480, 900, 900]);
});

test('codes go out once a minute, five times an hour, ten times a day to who asks from one network', () => {
  const now = new Date('2026-11-20T08:00:00Z');
  const ago = (minutes: number[], here = true, proven = false): SentCode[] =>
    minutes.map(m => ({ at: new Date(now.getTime() - m * 60_000), here, proven }));
  const wait = (sent: SentCode[], proven = false) => secondsUntilNext(sent, proven, now);
  assert.equal(wait([]), 0);
  assert.equal(wait(ago([0])), 60);
  assert.equal(wait(ago([1])), 0);
  assert.equal(wait(ago([2, 4, 6, 8, 50])), 600);
  const day = [100, 200, 300, 400, 500, 600, 700, 800, 900, 1430];
  assert.equal(wait(ago(day)), 600);
  // Another network's ten do not count as one's own; two such use up what all strangers have, and nothing of who proved the address.
  const others = ago(day, false);
  assert.equal(wait(others), 0);
  const many = [...others, ...others].sort((a, b) => b.at.getTime() - a.at.getTime());
  assert.equal(wait(many), 600);
  assert.equal(wait(many, true), 0);
  assert.equal(wait(ago([0, 0, 0, 0, 0, 0, 0, 0, 0, 50], false)), 600);
  assert.equal(wait(ago([0, 0, 0, 0, 0, 0, 0, 0, 0, 50], false, true)), 0);
});

test('a session ends by rest or by age, earlier for officials', () => {
  const at = (hours: number) => new Date(hours * 3_600_000);
  const session = (kind: 'citizen' | 'official', created: number, seen: number) => ({
    kind,
    createdAt: at(created),
    seenAt: at(seen),
  });
  assert.equal(timedOut(session('official', 0, 0.4), at(0.8)), false);
  assert.equal(timedOut(session('official', 0, 0.4), at(0.9)), true);
  assert.equal(timedOut(session('official', 0, 11.9), at(12)), true);
  assert.equal(timedOut(session('citizen', 0, 100), at(123)), false);
  assert.equal(timedOut(session('citizen', 0, 100), at(124)), true);
  assert.equal(timedOut(session('citizen', 0, 167), at(168)), true);
});

test('an IPv6 subscriber is one address, whichever of his he uses; an IPv4 one as it is', () => {
  const vault = createVault({ secretFor: p => createHash('sha256').update(p).digest() });
  const key = (ip: string) => whoTries(vault, { typed: 'x' }, ip).addressKey.toString('hex');
  assert.equal(key('2001:db8:1:2::1'), key('2001:db8:1:2:ffff:ffff:ffff:ffff'));
  assert.equal(key('2001:db8::1'), key('2001:db8:0:0:5::'));
  assert.notEqual(key('2001:db8:1:2::1'), key('2001:db8:1:3::1'));
  assert.equal(key('::ffff:203.0.113.7'), key('203.0.113.7'));
  assert.notEqual(key('203.0.113.7'), key('203.0.113.8'));
});
