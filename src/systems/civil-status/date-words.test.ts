import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dateInWords } from './date-words.ts';

test('a date of birth is written out as it is read aloud', () => {
  const cases: Record<string, string> = {
    '2026-11-12': 'ngày mười hai tháng mười một năm hai nghìn không trăm hai mươi sáu',
    '1991-03-04': 'ngày mùng bốn tháng ba năm một nghìn chín trăm chín mươi mốt',
    '2000-04-21': 'ngày hai mươi mốt tháng tư năm hai nghìn',
    '2005-12-24': 'ngày hai mươi tư tháng mười hai năm hai nghìn không trăm linh năm',
    '2015-01-15': 'ngày mười lăm tháng một năm hai nghìn không trăm mười lăm',
    '1955-10-31': 'ngày ba mươi mốt tháng mười năm một nghìn chín trăm năm mươi lăm',
    '2100-02-10': 'ngày mùng mười tháng hai năm hai nghìn một trăm',
  };
  for (const [date, words] of Object.entries(cases)) assert.equal(dateInWords(date), words);
});

test('no date, no words', () => {
  assert.equal(dateInWords(''), '');
});
