import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { commandTexts, type Io } from '../io.ts';
import { printOutcome } from './report.ts';

describe('the report of an import', () => {
  test('names every refused line, however many, and counts them at the end', () => {
    const out: string[] = [];
    const io = { t: commandTexts().of('vi'), out: (line: string) => void out.push(line) } as Io;
    const problems = Array.from({ length: 2_466 }, (_, i) => ({ line: i + 1, text: 'Thiếu trường name.' }));
    const counts = { lines: 3_000, created: 534, corrected: 0, unchanged: 0, refused: 2_466 };
    assert.equal(printOutcome(io, { ...counts, problems }), 1);
    assert.equal(out.length, 2_467);
    assert.equal(out[2_465], 'Dòng 2466: Thiếu trường name.');
    assert.match(out[2_466] ?? '', /2466 không nhập được/);
  });

  test('calls what a map refuses a feature', () => {
    const out: string[] = [];
    const io = { t: commandTexts().of('vi'), out: (line: string) => void out.push(line) } as Io;
    const counts = { lines: 2, created: 1, corrected: 0, unchanged: 0, refused: 1 };
    const problems = [{ line: 2, text: 'Thiếu mã.' }];
    assert.equal(printOutcome(io, { ...counts, problems }, 'import-boundaries'), 1);
    assert.equal(out[0], 'Đối tượng địa lý thứ 2: Thiếu mã.');
    assert.match(out[1] ?? '', /^2 đối tượng địa lý: 1 thêm mới/);
  });
});
