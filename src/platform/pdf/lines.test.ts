import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { breakLines } from './lines.ts';
import type { Run } from './paper.ts';

/** Every letter 10 wide, bold ones 12. */
const measure = (text: string, face: string) => [...text].length * (face.startsWith('bold') ? 12 : 10);
const textOf = (lines: ReturnType<typeof breakLines>) => lines.map(l => l.pieces.map(p => p.text).join(''));

describe('breaking lines', () => {
  it('breaks after blanks, keeps a no-break space and what no blank parts', () => {
    assert.deepEqual(textOf(breakLines('Bà Giàng\u00a0Thị\u00a0Mỷ ký', 130, measure)), [
      'Bà ',
      'Giàng\u00a0Thị\u00a0Mỷ ',
      'ký',
    ]);
    assert.deepEqual(textOf(breakLines(['tại ', { text: 'Bắc Hà', bold: true }, ', tỉnh'], 75, measure)), [
      'tại ',
      'Bắc ',
      'Hà, ',
      'tỉnh',
    ]);
  });

  it('cuts a word that no line can hold; a line break ends a line; nothing is one empty line', () => {
    assert.deepEqual(textOf(breakLines('ABCDEFGH', 30, measure)), ['ABC', 'DEF', 'GH']);
    assert.deepEqual(textOf(breakLines('a\n\nb', 100, measure)), ['a', '', 'b']);
    assert.equal(breakLines('', 100, measure).length, 1);
  });

  it('parts an address that no line can hold after a stroke, so that its code stays whole', () => {
    assert.deepEqual(textOf(breakLines('http://a.vn/k/0193-5da7', 200, measure)), [
      'http://a.vn/k/',
      '0193-5da7',
    ]);
    assert.deepEqual(textOf(breakLines('http://abc', 80, measure)), ['http://a', 'bc']);
  });

  it('loses nothing, and no line is too wide, whatever the text', () => {
    const run = fc.oneof(
      fc.string({ maxLength: 30 }),
      fc.record({ text: fc.string({ maxLength: 20 }), bold: fc.boolean(), italic: fc.boolean() }),
    );
    fc.assert(
      fc.property(
        fc.array(run, { maxLength: 6 }),
        fc.integer({ min: 24, max: 400 }),
        fc.boolean(),
        (runs, width, indented) => {
          const indent = indented ? 12 : 0;
          const lines = breakLines(runs as Run[], width, measure, { indent });
          const all = runs.map(r => (typeof r === 'string' ? r : r.text)).join('');
          assert.equal(textOf(lines).join('').replace(/\n/g, ''), all.replace(/\n/g, '').normalize('NFC'));
          for (const [i, line] of lines.entries()) {
            const room = i === 0 ? width - indent : width;
            assert.ok(
              line.width <= room || [...(line.pieces[0]?.text ?? '')].length === 1,
              `${line.width} > ${room}`,
            );
          }
        },
      ),
    );
  });
});
