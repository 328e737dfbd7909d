import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
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
  assert.rejects(look(bytes), e => isAppError(e) && e.code === code);

describe('the type of a file', () => {
  it('is told by its content, whatever it is called', async () => {
    assert.equal(await look(pdf()), MEDIA_TYPES.pdf);
    assert.equal(await look(jpeg()), MEDIA_TYPES.jpeg);
    assert.equal(await look(png()), MEDIA_TYPES.png);
    assert.equal(await look(docx()), MEDIA_TYPES.docx);
    assert.equal(await look(xlsx()), MEDIA_TYPES.xlsx);
    const book = new ExcelJS.Workbook();
    book.addWorksheet('Cán bộ').addRow(['Họ và tên']);
    assert.equal(await look(Buffer.from(await book.xlsx.writeBuffer())), MEDIA_TYPES.xlsx);
  });

  it('a page, a program, a text or another archive is none of them', async () => {
    for (const text of ['<!doctype html><script>', 'MZ\x90\0', '#!/bin/sh', 'GIF89a', '%!PS', ' %PDF-1.4'])
      await refused(Buffer.from(text.padEnd(64)), 'FILE_TYPE_UNKNOWN');
    await refused(zip([{ name: 'a.txt', data: Buffer.from('a') }]), 'FILE_TYPE_UNKNOWN');
  });

  it('names the PDF that asks for a password, and the one that is broken', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'inspect-'));
    try {
      const plain = path.join(folder, 'a.pdf');
      const locked = path.join(folder, 'b.pdf');
      writeFileSync(plain, pdf());
      execFileSync('qpdf', ['--encrypt', 'ab', 'cd', '256', '--', plain, locked]);
      await refused(readFileSync(locked), 'PDF_ENCRYPTED');
    } finally {
      rmSync(folder, { recursive: true });
    }
    const whole = pdf();
    await refused(whole.subarray(0, whole.length - 30), 'PDF_BROKEN');
    await refused(
      Buffer.from(whole.toString('latin1').replace(/startxref\n\d+/, 'startxref\n7'), 'latin1'),
      'PDF_BROKEN',
    );
    await refused(
      Buffer.from(whole.toString('latin1').replace('3 0 obj', '9 0 obj'), 'latin1'),
      'PDF_BROKEN',
    );
  });

  it('names torn pictures, and those that are larger than any camera makes', async () => {
    await refused(png().subarray(0, -12), 'FILE_BROKEN');
    await refused(jpeg().subarray(0, 24), 'FILE_BROKEN');
    await refused(png(60_000, 60_000), 'FILE_BROKEN');
    await refused(jpeg(60_000, 60_000), 'FILE_BROKEN');
  });

  it('refuses office files that are larger inside than they say', async () => {
    const much = Buffer.alloc(30 * 1_048_576, 'a');
    await refused(docx({ name: 'word/media/a.bin', data: much, claimedSize: 1_000 }), 'FILE_BOMB');
    await refused(docx({ name: 'word/media/a.bin', data: much, claimedSize: 0 }), 'FILE_BOMB');
    await refused(docx({ name: 'a', data: randomBytes(2_000), claimedSize: 3_000 }), 'FILE_BROKEN');
  });

  it('knows macros by their type, whatever the part is called', async () => {
    const part = (name: string, text: string) => ({ name, data: Buffer.from(text) });
    const main = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';
    const file = (types: string) =>
      zip([part('[Content_Types].xml', `<Types>${types}</Types>`), part('word/document.xml', '<x/>')]);
    assert.equal(await look(file(`<Override ContentType="${main}"/>`)), MEDIA_TYPES.docx);
    for (const type of [
      'application/vnd.ms-word.document.macroEnabled.main+xml',
      'application/vnd.ms-office.vbaProject',
      'application/vnd.ms-excel.macrosheet+xml',
    ])
      await refused(file(`<Override PartName="/word/hinh.bin" ContentType="${type}"/>`), 'FILE_HAS_MACROS');
  });

  it('says what to do with the office files of before, and those with a password', async () => {
    const compound = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]);
    await refused(compound, 'FILE_OLD_OFFICE');
  });

  it('refuses archives that unpack without end, without unpacking them', async () => {
    const zeros = Buffer.alloc(4 * 1_048_576);
    await refused(docx({ name: 'word/media/a.bin', data: zeros }), 'FILE_BOMB');
    await refused(docx({ name: 'a', data: Buffer.from('a'), claimedSize: 900_000_000 }), 'FILE_BOMB');
    await refused(
      docx(...Array.from({ length: 2_100 }, (_, i) => ({ name: `${i}`, data: Buffer.from('') }))),
      'FILE_BOMB',
    );
    const shared = Buffer.from('kernel');
    await refused(docx({ name: 'a', data: shared }, { name: 'b', data: shared, sameDataAs: 2 }), 'FILE_BOMB');
    await refused(docx({ name: '../../etc/passwd', data: shared }), 'FILE_BROKEN');
    await refused(docx({ name: 'word/vbaProject.bin', data: shared }), 'FILE_HAS_MACROS');
    await refused(docx().subarray(0, -8), 'FILE_BROKEN');
  });

  it('never fails in another way, whatever bytes follow a known beginning', async () => {
    const samples = [pdf(), jpeg(), png(), docx()];
    await fc.assert(
      fc.asyncProperty(
        fc.nat(samples.length - 1),
        fc.array(fc.tuple(fc.nat(2_000), fc.nat(255)), { maxLength: 6 }),
        fc.nat(2_000),
        async (which, edits, cut) => {
          const bytes = Buffer.from(samples[which] ?? '');
          for (const [at, byte] of edits) if (at >= 4 && at < bytes.length) bytes[at] = byte;
          try {
            await look(bytes.subarray(0, bytes.length - (cut % 40)));
          } catch (error) {
            assert.ok(isAppError(error), String(error));
          }
        },
      ),
      { numRuns: 1_500 },
    );
  });
});
