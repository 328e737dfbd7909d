import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { linesDigest, readRegisterCode, registerCheckPath } from './register-token.ts';

const KEY = Buffer.alloc(32, 3);
const REGISTER = {
  ...{ agencyId: '0000-1', from: '2026-11-01', to: '2026-11-30', count: 2 },
  printedAt: new Date('2026-12-01T02:15:40Z'),
  digest: linesDigest([['a', 'b']]),
};

describe('cases: the code of a printed register', () => {
  const read = (path: string, key = KEY) => {
    const { pathname, searchParams } = new URL(path, 'https://dvc.example.vn');
    return readRegisterCode(key, pathname.split('/').at(-1) ?? '', name => searchParams.get(name) ?? '');
  };

  test('says what the paper says, to the minute', () => {
    const path = registerCheckPath(KEY, REGISTER);
    assert.ok(path.startsWith('/kiem-tra/s/0000-1?'));
    assert.deepEqual(read(path), { ...REGISTER, printedAt: new Date('2026-12-01T02:15:00Z') });
  });

  test('is no code of ours once anything of it is changed, or of another house', () => {
    const path = registerCheckPath(KEY, REGISTER);
    for (const changed of [
      path.replace('0000-1', '0000-2'),
      path.replace('n=2', 'n=3'),
      path.replace('den=2026-11-30', 'den=2026-12-31'),
      path.replace('luc=', 'luc=1'),
      path.replace('k=', 'k=x'),
      path.slice(0, path.indexOf('&k=')),
      '/kiem-tra/s/0000-1',
    ])
      assert.equal(read(changed), undefined, changed);
    assert.equal(read(path, Buffer.alloc(32, 4)), undefined);
    assert.notEqual(linesDigest([['a', 'b']]), linesDigest([['a', 'c']]));
    assert.notEqual(linesDigest([['a', 'b']]), linesDigest([['ab']]));
  });
});
