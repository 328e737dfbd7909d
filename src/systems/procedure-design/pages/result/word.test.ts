import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { findDraftVersion, getDraftResult } from '#engines/procedures';
import type { StaffSite } from '#test/staff-site';
import { cell, docx, para, run, table } from '../../../../platform/docx/testing/docx.ts';
import { begunDraft, type Official } from '../../testing/begun-draft.ts';

describe('procedure design: a result in a Word document', () => {
  const ROOT = '/can-bo/thu-tuc';
  const CODE = '9.000004';
  const page = `${ROOT}/${CODE}/ket-qua`;
  const folder = mkdtempSync(path.join(tmpdir(), 'word-'));
  let s: StaffSite;
  let an: Official;

  before(async () => {
    ({ s, an } = await begunDraft(CODE, 'standard'));
  });
  after(async () => {
    await s.close();
    rmSync(folder, { recursive: true });
  });

  const template = async () => {
    const draft = (await findDraftVersion(s.db, CODE)) ?? assert.fail();
    return (await getDraftResult(s.db, draft.id)).template;
  };
  const upload = async (bytes: Buffer, name = 'the-ban-doc.docx') => {
    await an.visit.open(page);
    return an.visit.upload(page, 'mau-word', name, bytes);
  };

  test('an editor uploads one; a misspelt field and what cannot be printed are told with their paragraphs', async () => {
    await an.visit.open(page);
    await an.visit.submit(page, {
      ten: 'Thẻ bạn đọc',
      so: 'own',
      'tieu-de': 'THẺ',
      'noi-dung': 'x',
      'noi-nhan': '',
    });
    const sent = await upload(docx(para('Cấp cho {{chu-ho-sp}}.') + '<w:p><w:r><w:pict/></w:r></w:p>'));
    assert.equal(sent.status, 303, sent.html);
    const { html } = await an.visit.open(page);
    assert.match(html, /Mẫu Word, đoạn 1: Biểu mẫu không có ô chu-ho-sp\. Có phải chu-ho-so\?/);
    assert.match(html, /Mẫu Word, đoạn 2: Hình vẽ, hộp chữ/);
    assert.match(html, /Đang dùng tệp <a href="[^"]+mau\.docx">the-ban-doc\.docx<\/a>/);
    assert.equal((await an.visit.open(`${page}/xem-thu.pdf`)).location, page);
  });

  test('what is no Word document, or has macros, is refused and nothing is lost', async () => {
    const refused = await upload(Buffer.from('%PDF-1.7'), 'x.docx');
    assert.equal(refused.status, 422);
    assert.match(refused.html, /Không đọc được tệp này/);
    assert.match((await upload(docx(para('x'), { 'word/vbaProject.bin': 'x' }))).html, /Tệp có macro/);
    assert.match((await upload(Buffer.alloc(400_000, 'x'))).html, /Tệp lớn hơn 300 KB/);
    assert.equal((await template())?.document?.name, 'the-ban-doc.docx');
  });

  test('mended, it is looked at as PDF: real text for poppler, in the document’s look; taken back as it was sent', async () => {
    const bytes = docx(
      para('THẺ BẠN ĐỌC', '<w:pStyle w:val="Heading"/>') +
        `<w:p>${run('Cấp cho {{chu-')}${run('ho-so|hoa}}', '<w:i/>')}${run(', số {{so-ket-qua}}: ậ ễ ợ ặ ĕ ŏ.')}</w:p>` +
        table(
          [4000, 4000],
          [[cell('Nơi nhận'), cell(para('{{chuc-vu|hoa}}') + para('{{noi-ky}}') + para('{{nguoi-ky}}'))]],
        ) +
        para('{{ma-qr}}'),
    );
    assert.equal((await upload(bytes)).status, 303);
    const pdf = await an.visit.open(`${page}/xem-thu.pdf`);
    assert.equal(pdf.status, 200);
    const file = path.join(folder, 'preview.pdf');
    writeFileSync(file, pdf.raw);
    const text = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' });
    assert.match(text, /THẺ BẠN ĐỌC/);
    assert.match(text, /Cấp cho GIÀNG THỊ MỶ, số 00\/GCN-UBND: ậ ễ ợ ặ ĕ ŏ\./);
    assert.match(text, /Nơi nhận +CHỦ TỊCH/);
    assert.match(text, /Nguyễn Văn Mẫu/);
    assert.match(execFileSync('pdfinfo', [file], { encoding: 'utf8' }), /Tagged: +yes[\s\S]*Pages: +1\n/);
    assert.deepEqual((await an.visit.open(`${page}/mau.docx`)).raw, bytes);
    const clerk = await s.official('Sùng A Chứ', s.agencies.bacHa, ['officer']);
    assert.equal((await clerk.visit.open(`${page}/mau.docx`)).status, 403);
  });

  test('saving without a file keeps it; it goes when that is asked for, and the boxes count again', async () => {
    await an.visit.open(page);
    await an.visit.submit(page, { 'noi-dung': 'Cấp cho {{chu-ho-so}}.' });
    assert.equal((await template())?.document?.name, 'the-ban-doc.docx');
    await an.visit.open(page);
    await an.visit.submit(page, { 'bo-word': 'co' });
    assert.equal((await template())?.document, undefined);
    assert.equal((await an.visit.open(`${page}/mau.docx`)).status, 404);
    assert.equal((await an.visit.open(`${page}/xem-thu.pdf`)).status, 200);
    assert.deepEqual(s.missing, []);
  });
});
