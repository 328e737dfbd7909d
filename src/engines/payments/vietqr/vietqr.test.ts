import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { crc16 } from './crc16.ts';
import { type Transfer, vietQr } from './payload.ts';
import { candidatesIn, plainReference, purposeOf } from './purpose.ts';
import { readVietQr } from './read-payload.ts';

// The examples of NAPAS' “Đặc tả kỹ thuật QR code dịch vụ chuyển nhanh NAPAS 247”, version 1.5.2.
const ACCOUNT = { bin: '970403', number: '0011012345678' };
const CARD = { bin: '970403', number: '9704031101234567', toCard: true };
const ORDER = { amount: 180_000, bill: 'NPS6869', purpose: 'thanh toan don hang' };
const STATIC_ACCOUNT =
  '00020101021138570010A00000072701270006970403011200110123456780208QRIBFTTA53037045802VN6304F4E5';
const EXAMPLES: ReadonlyArray<[string, Transfer, string]> = [
  [
    'static, to a card',
    CARD,
    '00020101021138600010A00000072701300006970403011697040311012345670208QRIBFTTC53037045802VN63044F52',
  ],
  [
    'dynamic, to an account',
    { ...ACCOUNT, ...ORDER },
    '00020101021238570010A00000072701270006970403011300110123456780208QRIBFTTA530370454061800005802VN62340107NPS68690819thanh toan don hang63042E2E',
  ],
  [
    'dynamic, to a card',
    { ...CARD, ...ORDER },
    '00020101021238600010A00000072701300006970403011697040311012345670208QRIBFTTC530370454061800005802VN62340107NPS68690819thanh toan don hang6304A203',
  ],
];

describe('payments: vietqr', () => {
  test('the check value of CRC16/CCITT-FALSE', () => assert.equal(crc16('123456789'), '29B1'));

  for (const [name, transfer, text] of EXAMPLES)
    test(`the published example: ${name}`, () => {
      assert.equal(vietQr(transfer), text);
      assert.deepEqual(readVietQr(text), { toCard: false, ...transfer });
    });

  test('the published example: static, to an account, whose account is one longer than it says', () => {
    // Its text counts 12 characters for the 13 of the account. Its checksum is right for the text as printed; ours counts 13.
    assert.equal(crc16(STATIC_ACCOUNT.slice(0, -4)), 'F4E5');
    const ours = vietQr(ACCOUNT);
    assert.equal(ours, STATIC_ACCOUNT.replace('01120011', '01130011').replace('F4E5', '9E6F'));
  });

  test('whatever is asked for is read again', () => {
    const transfer = fc.record(
      {
        bin: fc.stringMatching(/^\d{6}$/),
        number: fc.stringMatching(/^[0-9A-Z]{4,19}$/),
        toCard: fc.boolean(),
        amount: fc.integer({ min: 1, max: 1_000_000_000_000 }),
        bill: fc.stringMatching(/^[\x21-\x7e]{1,25}$/),
        purpose: fc.stringMatching(/^[\x21-\x7e]{1,25}$/),
      },
      { requiredKeys: ['bin', 'number', 'toCard'], noNullPrototype: true },
    );
    fc.assert(fc.property(transfer, t => assert.deepEqual(readVietQr(vietQr(t)), t)));
  });

  test('a changed character is no code', () => {
    const text = EXAMPLES[1]![2];
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.stringMatching(/^[0-9A-Z]$/), (at, c) => {
        const changed = text.slice(0, at) + c + text.slice(at + 1);
        assert.equal(readVietQr(changed) === undefined, changed !== text);
      }),
    );
  });

  test('what does not fit is refused', () => {
    assert.throws(() => vietQr({ ...ACCOUNT, purpose: 'phí thẩm định' }), RangeError);
    assert.throws(() => vietQr({ ...ACCOUNT, purpose: 'x'.repeat(26) }), RangeError);
    assert.throws(() => vietQr({ ...ACCOUNT, amount: 0.5 }), RangeError);
    assert.throws(() => vietQr({ ...ACCOUNT, bin: '97040' }), RangeError);
  });

  test('a dossier code fits the purpose, and is found in what banks make of it', () => {
    const code = '000.32.35.H38-261113-0007';
    assert.equal(purposeOf(code), code);
    assert.equal(purposeOf('000.32.35.H38-261113-10007'), '0003235H3826111310007');
    const plain = plainReference(code);
    for (const said of [
      code,
      'MBVCB.123.000 32 35 H38 261113 0007.CT tu 0011 toi 0022',
      '0003235H382611130007 FT26331',
      '000.32.35.h38-261113-0007',
    ])
      assert.ok(candidatesIn(said).includes(plain), said);
    assert.ok(!candidatesIn('Nop phi ho so').includes(plain));
  });
});
