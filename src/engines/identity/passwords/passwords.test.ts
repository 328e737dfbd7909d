import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { dictionary } from '@zxcvbn-ts/language-common';
import fc from 'fast-check';
import { hashPassword, hashRandomPassword, passwordFits } from './hash.ts';
import { initialPassword } from './initial-password.ts';
import { passwordFault } from './strength.ts';

describe('a new password', () => {
  test('of four unrelated words, or of random characters, will do', () => {
    for (const good of [
      'ngựa ăn cỏ bên suối',
      'correct horse battery staple',
      'Kx7#qP2m$vL9',
      initialPassword(),
    ])
      assert.equal(passwordFault(good, ['Lù Thị Sen', 'hotich.bacha']), undefined, good);
  });

  test('is refused when short, long, common, repeated or one’s own name', () => {
    const cases = {
      'too-short': ['', 'abc', 'Tr0ng#Xanh1'],
      'too-long': ['dài lắm ơi '.repeat(20)],
      common: [
        'matkhau123456',
        'Password1234',
        'qwerty123456',
        'LaoCai@2026!!',
        '123456789abc',
        'admin@admin123',
        'mậtkhẩu123456',
        '1qaz2wsx3edc',
        'unbelievable',
        'UBNDtinhLaoCai',
      ],
      repeats: ['aaaaaaaaaaaaaa', '121212121212', 'abcabcabcabc'],
      'is-name': ['LuThiSen1991!', 'hotich.bacha1'],
    };
    for (const [fault, passwords] of Object.entries(cases))
      for (const password of passwords)
        assert.equal(passwordFault(password, ['Lù Thị Sen', 'hotich.bacha']), fault, password);
  });

  test('that was breached is refused, each of those with twelve characters', () => {
    const breached = [...dictionary['passwords-common']].filter(word => word.length >= 12);
    assert.ok(breached.length > 300);
    assert.deepEqual(
      breached.filter(word => !passwordFault(word)),
      [],
    );
  });

  test('never throws, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), text => void passwordFault(text, [text])),
    );
  });
});

describe('a stored password', () => {
  test('fits itself, however its letters were composed; nothing else fits', async () => {
    const stored = await hashPassword('mật khẩu của tôi'.normalize('NFD'));
    assert.match(stored, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    assert.equal(await passwordFits(stored, 'mật khẩu của tôi'), true);
    assert.equal(await passwordFits(stored, 'mật khẩu của tôi '), false);
  });

  test('no account, no password fits', async () => {
    assert.equal(await passwordFits(undefined, 'no account has this password'), false);
  });

  test('random ones are hashed lightly, and checked alike', async () => {
    const password = initialPassword();
    assert.match(password, /^([A-Z2-9]{4}-){3}[A-Z2-9]{4}$/);
    assert.equal(await passwordFits(await hashRandomPassword(password), password), true);
  });
});
