import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { getAgency } from '#engines/organisation';
import { localDate } from '#platform/clock';
import { runCommand } from '#test/command';
import { startProgram, type TestProgram } from '#test/program';
import { fieldsOf, signedIn } from '../security/support/world.ts';
import { caller, communeOf } from './support.ts';

describe('api: token', () => {
  let program: TestProgram;
  let identifier: string;
  before(async () => {
    program = await startProgram();
    const { agencyId } = await communeOf(program, 'Ủy ban nhân dân xã Bắc Hà');
    identifier =
      (await getAgency(program.env.db, agencyId, localDate(program.env.clock.now()))).identifier ??
      assert.fail();
  });
  after(() => program?.stop());

  const run = (...args: string[]) =>
    runCommand(args, {
      NODE_ENV: 'test',
      DATABASE_URL: program.databaseUrl,
      DATA_DIR: program.dataDir,
      SECRET: 'tests-only-0f4c1d6e8b7a29355e1c0d9f8a7b6c5d4e3f2a1b',
    });
  const add = (scope: string, days = '30') =>
    run('token', 'add', '--name', 'Bệnh viện', '--agency', identifier, '--scope', scope, '--days', days);

  test('an administrator gives a program a token, sees it in the list, and takes it back', async () => {
    const { code, out } = await add('procedures.read,verify');
    assert.equal(code, 0);
    assert.match(out, /^fsp_[\w-]+$/);
    const call = await caller(program, out);
    const body = { data: {} };
    assert.equal((await call('POST', '/api/v1/procedures/1.001193/validate', { body })).data.valid, false);
    assert.equal((await call('GET', '/api/v1/ledger/head')).data.code, 'SCOPE_MISSING');
    const listed = await run('token', 'list');
    assert.ok(!listed.out.includes(out), 'the token itself is kept nowhere');
    const [id = ''] = listed.out.split('\t');
    assert.equal((await run('token', 'revoke', id)).code, 0);
    assert.equal((await call('GET', '/api/v1/procedures')).data.code, 'TOKEN_NEEDED');
    assert.equal((await run('token', 'list')).out, '');
  });

  test('what an agency’s administrator gives on the page opens the API to what it says, and to nothing else', async () => {
    const registrar = await signedIn(program, 'vanthu.bacha');
    const path = '/can-bo/quan-tri/khoa-api/moi';
    const page = await registrar.get(path);
    assert.match(page.text, /Gửi tệp và nộp hồ sơ/);
    assert.doesNotMatch(page.text, /value="ledger\.read"/, 'the ledger is not his to give');
    const made = await registrar.post(path, {
      ten: 'Phần mềm bệnh viện',
      'co-quan': identifier,
      quyen: 'procedures.read',
      'den-ngay': fieldsOf(page.text)['den-ngay'] ?? '',
    });
    const token = /fsp_[\w-]+/.exec(made.text)?.[0] ?? assert.fail('no token is shown');
    const call = await caller(program, token);
    const body = { data: {} };
    assert.equal((await call('POST', '/api/v1/procedures/1.001193/validate', { body })).status, 200);
    assert.equal((await call('GET', '/api/v1/ledger/head')).data.code, 'SCOPE_MISSING');
  });

  test('a scope that is none, more than a year, an agency that is not there: refused with what is expected', async () => {
    const scope = await add('dossiers.everything');
    assert.equal(scope.code, 2);
    assert.match(scope.notes, /dossiers\.read/);
    assert.equal((await add('verify', '366')).code, 2);
    const nowhere = await run('token', 'add', '--name', 'x', '--agency', 'X00', '--scope', 'verify');
    assert.equal(nowhere.code, 2);
  });
});
