import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exemptionText, type Nameable, readExemption, readExemptions } from './exemption-lines.ts';

const none: Nameable = { answers: [], papers: [] };

test('who pays less is said on a line: who, percent, ground', () => {
  assert.deepEqual(readExemption('Hộ nghèo; 0; 12/2026/NQ-HĐND', none), {
    who: 'Hộ nghèo',
    share: 0,
    basis: '12/2026/NQ-HĐND',
  });
  assert.deepEqual(readExemption('Hộ nghèo; 0; ; poor, remote; exempt', none), {
    who: 'Hộ nghèo',
    share: 0,
    grounds: ['poor', 'remote'],
    paper: 'exempt',
  });
  assert.deepEqual(readExemption('Người cao tuổi; 50%', none), { who: 'Người cao tuổi', share: 0.5 });
  const wrong = (line: string) => {
    const read = readExemption(line, none);
    return 'wrong' in read ? read.wrong : null;
  };
  assert.deepEqual(
    ['Hộ nghèo', 'Hộ nghèo; nửa', '; 50', 'Hộ nghèo; 150', 'a; 1; b; c; Ngoài', 'a; 1; b; c; d; e'].map(
      wrong,
    ),
    ['percent', 'percent', 'who', 'percent', 'paper', 'parts'],
  );
  const { exemptions, faults } = readExemptions(
    'Hộ nghèo; 0\r\n\r\nNgười cao tuổi; nửa\na; 1; ; ; Sổ khác',
    none,
  );
  assert.equal(exemptions.length, 1);
  assert.deepEqual(
    faults.map(f => [f.line, f.wrong, f.typed]),
    [
      [3, 'percent', 'nửa'],
      [4, 'paper', 'Sổ khác'],
    ],
    'by the number that who looks at the box counts',
  );
});

test('answers and papers are written by their names, and are seen so again', () => {
  const named: Nameable = {
    answers: [
      { id: 'poor', name: 'Tôi thuộc hộ nghèo' },
      { id: 'both', name: 'Người khuyết tật, người có công' },
      { id: 'a', name: 'Khác' },
      { id: 'b', name: 'Khác' },
    ],
    papers: [{ id: 'paper2', name: 'Giấy chứng nhận hộ nghèo' }],
  };
  const line = 'Hộ nghèo; 0; ; Tôi thuộc hộ nghèo, both; Giấy chứng nhận hộ nghèo';
  const read = readExemption(line.replace('Tôi', 'tôi'), named);
  assert.deepEqual(read, { who: 'Hộ nghèo', share: 0, grounds: ['poor', 'both'], paper: 'paper2' });
  assert.ok('who' in read);
  assert.equal(exemptionText(read, named), line, 'a name with a comma stays a code');
  assert.deepEqual(
    readExemption('x; 0; ; Khác', named),
    { who: 'x', share: 0, grounds: ['Khác'] },
    'of two of one name none is guessed: it is told where it is published',
  );
  assert.deepEqual(readExemption('x; 0; ; poor; Sổ khác', named), { wrong: 'paper', typed: 'Sổ khác' });
});
