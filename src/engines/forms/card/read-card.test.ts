import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type Card, readCard, unreadOnCard } from './read-card.ts';

const MY = '010191004172|063245871|Giàng Thị Mỷ|04031991|Nữ|Thôn Na Hối Nùng, Bắc Hà, Lào Cai|15082021';

describe('the code on a citizen card', () => {
  it('is read field by field, dates as the program keeps them', () => {
    assert.deepEqual(readCard(MY), {
      number: '010191004172',
      oldNumber: '063245871',
      name: 'Giàng Thị Mỷ',
      birthDate: '1991-03-04',
      sex: 'female',
      address: 'Thôn Na Hối Nùng, Bắc Hà, Lào Cai',
      issued: '2021-08-15',
    });
  });

  it('of somebody who had no card before, or with more behind it, is read as well', () => {
    const newer = `${MY.replace('063245871', '')}||Giàng A Sùng|Thào Thị Sao|`;
    const { oldNumber: _, ...rest } = readCard(MY) ?? assert.fail();
    assert.deepEqual(readCard(newer), rest);
  });

  it('that broke off gives what came whole, and the part in which it broke is named', () => {
    assert.deepEqual(readCard('010191004172||Giàng'), { number: '010191004172' });
    assert.deepEqual(unreadOnCard('010191004172||Giàng'), ['name']);
    assert.equal(readCard('010191004172||Giàng Thị Mỷ|0403')?.name, 'Giàng Thị Mỷ');
  });

  it('typed by a scanner: with its identifier before, its line break behind, letters that its keyboard lacks lost', () => {
    assert.deepEqual(readCard(`]Q1${MY}\r\n`), readCard(MY));
    assert.deepEqual(readCard('010191004172||Gi?ng Th? M?|04031991|N?|Th?n Na H?i|15082021'), {
      number: '010191004172',
      birthDate: '1991-03-04',
      issued: '2021-08-15',
    });
  });

  it('leaves out days that are none, sexes that are none, names that are none', () => {
    assert.deepEqual(readCard('010191004172|12|<b>x</b>|31021991|x||00000000'), { number: '010191004172' });
  });

  it('is not another code, nor one whose number has not twelve digits', () => {
    for (const other of [
      '',
      'https://example.vn',
      '00020101021138570010A000000727',
      '063245871|||',
      '01019100417|063245871|Giàng Thị Mỷ',
      '010191004172',
      `${MY}${'|x'.repeat(800)}`,
    ])
      assert.equal(readCard(other), undefined, other.slice(0, 30));
  });

  const day = fc
    .date({ min: new Date('1900-01-01'), max: new Date('2026-12-31'), noInvalidDate: true })
    .map(d => d.toISOString().slice(0, 10));
  const word = fc.constantFrom('Giàng', 'Thị', 'Mỷ', 'Lò', 'Văn', 'Đức', 'Ƀuôn', 'Hoà', 'Hòa', 'Ðức');
  const name = fc.array(word, { minLength: 1, maxLength: 5 }).map(words => words.join(' '));
  const digits = (length: number) =>
    fc.array(fc.nat(9), { minLength: length, maxLength: length }).map(d => d.join(''));
  const card: fc.Arbitrary<Card> = fc.record(
    {
      number: digits(12),
      oldNumber: digits(9),
      name,
      birthDate: day,
      sex: fc.constantFrom('male' as const, 'female' as const),
      address: name.map(n => `Thôn ${n}, xã Bắc Hà, tỉnh Lào Cai`),
      issued: day,
    },
    { requiredKeys: ['number'] },
  );
  const dmy = (iso?: string) => iso?.split('-').reverse().join('') ?? '';
  const printed = (c: Card) =>
    [
      c.number,
      c.oldNumber ?? '',
      c.name ?? '',
      dmy(c.birthDate),
      c.sex === undefined ? '' : c.sex === 'male' ? 'Nam' : 'Nữ',
      c.address ?? '',
      dmy(c.issued),
    ].join('|');
  const nfc = (c: Card) => JSON.parse(JSON.stringify(c).normalize('NFC')) as Card;

  it('says what was printed, whatever is missing and whatever follows', () => {
    fc.assert(
      fc.property(card, fc.array(fc.string({ maxLength: 30 }), { maxLength: 4 }), (c, more) => {
        assert.deepEqual(readCard([printed(c), ...more.map(m => m.replaceAll('|', ''))].join('|')), nfc(c));
      }),
    );
  });

  it('is the same composed or decomposed, and with marks of direction and invisible letters in it', () => {
    const marks = fc.constantFrom('\u202E', '\u202A', '\u2066', '\u2069', '\u200F', '\uFEFF', '\u200B');
    fc.assert(
      fc.property(card, fc.array(fc.tuple(fc.nat(200), marks), { maxLength: 6 }), (c, put) => {
        let text = printed(c).normalize('NFD');
        for (const [at, mark] of put) text = text.slice(0, at) + mark + text.slice(at);
        assert.deepEqual(readCard(text)?.number, c.number);
        assert.deepEqual(readCard(printed(c).normalize('NFD')), nfc(c));
        assert.doesNotMatch(JSON.stringify(readCard(text)), /[\u202A-\u202E\u2066-\u2069\uFEFF\u200B\u200F]/);
      }),
    );
  });

  it('of garbage nothing is made but well-formed fields', () => {
    const garbage = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc
        .array(fc.string({ unit: 'grapheme', maxLength: 40 }), { maxLength: 9 })
        .map(parts => parts.join('|')),
      fc
        .tuple(card, fc.nat(120), fc.string({ maxLength: 5 }))
        .map(([c, at, text]) => printed(c).slice(0, at) + text),
    );
    fc.assert(
      fc.property(garbage, text => {
        const read = readCard(text);
        if (!read) return;
        assert.match(read.number, /^\d{12}$/);
        for (const value of [read.birthDate, read.issued])
          if (value) assert.match(value, /^\d{4}-\d\d-\d\d$/);
        if (read.oldNumber) assert.match(read.oldNumber, /^(\d{9}|\d{12})$/);
        if (read.name) assert.equal(read.name, read.name.normalize('NFC'));
      }),
    );
  });
});
