import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { drawPaper, type PaperDefinition, qrPath, type Run, renderPaper } from './index.ts';
import { birthCertificate, receipt, stress } from './testing/papers.ts';

describe('pdf: paper', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'paper-'));
  after(() => rmSync(folder, { recursive: true }));

  function poppler(tool: string, pdf: Uint8Array, ...args: string[]): string {
    const file = path.join(folder, `${createHash('sha256').update(pdf).digest('hex').slice(0, 12)}.pdf`);
    writeFileSync(file, pdf);
    const rest = tool === 'pdftotext' ? [...args, file, '-'] : [...args, file];
    return execFileSync(tool, rest, { encoding: 'utf8' });
  }
  /** The first page as greys, 110 points to the inch. */
  function raster(pdf: Uint8Array): Uint8Array {
    const pgm = execFileSync('pdftoppm', ['-r', '110', '-gray', '-aa', 'no', '-f', '1', '-l', '1', '-'], {
      input: pdf,
      maxBuffer: 50_000_000,
    });
    const header = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(pgm.toString('latin1', 0, 40));
    assert.ok(header);
    return pgm.subarray(header[0].length);
  }
  const flat = (text: string) => text.replace(/\s+/g, ' ');

  /** Every string that a definition puts on paper. */
  function* strings(def: PaperDefinition): Generator<string> {
    const text = function* (value: string | readonly Run[]): Generator<string> {
      for (const run of typeof value === 'string' ? [value] : value)
        yield typeof run === 'string' ? run : run.text;
    };
    for (const b of def.blocks) {
      if (b.kind === 'head') yield* [b.superior ?? '', ...b.issuer, b.number ?? '', b.place ?? ''];
      if (b.kind === 'title') yield* b.lines;
      if (b.kind === 'paragraph' || b.kind === 'box') yield* text(b.text);
      if (b.kind === 'list') for (const item of b.items) yield* text(item);
      if (b.kind === 'facts')
        for (const { label, value } of b.rows.flat()) yield* [`${label}:`, ...text(value)];
      if (b.kind === 'signatures') for (const c of b.columns) yield* [...c.title, c.note ?? '', c.name ?? ''];
    }
  }

  describe('a paper', () => {
    it('gives every word back, with its tone marks, in the order in which it is read', async () => {
      for (const def of [receipt, birthCertificate]) {
        const { pdf } = await renderPaper(def);
        const text = flat(poppler('pdftotext', pdf, '-layout'));
        const tagged = flat(poppler('pdfinfo', pdf, '-struct-text')).replaceAll('" "', '');
        for (const wanted of strings(def)) {
          // A long value may be broken between any two words, with its neighbour column in between.
          for (const word of wanted.split(/\s+/)) assert.ok(text.includes(word), `${word} of "${wanted}"`);
          assert.ok(flat(tagged).includes(flat(wanted).trim()), `not one piece in the tags: ${wanted}`);
        }
        assert.doesNotMatch(text, /MÔ PHỎNG/, 'the watermark is no text');
        assert.match(text, /Dữ liệu mô phỏng, không có giá trị pháp lý\./);
      }
    });

    it('is the same byte for byte for the same data, whatever was drawn before in the thread', async () => {
      const first = await drawPaper(receipt);
      await drawPaper(stress);
      await drawPaper({ ...receipt, author: 'Ðđ ăâêôơư ĕĭŏŭ' });
      const again = await drawPaper(receipt);
      const elsewhere = await renderPaper(receipt);
      assert.ok(Buffer.from(first.pdf).equals(again.pdf));
      assert.ok(Buffer.from(first.pdf).equals(elsewhere.pdf));
      assert.deepEqual(first.anchors, elsewhere.anchors);
    });

    it('stays one sheet with some lines more: smaller letters and less room before signatures stand on a second', async () => {
      const at = receipt.blocks.findIndex(b => b.kind === 'signatures');
      const longer = (n: number) => ({
        ...receipt,
        blocks: [
          ...receipt.blocks.slice(0, at),
          ...Array.from({ length: n }, (_, i) => ({ kind: 'paragraph' as const, text: `Dòng ${i}` })),
          ...receipt.blocks.slice(at),
        ],
      });
      assert.deepEqual([(await drawPaper(longer(6))).pages, (await drawPaper(longer(20))).pages], [1, 2]);
    });

    it('is a tagged A5 in Vietnamese with its fonts in it, and sound for qpdf', async () => {
      const { pdf, pages } = await renderPaper(receipt);
      assert.equal(pages, 1);
      const info = poppler('pdfinfo', pdf);
      assert.match(info, /Tagged:\s+yes/);
      assert.match(info, /Title:\s+Giấy tiếp nhận hồ sơ và hẹn trả kết quả/);
      assert.match(info, /Page size:\s+419\.5\d* x 595\.2\d* pts/);
      assert.match(info, /CreationDate:\s+Fri Nov 13/);
      for (const line of poppler('pdffonts', pdf).split('\n').slice(2).filter(Boolean))
        assert.match(line, /NotoSerif\S+\s+CID TrueType\s+Identity-H\s+yes yes yes/);
      poppler('qpdf', pdf, '--check');
      const structure = poppler('pdfinfo', pdf, '-struct');
      for (const tag of ['H1', 'LI', 'LBody', 'Figure']) assert.match(structure, new RegExp(`\\b${tag}\\b`));
    });

    it('lies on its long side where that is asked for', async () => {
      const { pdf } = await drawPaper({ ...stress, landscape: true });
      assert.match(poppler('pdfinfo', pdf), /Page size:\s+841\.8\d* x 595\.2\d* pts/);
    });

    it('has no page with nothing but signatures: what was last said stands over them', async () => {
      const signed = stress.blocks.filter(b => b.kind === 'signatures');
      let second = 0;
      for (let lines = 26; lines < 44; lines++) {
        const said = Array.from({ length: lines }, (_, i) => ({
          kind: 'paragraph' as const,
          text: `Điều ${i + 1}.`,
        }));
        const { pdf, pages } = await drawPaper({ ...stress, blocks: [...said, ...signed] });
        if (pages !== 2) continue;
        second++;
        assert.match(flat(poppler('pdftotext', pdf, '-f', '2')), new RegExp(`Điều ${lines}\\..*GIÁM ĐỐC`));
        // A slip ends with facts.
        const facts = { kind: 'facts' as const, rows: [[{ label: 'Số thứ tự', value: '0009' }]] };
        const slip = await drawPaper({ ...stress, blocks: [...said, facts, ...signed] });
        assert.match(flat(poppler('pdftotext', slip.pdf, '-f', '2')), /Số thứ tự: 0009.*GIÁM ĐỐC/);
      }
      assert.ok(second > 0);
    });

    it('has no page with nothing but the code that checks it', async () => {
      const qr = {
        kind: 'qr' as const,
        content: 'http://a.vn/k/1',
        alt: 'Mã QR',
        lines: ['Kiểm tra tại đây'],
      };
      const signed = stress.blocks.filter(b => b.kind === 'signatures');
      for (let lines = 20; lines < 44; lines++) {
        const said = Array.from({ length: lines }, (_, i) => ({
          kind: 'paragraph' as const,
          text: `Điều ${i + 1}.`,
        }));
        const { pdf, pages } = await drawPaper({ ...stress, blocks: [...said, ...signed, qr] });
        const last = flat(poppler('pdftotext', pdf, '-f', String(pages)));
        assert.match(last, new RegExp(`Điều ${lines}\\.`), `${lines} paragraphs`);
        // What a correction says of the first paper stands in a box there.
        const box = { kind: 'box' as const, text: 'Bản này đính chính và thay thế.' };
        const corrected = await drawPaper({ ...stress, blocks: [...said, box, ...signed, qr] });
        const end = flat(poppler('pdftotext', corrected.pdf, '-f', String(corrected.pages)));
        assert.match(end, /Bản này đính chính.*GIÁM ĐỐC.*Kiểm tra tại đây/, `${lines} paragraphs and a box`);
      }
    });

    it('leaves what stands above a code whole: the white around the code covers nothing', async () => {
      const [low, url] = [
        'Đơn khiếu nại gửi Ủy ban, ngày 19 tháng 9; (gpqy) Ậ Ạ Ỵ',
        'http://a.vn/tra-cuu?ma=1',
      ];
      const above: PaperDefinition['blocks'] = [
        { kind: 'list', ordered: true, items: [low, low] },
        { kind: 'paragraph', text: low },
        { kind: 'paragraph', text: low, size: 6.2 },
        { kind: 'facts', rows: [[{ label: 'Thuộc hồ sơ', value: low }]] },
        { kind: 'box', text: low },
        { kind: 'title', lines: [low.toUpperCase()], subtitle: low },
        ...stress.blocks.filter(b => b.kind === 'signatures'),
      ];
      const dark = async (blocks: PaperDefinition['blocks']) => {
        const { pdf } = await drawPaper({ ...receipt, blocks });
        return [...raster(pdf)].map(grey => grey < 128);
      };
      const code = { kind: 'qr' as const, content: url, alt: 'Mã QR', lines: ['Quét mã', url] };
      for (const block of above) {
        const [alone, both] = [await dark([block]), await dark([block, code])];
        const covered = alone.filter((isDark, i) => isDark && !both[i]).length;
        assert.equal(covered, 0, `${block.kind}: ${covered} points of it are covered`);
      }
    });

    it('goes on over pages: the table head is repeated, no row is torn, the pages are numbered', async () => {
      const { pdf, pages, anchors } = await renderPaper(stress);
      assert.equal(pages, 3);
      assert.equal(anchors.person?.page, 2);
      for (let page = 1; page <= 2; page++) {
        const text = poppler('pdftotext', pdf, '-layout', '-f', String(page), '-l', String(page));
        assert.match(text, /STT\s+Xã, phường\s+Số hồ sơ/);
      }
      const all = poppler('pdftotext', pdf, '-layout');
      for (let i = 1; i <= 60; i++) assert.match(all, new RegExp(`\\b${i}\\s+Xã thứ ${i}, có tên`));
      assert.match(poppler('pdftotext', pdf, '-layout', '-f', '2', '-l', '2'), /^\s+2\s*$/m);
    });

    it('breaks a long frame: it begins below what was said before, and nothing of it stands below the foot of a page', async () => {
      const text = Array.from({ length: 60 }, (_, i) => `${i + 1}. Bản sao giấy tờ thứ ${i + 1}`).join('\n');
      const { pdf, pages } = await drawPaper({
        ...stress,
        blocks: [
          { kind: 'paragraph', text: 'Nội dung cần bổ sung:' },
          { kind: 'box', text },
        ],
      });
      assert.equal(pages, 2);
      assert.match(flat(poppler('pdftotext', pdf, '-l', '1')), /cần bổ sung: 1\. Bản sao giấy tờ thứ 1 /);
      assert.match(flat(poppler('pdftotext', pdf, '-f', '2')), / 60\. Bản sao giấy tờ thứ 60/);
      const boxes = poppler('pdftotext', pdf, '-bbox');
      for (const [, bottom] of boxes.matchAll(/yMax="([\d.]+)">/g))
        assert.ok(Number(bottom) < 841.8 - 28, `a word ends ${bottom} points below the top`);
    });

    it('draws letters of every people of the province; what it has no letter for is marked, not lost', async () => {
      const { pdf } = await renderPaper(stress);
      const text = poppler('pdftotext', pdf, '-layout');
      assert.match(text, /ĕ ĭ ŏ ŭ ƀ/);
      assert.match(text, /Chữ lạ: (\uFFFD|\?) đảo/);
    });

    it('keeps what stands at the anchor free: its place lies within the page, above the name', async () => {
      const { anchors } = await renderPaper(birthCertificate);
      const a = anchors.person;
      assert.ok(a && a.x > 297 && a.x + a.width < 553 && a.y > 60 && a.height > 70);
    });

    it('twenty at once come out right, each its own', async () => {
      const papers = await Promise.all(
        Array.from({ length: 20 }, (_, i) =>
          renderPaper({ ...receipt, blocks: [{ kind: 'paragraph', text: `Phiếu số ${i}` }] }),
        ),
      );
      for (const [i, { pdf }] of papers.entries())
        assert.match(poppler('pdftotext', pdf), new RegExp(`Phiếu số ${i}\\b`));
    });

    it('a fault in one paper is told to who asked for it, and the next is drawn', async () => {
      const broken = {
        ...receipt,
        createdAt: 'never',
        blocks: [{ kind: 'nothing' }],
      } as unknown as PaperDefinition;
      await assert.rejects(renderPaper(broken), /drawing a paper failed/);
      assert.equal((await renderPaper(receipt)).pages, 1);
    });
  });

  describe('a QR code', () => {
    it('has dark corners and a quiet zone of four modules', () => {
      const { side, d } = qrPath('https://dichvucong.example/t/000.32.35.H38-261113-0007');
      assert.equal((side - 8 - 17) % 4, 0);
      assert.match(d, /^M4 4h7v1h-7z/);
      for (const [, x, y] of d.matchAll(/M(\d+) (\d+)/g)) {
        assert.ok(Number(x) >= 4 && Number(x) < side - 4);
        assert.ok(Number(y) >= 4 && Number(y) < side - 4);
      }
    });
  });
});
