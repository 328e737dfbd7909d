import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startProgram, type TestProgram } from '#test/program';

describe('who in the demo is there for some fields only', () => {
  let program: TestProgram;
  before(async () => {
    program = await startProgram();
  });
  after(() => program.stop());

  test('is there for fields that procedures have', async () => {
    const unknown = await program.env.db.query<{ code: string }>(
      `SELECT DISTINCT f.code FROM identity.role_scope s, unnest(s.fields) AS f (code)
       WHERE NOT EXISTS (SELECT FROM procedures.field p WHERE p.code = f.code)`,
    );
    assert.deepEqual(unknown, []);
    const { n } = await program.env.db.one<{ n: number }>(
      'SELECT count(*)::int AS n FROM identity.role_scope WHERE fields IS NOT NULL',
    );
    assert.ok(n > 0, 'nobody is there for some fields only');
  });
});
