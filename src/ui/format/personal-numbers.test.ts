import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { hideContacts, hideNumbers, hidesNumber } from './people.ts';

test('whatever number or address stands in words, however it is grouped and whatever stands next to it, is masked', () => {
  for (const [said, shown] of [
    [
      'Gọi (0912) 345.678 hoặc +84912345678, thư my.giang@thu.example; số 010191004172.',
      'Gọi (0912 ••• 678 hoặc 0912 ••• 678, thư m•••@thu.example; số ••••••••4172.',
    ],
    ['cccd012345678901cấp 2021, sđt0912345678nhé', 'cccd••••••••8901cấp 2021, sđt0912 ••• 678nhé'],
    ['0912/345/678; 0912 - 345 - 678; (+84) 912.345.678', '0912 ••• 678; 0912 ••• 678; (0912 ••• 678'],
    ['0912 345 678 / 0987 654 321', '0912 ••• 678 / 0987 ••• 321'],
    ['84912345678, 0084 912 345 678, +84 214 3840 888', '0912 ••• 678, 0912 ••• 678, 0214 ••• 888'],
    ['0912345678 010191004172', '0912 ••• 678 ••••••••4172'],
    ['Phòng 05 0912345678', 'Phòng 05 0912 ••• 678'],
    ['CMND 163456789 cấp ngày 5/6/1999', 'CMND •••••6789 cấp ngày 5/6/1999'],
    ['cmnd063456789; 063 456 789; 063-456-789', 'cmnd•••••6789; •••••6789; •••••6789'],
    ['số CMND cũ: 163.456.789', 'số CMND cũ: •••••6789'],
    ['cấp ngày 02/01/2026 0912345678', 'cấp ngày 02/01/2026 0912 ••• 678'],
    ['Gọi 0912 345 678 đồng chí Nam', 'Gọi 0912 ••• 678 đồng chí Nam'],
  ] as const)
    assert.equal(hideContacts(said).replaceAll('\u00a0', ' '), shown);
});

test('who may read what people are called by reads telephones whole, and no identity number', () => {
  for (const [said, shown] of [
    ['sđt0912345678 cccd010191004172', 'sđt0912345678 cccd••••••••4172'],
    ['+84 912 345 678, CMND 063 456 789', '+84 912 345 678, CMND •••••6789'],
  ] as const)
    assert.equal(hideNumbers(said), shown);
  assert.ok(hidesNumber(hideNumbers('063456789')));
  assert.ok(!hidesNumber(hideContacts('0912345678, my.giang@thu.example')));
});

/** As many digits as a number of a person has, and none. */
const OTHERS = [
  ...['000.00.25.H38-260313-0002', 'H38.1-261130-12345', '001.18.60.H38-261130-123456'],
  ...['1.001193.000.00.00.H38', 'BK-1234-5678-9012', 'EA123456789VN'],
  ...['15.000.000 đồng', '150.000.000 đồng', '1.050.000.000 đồng', '150.000.000.000 VNĐ', '150000000 đồng'],
  ...['150.000.000', '123456789 KB', '1,2 MB', '1.234.567.890 bytes'],
  ...[
    '09:30 ngày 02/01/2026',
    '02/01/2026 09:30',
    '02/01/2026 08h30',
    '2026-11-30 08:15',
    '02.01.2026',
    '2-1-2026',
  ],
  ...['01/12 - 05/12/2026', '01-05/12/2026', '01/12/2026-05/12/2026', '2026-11-30 - 2026-12-01'],
  ...[
    'Số 160/UBND-XNTTHN',
    '12/2026/QĐ-GQKN',
    '281/2016/TT-BTC',
    '12345/2026',
    '00123/2026',
    '01/2026 - 12/2026',
  ],
  ...['giai đoạn 2021-2025', '2021 2022 2023', '08:15–09:00', '5300123456'],
];

test('codes, days, times, amounts, sizes and numbers of documents stay, whatever stands beside them', () => {
  for (const other of OTHERS) assert.equal(hideContacts(other), other);
  const several = fc.array(fc.constantFrom(...OTHERS), { minLength: 2, maxLength: 5 });
  const between = fc.constantFrom(', ', '; ', ' và ', '\n', ' (', '. ');
  fc.assert(
    fc.property(several, between, (said, by) => {
      assert.equal(hideContacts(said.join(by)), said.join(by));
    }),
  );
});

const GAPS = ['', '', ' ', '.', '-', '/', '\u00a0', ' - ', '–'];
const ANY = fc.integer({ min: 0, max: 9 });
const digits = (n: number) => fc.array(ANY, { minLength: n, maxLength: n });
const gaps = fc.array(fc.constantFrom(...GAPS), { minLength: 12, maxLength: 12 });
/** Telephones and identity numbers in whatever groups; those of old in three of three digits, or in none. */
const written = fc.oneof(
  fc.tuple(
    fc.oneof(digits(9), digits(10), digits(11)).map(d => [0, ...d]),
    gaps,
  ),
  fc
    .tuple(digits(8), fc.constantFrom('', ' ', '-', '/', '.'))
    .map(([d, gap]) => [[0, ...d], Array.from({ length: 9 }, (_, i) => (i % 3 === 2 ? gap : ''))] as const),
);

test('a number in whatever groups is not to be read, between words, codes and days; and what is masked stays so', () => {
  const beside = fc.constantFrom(
    '',
    'ĐT ',
    'cccd',
    'sđt',
    '“',
    'Gọi:',
    'ngày 02/01/2026 ',
    'H38-261130-0001, ',
  );
  const behind = fc.constantFrom('', ', hết', 'nhé', '”', ';', ' cấp 02/01/2026', '. Phí 15.000.000 đồng');
  fc.assert(
    fc.property(written, beside, behind, ([all, between], a, b) => {
      const said = all.map((d, i) => `${d}${i < all.length - 1 ? between[i] : ''}`).join('');
      // A day in the middle of a number is one.
      fc.pre(
        !/\d{1,2}([./-])\d{1,2}\1(?:19|20)\d\d|\d{1,7}\/(?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d/.test(said),
      );
      const shown = hideContacts(`${a}${said}${b}`);
      assert.ok(!shown.replace(/\D/g, '').includes(all.join('')), shown);
      assert.ok(shown.startsWith(a) && shown.endsWith(b), shown);
      assert.equal(hideContacts(shown), shown, 'what is hidden stays so');
    }),
    { numRuns: 1000 },
  );
});
