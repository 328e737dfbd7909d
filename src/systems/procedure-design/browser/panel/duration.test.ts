import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { translator } from '../dom.js';
import { cycleShown, cycleWritten, durationShown, durationWritten } from './duration.js';

const wordsOf = (lang: string) => {
  const all = JSON.parse(readFileSync(new URL(`../../locales/${lang}.json`, import.meta.url), 'utf8'));
  return translator(
    Object.fromEntries(
      Object.entries<string>(all).map(([key, text]) => [key.replace('procedure-design.draw.', ''), text]),
    ),
  );
};
const [vi, en] = [wordsOf('vi'), wordsOf('en')];

test('a duration is written as people write it, in both languages, and stands in the file as ISO 8601', () => {
  for (const [typed, iso] of [
    ['1 phút', 'PT1M'],
    ['2 giờ', 'PT2H'],
    ['3 ngày', 'P3D'],
    ['2 tuần', 'P2W'],
    ['1 tháng', 'P1M'],
    ['1 Ngày, 2 giờ 30 phút', 'P1DT2H30M'],
    ['90phut', 'PT90M'],
    ['4 hours', 'PT4H'],
    ['P3D', 'P3D'],
    ['=form.wait', '=form.wait'],
  ] as const)
    assert.equal(durationWritten(typed), iso, typed);
  // What is none stays as it was typed: the checker says so.
  for (const typed of ['', 'mai', '3', '3 ngày 2 ngày', 'ba ngày', '1,5 giờ'])
    assert.equal(durationWritten(typed), typed);
  assert.equal(durationShown('P1DT2H30M', vi), '1 ngày 2 giờ 30 phút');
  assert.equal(durationShown('P1DT2H', en), '1 day 2 hours');
  for (const text of ['=form.wait', 'P', 'soon', '']) assert.equal(durationShown(text, vi), text);
});

test('so is a repetition, by the clock or in working time', () => {
  for (const [said, written] of [
    ['3 lần, mỗi 1 giờ', 'R3/PT1H'],
    ['3 lần, mỗi 1 ngày làm việc', 'R3/1 working-day'],
    ['mỗi 2 giờ', 'R/PT2H'],
  ] as const) {
    assert.equal(cycleWritten(said), written);
    assert.equal(cycleShown(written, vi), said);
    assert.equal(cycleWritten(cycleShown(written, en)), written);
  }
  assert.equal(cycleWritten('Mỗi ngày'), 'R/P1D');
  for (const typed of ['R3/PT1H', 'ba lần', 'nhiều lần, mỗi giờ', 'mỗi khi xong'])
    assert.equal(cycleWritten(typed), typed);
  assert.equal(cycleShown('R3/soon', vi), 'R3/soon');
});
