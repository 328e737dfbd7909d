import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newPairingCode, readPairingCode } from './token.ts';

test('a pairing code is understood however it is typed, and nothing else is taken for one', () => {
  for (let i = 0; i < 50; i++) {
    const code = newPairingCode();
    assert.match(code, /^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/);
    for (const typed of [
      code,
      code.toLowerCase(),
      code.replaceAll('-', ''),
      ` ${code.replaceAll('-', ' ')} `,
    ])
      assert.equal(readPairingCode(typed), code);
  }
  // Read off a screen, 0 and O, 1 and I or L are one.
  assert.equal(readPairingCode('o0o0-il1I-abcd'), '0000-1111-ABCD');
  for (const wrong of ['', '7K3M-0QXZ', '7K3M-0QXZ-91TB-1', '7K3M-0QXZ-91TU', 'x'.repeat(200)])
    assert.equal(readPairingCode(wrong), undefined, wrong);
});
