import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { drawPaper } from '#platform/pdf';
import { cell, docx, para, table } from '../../../platform/docx/testing/docx.ts';
import { wordPaper } from './word-paper.ts';

const input = {
  words: new Map<string, string | string[]>([['members.name', ['Giàng A Páo', '{{noi-ky}}']]]),
  facts: {
    ...Object.fromEntries(['ma-ho-so', 'ten-thu-tuc', 'ma-thu-tuc', 'ket-qua-xu-ly'].map(f => [f, f])),
    ...{
      'chu-ho-so': 'Giàng Thị Mỷ',
      'so-ket-qua': '12/GCN-UBND',
      'nguoi-ky': 'Thào A Sính',
      'chuc-vu': 'Chủ tịch',
    },
  } as never,
  superior: null,
  issuer: 'UBND xã Bắc Hà',
  place: 'Bắc Hà, ngày 28 tháng 11 năm 2026',
  signerTitle: 'Chủ tịch',
  signerName: 'Thào A Sính',
  createdAt: '2026-11-28T03:00:00Z',
  mark: undefined,
  verifyUrl: 'https://dichvucong.example/kiem-tra/k/1',
};
const paper = (body: string) => {
  const document = { name: 'mau.docx', base64: docx(body).toString('base64') };
  return wordPaper(
    { title: 'Giấy phép', book: 'own', heading: [], body: '', recipients: [], document },
    input,
  );
};

describe('cases: a result in the look of a Word document', () => {
  test('keeps the signature’s place where the document has it: in the right cell, as wide as that', async () => {
    const { anchors, pages } = await drawPaper(
      paper(table([4000, 5000], [[cell('Nơi nhận'), cell(para('{{chuc-vu}}') + para('{{noi-ky}}'))]])),
    );
    const { person } = anchors;
    assert.equal(pages, 1);
    // The left margin is 85 points, the left column 200, the right one 250 wide; from above 57 points and a line.
    assert.ok(person && person.x > 285 && person.x + person.width < 535, JSON.stringify(person));
    assert.ok(person.y + person.height < 842 - 57 - 13 && person.y > 600, JSON.stringify(person));
  });

  test('a document without places has signature and code below it; one with them has them once', () => {
    assert.deepEqual(
      paper(para('Cấp cho {{chu-ho-so}}.')).blocks.map(b => b.kind),
      ['word', 'signatures', 'qr'],
    );
    const whole = paper(para('{{noi-ky}}') + para('{{ma-qr}}'));
    assert.deepEqual(
      whole.blocks.map(b => b.kind),
      ['word'],
    );
  });

  test('nobody moves the signature by an answer that looks like its place', async () => {
    const body = para('{{#members}}') + para('{{members.name}}') + para('{{/members}}');
    const [word] = paper(body).blocks;
    assert.ok(
      word?.kind === 'word' && word.blocks.every(b => b.kind === 'paragraph' && b.anchor === undefined),
    );
  });

  test('the same answers give the same bytes; a long table goes on over pages with its head', async () => {
    const rows = Array.from({ length: 60 }, (_, i) => [cell(`hàng ${i + 1}`), cell('x')]);
    const body = table([4000, 4000], [[cell('Đầu bảng'), cell('Cột')], ...rows]);
    const [one, two] = [await drawPaper(paper(body)), await drawPaper(paper(body))];
    assert.ok(one.pages >= 2);
    assert.deepEqual(one.pdf, two.pdf);
  });
});
