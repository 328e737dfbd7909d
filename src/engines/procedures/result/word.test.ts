import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readDocx } from '#platform/docx';
import { paragraphsOf, wordsOf } from '#platform/pdf';
import { cell, docx, para, table } from '../../../platform/docx/testing/docx.ts';
import { checkWord } from './check-word.ts';
import { fillWord, type WordValues } from './fill-word.ts';

const words = (body: string, values: Record<string, string | string[]>) =>
  paragraphsOf(fillWord(readDocx(docx(body)).blocks, new Map(Object.entries(values)) as WordValues)).map(
    wordsOf,
  );
const form = {
  fields: { 'reader.name': {}, 'reader.note': {}, 'reader.photo': { widget: 'file' }, 'members.name': {} },
  groups: { members: {} },
} as never;
const problems = (body: string, bytes = docx(body)) =>
  checkWord({ name: 'mau.docx', base64: bytes.toString('base64') }, form, null).map(p => [
    p.params?.line,
    p.code,
    p.params?.near ?? p.params?.what,
  ]);

describe('procedures: a result in a Word document', () => {
  test('fields are filled in, in capitals where asked for; what was not answered is a dash', () => {
    const body = para('Ông {{reader.name|hoa}}, sinh {{ reader.note }}.');
    assert.deepEqual(words(body, { 'reader.name': 'Vàng Thị Đớ' }), ['Ông VÀNG THỊ ĐỚ, sinh –.']);
  });

  test('paragraphs come once for every item, rows of a table too; conditions by whether something was filled in', () => {
    const values = { 'members.name': ['Páo', 'Dở'], 'reader.note': '' };
    assert.deepEqual(
      words(para('{{#members}}') + para('- {{members.name}}') + para('{{/members}}'), values),
      ['- Páo', '- Dở'],
    );
    const rows = table(
      [1000, 1000],
      [
        [cell('Tên'), cell('Ghi chú')],
        [cell('{{#members}}{{members.name}}'), cell('x{{/members}}')],
      ],
    );
    assert.deepEqual(words(rows, values), ['Tên', 'Ghi chú', 'Páo', 'x', 'Dở', 'x']);
    const condition = (sign: string) =>
      para(`{{${sign}reader.note}}`) + para('có') + para('{{/reader.note}}') + para('sau');
    assert.deepEqual(words(condition('#'), values), ['sau']);
    assert.deepEqual(words(condition('^'), values), ['có', 'sau']);
    assert.deepEqual(words(condition('#'), { 'reader.note': 'x' }), ['có', 'sau']);
    const inner =
      para('{{#members}}') +
      para('{{#reader.note}}') +
      para('{{members.name}}') +
      para('{{/reader.note}}') +
      para('{{/members}}');
    assert.deepEqual(words(inner, { ...values, 'reader.note': 'x' }), ['Páo', 'Dở']);
    assert.deepEqual(words(inner, { 'members.name': [], 'reader.note': 'x' }), []);
    assert.deepEqual(words(para('Gồm {{members.name}}'), values), ['Gồm Páo; Dở']);
  });

  test('an answer that looks like a field stays what was typed', () => {
    assert.deepEqual(words(para('{{reader.name}}'), { 'reader.name': '{{so-ket-qua}}' }), ['{{so-ket-qua}}']);
  });

  test('a wrong name is told with its paragraph and the name that was meant', () => {
    assert.deepEqual(
      problems(
        para('Số {{so-ket-qua}}') + para('{{reader.nmae}} {{biet.danh.khac}} {{reader.photo}} {{reader'),
      ),
      [
        [2, 'unclosed', '{{reader.nmae}} {{biet.danh.khac}} {{reader.photo}} {{reader'],
        [2, 'unknown-field-near', 'reader.name'],
        [2, 'unknown-field', 'biet.danh.khac'],
        [2, 'file-field', 'reader.photo'],
      ],
    );
    assert.deepEqual(problems(para('{{chu-ho-sơ}}')), [[1, 'unclosed', '{{chu-ho-sơ}}']]);
    assert.deepEqual(problems(para('{{chu-ho-s}} {{reader.name}}')), [
      [1, 'unknown-field-near', 'chu-ho-so'],
    ]);
  });

  test('marks of sections stand alone or at the ends of a row, and are closed; places stand alone', () => {
    assert.deepEqual(problems(para('{{#members}}') + para('x')), [[1, 'section-open', 'members']]);
    assert.deepEqual(problems(para('có {{#members}}x{{/members}}')), [
      [1, 'section-alone', 'members'],
      [1, 'section-alone', 'members'],
    ]);
    assert.deepEqual(problems(table([1000, 1000], [[cell('a {{#members}}'), cell('b{{/members}}')]])), [
      [1, 'section-row', 'members'],
    ]);
    assert.deepEqual(problems(para('Ký: {{noi-ky}}')), [[1, 'place-alone', 'noi-ky']]);
    const good =
      para('{{#members}}') +
      para('{{members.name}}') +
      para('{{/members}}') +
      para('{{noi-ky}}') +
      para('{{ma-qr}}');
    assert.deepEqual(problems(good), []);
  });

  test('what would be lost in print stands in the way; a file that is no document too', () => {
    assert.deepEqual(problems('<w:p><w:r><w:pict/></w:r></w:p>'), [[1, 'docx-shape', '']]);
    assert.deepEqual(problems('', Buffer.from('x')), [[undefined, 'docx-broken', '']]);
  });
});
