import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { isRun, paragraphsOf, wordsOf } from '#platform/pdf';
import { DocxProblem, readDocx } from './index.ts';
import { cell, docx, para, run, table } from './testing/docx.ts';

const read = (body: string, more: Record<string, string | Buffer> = {}) => readDocx(docx(body, more));
const refused = (bytes: Buffer, kind: DocxProblem['kind']) =>
  assert.throws(
    () => readDocx(bytes),
    e => e instanceof DocxProblem && e.kind === kind,
  );
const rels = (target: string) =>
  `<Relationships xmlns="r"><Relationship Id="rId1" Type="http://x/${target}" Target="http://elsewhere/x" TargetMode="External"/></Relationships>`;

describe('a Word document', () => {
  test('is read with page, styles on styles, and what a paragraph says on top', () => {
    const { size, margins, blocks, notes } = read(
      para('GIẤY PHÉP', '<w:pStyle w:val="Heading"/>') +
        para(
          run('đậm', '<w:b/>') +
            run(' thường', '<w:color w:val="ff0000"/><w:sz w:val="30"/><w:u w:val="single"/>'),
          '<w:jc w:val="both"/><w:ind w:firstLine="567"/>',
        ),
    );
    assert.deepEqual([size, Math.round(margins.left), notes], ['A4', 30, []]);
    const [heading, body] = paragraphsOf(blocks);
    assert.equal(heading?.align, 'center');
    assert.equal(heading?.after, 6, 'of the style below');
    const [bold] = heading?.runs ?? [];
    assert.deepEqual(bold && isRun(bold) && [bold.bold, bold.size], [true, 13]);
    assert.deepEqual([body?.align, body?.first], ['justify', 28.35]);
    const [, second] = body?.runs ?? [];
    assert.deepEqual(second && isRun(second) && [second.color, second.size, second.underline, second.bold], [
      '#ff0000',
      15,
      true,
      false,
    ]);
  });

  test('a field that Word has torn over runs is whole, wherever it was torn', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 34 })), cuts => {
        const text = 'Ông {{chu-ho-so|hoa}} và {{a.b}} ký.';
        const at = [0, ...cuts.toSorted((a, b) => a - b), text.length];
        const runs = at.slice(1).map((to, i) => run(text.slice(at[i], to), i % 2 ? '<w:i/>' : ''));
        const [p] = paragraphsOf(read(`<w:p>${runs.join('')}</w:p>`).blocks);
        const pieces = p?.runs.map(r => (isRun(r) ? r.text : '')) ?? [];
        assert.equal(pieces.join(''), text);
        for (const field of ['{{chu-ho-so|hoa}}', '{{a.b}}'])
          assert.ok(
            pieces.some(t => t.includes(field)),
            pieces.join('·'),
          );
      }),
    );
  });

  test('tables keep their columns, merged cells and rules; lists their labels; a break begins a page', () => {
    const { blocks } = read(
      table(
        [2000, 3000],
        [
          [cell('cả hàng', '<w:gridSpan w:val="2"/>')],
          [cell('hai hàng', '<w:vMerge w:val="restart"/>'), cell('B')],
          [cell('', '<w:vMerge/>'), cell('C', '<w:tcBorders><w:bottom w:val="nil"/></w:tcBorders>')],
        ],
      ) +
        para('mục', '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="3"/></w:numPr>') +
        '<w:p><w:r><w:t>trước</w:t><w:br w:type="page"/><w:t>sau</w:t></w:r></w:p>',
    );
    const [t, item, before, after] = blocks;
    assert.ok(t?.kind === 'table');
    assert.deepEqual(t.columns, [100, 150]);
    assert.deepEqual(
      t.rows.map(r => r.cells.map(c => [c.span, c.merge])),
      [
        [[2, undefined]],
        [
          [1, 'start'],
          [1, undefined],
        ],
        [
          [1, 'on'],
          [1, undefined],
        ],
      ],
    );
    assert.deepEqual(t.rows[2]?.cells[1]?.borders, { top: true, bottom: false, left: true, right: true });
    assert.ok(item?.kind === 'paragraph' && before?.kind === 'paragraph' && after?.kind === 'paragraph');
    assert.deepEqual([item.label?.text, item.label?.level], ['%1.%2)', 1]);
    assert.deepEqual(
      [wordsOf(before), before.breakBefore, wordsOf(after), after.breakBefore],
      ['trước', undefined, 'sau', true],
    );
  });

  test('what is not drawn is named with its paragraph, and whether words would be lost', () => {
    const { notes } = read(
      para('một') +
        `<w:p>${run('hai', '<w:strike/>')}</w:p>` +
        '<w:p><w:r><w:drawing><wp:inline><a:graphic><a:graphicData><wps/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>' +
        '<w:p><w:r><w:footnoteReference w:id="1"/></w:r><m:oMath/></w:p>' +
        table([1000], [[cell(`${table([500], [[cell('x')]])}${para('y')}`)]]),
      { 'word/header1.xml': '<w:hdr xmlns:w="w"><w:p><w:r><w:t>Sở Văn hóa</w:t></w:r></w:p></w:hdr>' },
    );
    assert.deepEqual(
      notes.map(n => [n.n, n.code, n.lost]),
      [
        [2, 'struck', false],
        [3, 'shape', true],
        [4, 'footnote', true],
        [4, 'equation', true],
        [5, 'nested-table', true],
        [0, 'header', true],
      ],
    );
    const paged =
      '<w:ftr xmlns:w="w"><w:p><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>1</w:t></w:r></w:p></w:ftr>';
    assert.deepEqual(read(para('x'), { 'word/footer1.xml': paged }).notes, [], 'a page number is set anyway');
  });

  test('macros, what lies elsewhere, entities, bombs, other pages and other files are refused', () => {
    refused(docx(para('x'), { 'word/vbaProject.bin': 'x' }), 'macros');
    refused(
      docx(para('x'), {
        '[Content_Types].xml':
          '<Types ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>',
      }),
      'macros',
    );
    refused(docx(para('x'), { 'word/_rels/document.xml.rels': rels('image') }), 'external');
    refused(docx(para('x'), { 'word/_rels/settings.xml.rels': rels('attachedTemplate') }), 'external');
    readDocx(docx(para('x'), { 'word/_rels/document.xml.rels': rels('hyperlink') }));
    refused(
      docx('', {
        'word/document.xml': '<!DOCTYPE x [<!ENTITY a "aaaa">]><w:document xmlns:w="w">&a;</w:document>',
      }),
      'broken',
    );
    refused(docx(para('x'), { 'word/media/x.xml': Buffer.alloc(30_000_000) }), 'bomb');
    refused(docx(para('x'), {}, '<w:sectPr><w:pgSz w:w="16838" w:h="11906"/></w:sectPr>'), 'page');
    refused(docx('', { 'word/document.xml': '<w:document xmlns:w="w"><w:body>' }), 'broken');
    refused(Buffer.from('%PDF-1.7 là tệp khác'), 'broken');
  });

  test('of whatever bytes is read or refused, never anything else', () => {
    const good = docx(para('GIẤY PHÉP') + table([1000], [[cell('{{x}}')]]));
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 }),
        edits => {
          const bytes = Buffer.from(good);
          for (const [at, byte] of edits) bytes[at] = byte;
          try {
            readDocx(bytes);
          } catch (error) {
            assert.ok(error instanceof DocxProblem, String(error));
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
