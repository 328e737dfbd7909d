import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startProgram, type TestProgram } from '#test/program';
import { Client } from './support/client.ts';

describe('security: a paper to check that is too large', () => {
  let program: TestProgram;
  before(async () => {
    program = await startProgram();
  });
  after(() => program?.stop());

  const check = async (megabytes: number, token?: string) => {
    const anyone = new Client(program.url);
    const body = new FormData();
    body.append('_csrf', token ?? (await anyone.csrf()));
    body.append('tep', new File([new Uint8Array(megabytes * 1_000_000)], 'ban-quet.pdf'));
    return anyone.send('POST', '/kiem-tra', { body });
  };

  test('is told at the field, in words for PDFs; of a strange form nothing is read, and what is far too large is refused', async () => {
    const told = await check(25);
    assert.equal(told.status, 422);
    assert.match(
      told.text,
      /class="sum"[\s\S]*href="#f-tep"[\s\S]*Tệp nặng quá 20 MB\. Chọn tệp PDF có chữ ký số/,
    );
    assert.doesNotMatch(told.text, /độ phân giải/);
    const small = await check(1);
    assert.equal(small.status, 200);
    assert.notEqual((await check(25, 'x')).status, 422);
    assert.equal((await check(101)).status, 413);
  });
});
