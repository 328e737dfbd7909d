import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { checkUnpacked, checkUnpackedAside, listZip, ZipProblem } from './index.ts';
import { type ZipPart, zip } from './testing/zip.ts';

const open = (bytes: Buffer, most?: number) => checkUnpacked(bytes, listZip(bytes, most));
const refused = (bytes: Buffer, kind: 'broken' | 'bomb', most?: number) =>
  assert.throws(
    () => open(bytes, most),
    e => e instanceof ZipProblem && e.kind === kind,
  );
const text = (name: string, data = 'hồ sơ'): ZipPart => ({ name, data: Buffer.from(data) });

describe('a zip', () => {
  test('is listed with what each entry unpacks to', () => {
    const bytes = zip([text('a/b.xml'), text('c.xml', '')]);
    assert.deepEqual(
      listZip(bytes).map(e => [e.name, e.size]),
      [
        ['a/b.xml', 8],
        ['c.xml', 0],
      ],
    );
    open(bytes);
  });

  test('is measured aside as it is in place', async () => {
    const aside = (bytes: Buffer) => checkUnpackedAside(bytes, listZip(bytes));
    await aside(zip([text('a'), text('b', ''), text('c', 'x'.repeat(700_000))]));
    const much = Buffer.alloc(20_000_000, 'a');
    for (const claimedSize of [0, 1_000])
      await assert.rejects(aside(zip([{ name: 'a', data: much, claimedSize }])), { kind: 'bomb' });
    await assert.rejects(aside(zip([{ name: 'a', data: randomBytes(2_000), claimedSize: 3_000 }])), {
      kind: 'broken',
    });
    const torn = zip([text('a', 'x'.repeat(5_000))]);
    torn[40] = (torn[40] ?? 0) ^ 0xff;
    await assert.rejects(aside(torn), { kind: 'broken' });
  });

  test('that claims to be small and is not is found out while it unpacks, after no more than it claims', () => {
    const much = Buffer.alloc(50_000_000, 'a');
    refused(zip([{ name: 'a', data: much, claimedSize: 1_000 }]), 'bomb');
    refused(zip([text('a'), { name: 'b', data: much, claimedSize: 0 }]), 'bomb');
    refused(zip([{ name: 'a', data: randomBytes(2_000), claimedSize: 3_000 }]), 'broken');
  });

  test('is held to what its reader takes, by claim and in truth', () => {
    const half = { name: 'a', data: randomBytes(600_000) };
    refused(zip([half, { ...half, name: 'b' }]), 'bomb', 1_000_000);
    open(zip([half, { ...half, name: 'b' }]), 1_200_000);
    refused(zip([{ name: 'a', data: Buffer.alloc(5_000_000) }]), 'bomb');
  });

  test('that shows two readers two directories is refused', () => {
    const [inner, outer] = [zip([text('inner')]), zip([text('outer')])];
    // A second end in the comment; a directory that does not stand where the end says.
    const commented = Buffer.concat([outer, inner]);
    commented.writeUInt16LE(inner.length, outer.length - 2);
    refused(commented, 'broken');
    refused(Buffer.concat([inner, outer]), 'broken');
    refused(Buffer.concat([Buffer.from('#!/bin/sh\n'), outer]), 'broken');
  });

  test('of whatever bytes is listed or refused, never anything else', () => {
    const good = zip([text('a'), text('b', 'x'.repeat(500))]);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 5 }),
        fc.nat(40),
        (edits, cut) => {
          const bytes = Buffer.from(good.subarray(0, good.length - cut));
          for (const [at, byte] of edits) if (at < bytes.length) bytes[at] = byte;
          try {
            open(bytes);
          } catch (error) {
            assert.ok(error instanceof ZipProblem, String(error));
          }
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
