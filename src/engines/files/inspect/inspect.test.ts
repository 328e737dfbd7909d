import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, it } from 'node:test';
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { isAppError } from '#platform/errors';
import { zip } from '../../../platform/zip/testing/zip.ts';
import { MEDIA_TYPES } from '../media-types.ts';
import { docx, jpeg, pdf, png, xlsx } from '../testing/samples.ts';
import { inspect } from './inspect.ts';

const look = (bytes: Buffer) => inspect(bytes, 'giay-to.pdf', 'PDF, JPG');
const refused = (bytes: Buffer, code: string) =>
  assert.throws(
    () => look(bytes),
    e => isAppError(e) && e.code === code,
  );

describe('the type of a file', () => {
  it('is told by its content, whatever it is called', async () => {
    assert.equal(look(pdf()), MEDIA_TYPES.pdf);
    assert.equal(look(jpeg()), MEDIA_TYPES.jpeg);
    assert.equal(look(png()), MEDIA_TYPES.png);
    assert.equal(look(docx()), MEDIA_TYPES.docx);
    assert.equal(look(xlsx()), MEDIA_TYPES.xlsx);
    const book = new ExcelJS.Workbook();
    book.addWorksheet('Cán bộ').addRow(['Họ và tên']);
    assert.equal(look(Buffer.from(await book.xlsx.writeBuffer())), MEDIA_TYPES.xlsx);
  });

  it('a page, a program, a text or another archive is none of them', () => {
    for (const text of ['<!doctype html><script>', 'MZ\x90\0', '#!/bin/sh', 'GIF89a', '%!PS', ' %PDF-1.4'])
      refused(Buffer.from(text.padEnd(64)), 'FILE_TYPE_UNKNOWN');
    refused(zip([{ name: 'a.txt', data: Buffer.from('a') }]), 'FILE_TYPE_UNKNOWN');
  });

  it('names the PDF that asks for a password, and the one that is broken', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'inspect-'));
    try {
      const plain = path.join(folder, 'a.pdf');
      const locked = path.join(folder, 'b.pdf');
      writeFileSync(plain, pdf());
      execFileSync('qpdf', ['--encrypt', 'ab', 'cd', '256', '--', plain, locked]);
      refused(readFileSync(locked), 'PDF_ENCRYPTED');
    } finally {
      rmSync(folder, { recursive: true });
    }
    const whole = pdf();
    refused(whole.subarray(0, whole.length - 30), 'PDF_BROKEN');
    refused(
      Buffer.from(whole.toString('latin1').replace(/startxref\n\d+/, 'startxref\n7'), 'latin1'),
      'PDF_BROKEN',
    );
    refused(Buffer.from(whole.toString('latin1').replace('3 0 obj', '9 0 obj'), 'latin1'), 'PDF_BROKEN');
  });

  it('names torn pictures, and those that are larger than any camera makes', () => {
    refused(png().subarray(0, -12), 'FILE_BROKEN');
    refused(jpeg().subarray(0, 24), 'FILE_BROKEN');
    refused(png(60_000, 60_000), 'FILE_BROKEN');
    refused(jpeg(60_000, 60_000), 'FILE_BROKEN');
  });

  it('refuses archives that unpack without end, without unpacking them', () => {
    const zeros = Buffer.alloc(4 * 1_048_576);
    refused(docx({ name: 'word/media/a.bin', data: zeros }), 'FILE_BOMB');
    refused(docx({ name: 'a', data: Buffer.from('a'), claimedSize: 900_000_000 }), 'FILE_BOMB');
    refused(
      docx(...Array.from({ length: 2_100 }, (_, i) => ({ name: `${i}`, data: Buffer.from('') }))),
      'FILE_BOMB',
    );
    const shared = Buffer.from('kernel');
    refused(docx({ name: 'a', data: shared }, { name: 'b', data: shared, sameDataAs: 2 }), 'FILE_BOMB');
    refused(docx({ name: '../../etc/passwd', data: shared }), 'FILE_BROKEN');
    refused(docx({ name: 'word/vbaProject.bin', data: shared }), 'FILE_HAS_MACROS');
    refused(docx().subarray(0, -8), 'FILE_BROKEN');
  });

  it('never fails in another way, whatever bytes follow a known beginning', () => {
    const samples = [pdf(), jpeg(), png(), docx()];
    fc.assert(
      fc.property(
        fc.nat(samples.length - 1),
        fc.array(fc.tuple(fc.nat(2_000), fc.nat(255)), { maxLength: 6 }),
        fc.nat(2_000),
        (which, edits, cut) => {
          const bytes = Buffer.from(samples[which] ?? '');
          for (const [at, byte] of edits) if (at >= 4 && at < bytes.length) bytes[at] = byte;
          try {
            look(bytes.subarray(0, bytes.length - (cut % 40)));
          } catch (error) {
            assert.ok(isAppError(error), String(error));
          }
        },
      ),
      { numRuns: 1_500 },
    );
  });
});
