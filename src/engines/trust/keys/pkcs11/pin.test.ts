import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { pinOf } from './pin.ts';

describe('trust: a token’s PIN', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'pin-'));
  after(() => rmSync(folder, { recursive: true }));
  const at = (name: string) => path.join(folder, name);
  const key = Buffer.alloc(32, 7);
  const settings = (pin: string | null, file: string | null = null) => ({
    pin,
    file,
    note: at('secrets/refused'),
    key,
  });

  it('that was refused is shown to that token no more, by no process, until another is set', () => {
    const first = pinOf(settings('1234'));
    assert.equal(first.read('serial'), '1234');
    first.refuse('serial', '1234');
    const afterRestart = pinOf(settings('1234'));
    assert.throws(() => afterRestart.read('serial'), { code: 'TOKEN_PIN_REFUSED' });
    assert.equal(afterRestart.read('another token'), '1234');
    const mended = pinOf(settings('4321'));
    assert.equal(mended.read('serial'), '4321');
    mended.accept();
    assert.equal(pinOf(settings('1234')).read('serial'), '1234', 'a token may have got that PIN since');
  });

  it('is not to be had from the note of its refusal', () => {
    pinOf(settings('1234')).refuse('serial', '1234');
    assert.equal(statSync(at('secrets/refused')).mode & 0o777, 0o600);
    assert.ok(!readFileSync(at('secrets/refused'), 'utf8').includes('1234'));
    const other = pinOf({ ...settings('1234'), key: Buffer.alloc(32, 8) });
    assert.equal(other.read('serial'), '1234', 'without the installation’s secret the note says nothing');
  });

  it('is read from its file anew each time, and not from one that others can read', () => {
    writeFileSync(at('pin'), '5678\n', { mode: 0o600 });
    const pin = pinOf(settings(null, at('pin')));
    assert.equal(pin.read('serial'), '5678');
    writeFileSync(at('pin'), '8765');
    assert.equal(pin.read('serial'), '8765');
    chmodSync(at('pin'), 0o644);
    assert.throws(() => pin.read('serial'), { code: 'TOKEN_PIN_OPEN' });
    rmSync(at('pin'));
    assert.throws(() => pin.read('serial'), { code: 'TOKEN_PIN_REFUSED' });
    assert.throws(() => pinOf(settings(null)).read('serial'), { code: 'TOKEN_PIN_REFUSED' });
  });
});
