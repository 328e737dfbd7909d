import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { dict, flateStream, Name, type PdfUpdate, Ref, textString } from '#platform/pdf';
import type { TrustFixture } from '../testing/fixture.ts';
import {
  firstPage,
  lastRange,
  otherContent,
  replaced,
  rewriteRange,
  type SignedPapers,
  signedPapers,
  updated,
} from '../testing/signed-papers.ts';

describe('trust: verify/verify bytes', () => {
  let p: SignedPapers;
  let f: TrustFixture;
  let two: Buffer;
  let verdict: SignedPapers['verdict'];
  before(async () => {
    p = await signedPapers();
    ({ f, two, verdict } = p);
  });
  after(() => f.end());

  describe('what verification finds', () => {
    it('the paper as it left the office is valid; one that nobody signed has no signature', async () => {
      assert.equal(await verdict(two), 'valid');
      assert.equal(await verdict(Buffer.from(p.paper)), 'no-signature');
      assert.equal(await verdict(Buffer.from('đơn xin')), 'unreadable');
      assert.equal(await verdict(Buffer.alloc(0)), 'unreadable');
      assert.equal(await verdict(Buffer.alloc(26 * 1_048_576)), 'unreadable');
    });

    it('any byte changed: never valid, and outside of the signature never anything but changed, damaged or unreadable', async () => {
      const { open, close } = lastRange(two);
      await fc.assert(
        fc.asyncProperty(fc.nat(two.length - 1), fc.integer({ min: 1, max: 255 }), async (i, flip) => {
          const changed = Buffer.from(two);
          changed[i] = (changed[i] ?? 0) ^ flip;
          const told = await f.trust.verifyPdf(changed);
          if (i < open || i >= close)
            assert.ok(['changed', 'damaged', 'unreadable'].includes(told.verdict), told.verdict);
          // Within the hole lies the CMS: parts that nothing depends on may differ, who signed may not.
          else if (told.verdict === 'valid') assert.deepEqual(told, await f.trust.verifyPdf(two));
        }),
        { numRuns: 60 },
      );
    });

    it('a signed paper that cannot be read any more is told apart from a file that is none', async () => {
      const { open } = lastRange(two);
      const broken = Buffer.from(two);
      broken.write('zz', open + 100, 'latin1');
      assert.equal(await verdict(broken), 'damaged', 'digits of the signature that are none');
      assert.equal(await verdict(two.subarray(0, two.length - 60)), 'damaged', 'its end is missing');
      assert.equal(await verdict(two.subarray(2_000)), 'unreadable', 'no PDF any more');
      assert.equal(await verdict(Buffer.from(p.paper).subarray(0, -60)), 'unreadable', 'never signed');
      assert.equal(await verdict(Buffer.from('đơn xin /ByteRange [0 1 2 3]')), 'unreadable');
    });

    it('cut anywhere: never valid; cut to the first signature, the second is missed', async () => {
      for (const end of [
        two.length - 1,
        two.length - 9,
        p.one.length + 1,
        p.one.length + 500,
        p.one.length - 1,
        5_000,
      ])
        assert.notEqual(await verdict(two.subarray(0, end)), 'valid', String(end));
      const told = await f.trust.verifyPdf(two.subarray(0, p.one.length));
      assert.equal(told.verdict, 'incomplete');
      assert.deepEqual(told.missing, ['agency']);
      assert.notEqual(await verdict(Buffer.concat([two, Buffer.from('\n')])), 'valid');
      assert.notEqual(await verdict(Buffer.concat([two, Buffer.alloc(3_000, '%')])), 'valid');
    });
  });

  describe('universal forgery: the signature is made to say nothing', () => {
    it('a byte range that is empty, negative, short, doubled, too long or beyond the file is refused', async () => {
      const { open, close, length } = lastRange(two);
      for (const range of [
        '0 0 0 0',
        '0',
        '',
        `0 ${open}`,
        `-1 ${open} ${close} ${length}`,
        `0 ${open} ${close} -1`,
        `0 ${open} ${close} ${length + 9}`,
        `0 ${open} ${close} 0`,
        `1 ${open - 1} ${close} ${length}`,
        `0 ${open} ${open} ${two.length - open}`,
        `0 ${close} ${close} ${length}`,
        `0 ${open - 1} ${close} ${length}`,
        `0 ${open} ${close + 1} ${length - 1}`,
        '0 null null null',
        `0.0 ${open} ${close} ${length}`,
      ])
        assert.equal(await verdict(rewriteRange(two, range)), 'changed', range);
    });

    it('contents that are empty, null, a text, or followed by other data are refused', async () => {
      const { open, close } = lastRange(two);
      const hole = two.toString('latin1', open, close);
      const fill = (text: string) => replaced(two, hole, text.padEnd(hole.length), open);
      for (const text of ['<>', 'null', '(x)', '<00>', `<${'00'.repeat((hole.length - 2) / 2)}>`])
        assert.equal(await verdict(fill(text)), 'changed', text.slice(0, 12));
      const tail = Buffer.from(two);
      tail.write('ff', close - 3, 'latin1');
      assert.equal(await verdict(tail), 'changed', 'data after the CMS');
      const blanks = Buffer.from(two);
      blanks.write('  ', close - 3, 'latin1');
      assert.equal(await verdict(blanks), 'changed', 'blanks in the hole');
    });

    it('a signature taken out of the form, or its dictionary emptied, is missed', async () => {
      const emptied = updated(two, u => {
        const form = u.file.dict(u.file.root.get('AcroForm')) ?? assert.fail();
        const at = u.file.root.get('AcroForm');
        assert.ok(at instanceof Ref);
        u.set(at, new Map([...form, ['Fields', []]]));
      });
      assert.equal(await verdict(emptied), 'changed');
      assert.equal(await verdict(replaced(two, '/ByteRange', '/ByteRangX', lastRange(two).start)), 'changed');
      const signature = two.lastIndexOf('/Type/Sig/Filter');
      assert.notEqual(await verdict(replaced(two, '/Type/Sig', '/Type/Nix', signature)), 'valid');
    });
  });

  describe('incremental saving: something is added after the signatures', () => {
    const attacks: Record<string, (u: PdfUpdate) => void> = {
      'another content for the page': u => {
        const page = firstPage(u);
        u.set(page.ref, new Map([...page.dict, ['Contents', otherContent(u)]]));
      },
      'the content stream itself': u => {
        const at = firstPage(u).dict.get('Contents');
        u.set(at instanceof Ref ? at : assert.fail(), flateStream({}, '0 g'));
      },
      'another catalogue': u =>
        u.set(u.file.rootRef, new Map([...u.file.root, ['OpenAction', textString('x')]])),
      'a note over the page': u => {
        const page = firstPage(u);
        const note = u.add(
          dict({ Type: new Name('Annot'), Subtype: new Name('FreeText'), Rect: [0, 0, 600, 800] }),
        );
        u.set(page.ref, new Map([...page.dict, ['Annots', [...u.file.list(page.dict.get('Annots')), note]]]));
      },
      'an object that nothing refers to': u => void u.add(dict({ A: 1 })),
      'nothing at all': () => undefined,
    };
    for (const [name, attack] of Object.entries(attacks))
      it(`${name} is found`, async () => {
        const told = await f.trust.verifyPdf(updated(two, attack));
        assert.equal(told.verdict, 'changed');
        assert.equal(told.changedSince, true);
        assert.ok(told.signatures.every(s => s.intact && !s.coversWholeDocument));
      });

    it('a new body without a table, and a new table alone, are found', async () => {
      const objects = '3 0 obj\n<</Type/Page/MediaBox[0 0 9 9]>>\nendobj\n';
      assert.notEqual(await verdict(Buffer.concat([two, Buffer.from(objects)])), 'valid');
      const tableAlone = `${objects}xref\n0 0\ntrailer\n<</Size 1/Root 1 0 R>>\nstartxref\n${two.length + objects.length}\n%%EOF\n`;
      assert.notEqual(await verdict(Buffer.concat([two, Buffer.from(tableAlone)])), 'valid');
    });

    it('data for checking the signatures later may be added, and only that', async () => {
      const dss = (u: PdfUpdate) => {
        const crl = u.add(flateStream({}, 'crl'));
        u.set(u.file.rootRef, new Map([...u.file.root, ['DSS', u.add(dict({ CRLs: [crl] }))]]));
      };
      assert.equal(await verdict(updated(two, dss)), 'valid');
      const more = updated(two, u => {
        dss(u);
        u.add(dict({ Hidden: 1 }));
      });
      assert.equal(await verdict(more), 'changed');
    });
  });

  describe('signature wrapping: the covered bytes are moved away, and others put in between', () => {
    it('is found however the hole is widened', async () => {
      const { open, close, length, start, whole } = lastRange(two);
      const tail = two.subarray(close);
      const evil = Buffer.from('\n3 0 obj\n<</Type/Page/MediaBox[0 0 9 9]>>\nendobj\n');
      const moved = Buffer.concat([two.subarray(0, close), evil, tail]);
      const range = `/ByteRange [0 ${open} ${close + evil.length} ${length}`
        .padEnd(whole.length - 1)
        .concat(']');
      assert.equal((await verdict(replaced(moved, whole, range, start))) === 'valid', false);
      // The second part begins within the digits: bytes between are neither covered nor the signature's.
      const narrow = `0 ${open} ${close - 20} ${length + 20}`;
      assert.equal(await verdict(rewriteRange(two, narrow)), 'changed');
      // A second Contents for whoever reads the first, or the last, of two equal keys.
      const doubled = Buffer.from(two);
      doubled.write('/Contents(x)', doubled.indexOf('/Name <', start), 'latin1');
      assert.notEqual(await verdict(doubled), 'valid');
    });

    it('a second field that borrows the signature of the first is found', async () => {
      const borrowed = updated(two, u => {
        const at = u.file.root.get('AcroForm');
        const form = u.file.dict(at) ?? assert.fail();
        const fields = u.file.list(form.get('Fields'));
        const field = u.file.dict(fields[0]) ?? assert.fail();
        const copy = u.add(new Map([...field, ['T', textString('bản sao')]]));
        assert.ok(at instanceof Ref);
        u.set(at, new Map([...form, ['Fields', [...fields, copy]]]));
      });
      assert.equal(await verdict(borrowed), 'changed');
    });
  });

  describe('hostile files', () => {
    it('never make verification fail, or last', async () => {
      const nested = `%PDF-1.7\n1 0 obj\n${'['.repeat(100_000)}`;
      const circle =
        '%PDF-1.7\nxref\n0 1\n0000000000 65535 f \ntrailer\n<</Size 1/Root 1 0 R/Prev 9>>\nstartxref\n9\n%%EOF\n';
      const self =
        '%PDF-1.7\n1 0 obj\n1 0 R\nendobj\nxref\n1 1\n0000000009 00000 n \ntrailer\n<</Root 1 0 R>>\nstartxref\n30\n%%EOF\n';
      for (const text of [nested, circle, self]) assert.equal(await verdict(Buffer.from(text)), 'unreadable');
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.tuple(fc.nat(two.length - 1), fc.uint8Array({ maxLength: 12 })), {
            minLength: 1,
            maxLength: 8,
          }),
          async edits => {
            const bytes = Buffer.from(two);
            for (const [i, data] of edits) bytes.set(data.subarray(0, bytes.length - i), i);
            const { open, close } = lastRange(two);
            const outside = (b: Buffer) => Buffer.concat([b.subarray(0, open), b.subarray(close)]);
            const told = await f.trust.verifyPdf(bytes);
            if (!outside(bytes).equals(outside(two))) assert.notEqual(told.verdict, 'valid');
          },
        ),
        { numRuns: 40 },
      );
    });
  });
});
