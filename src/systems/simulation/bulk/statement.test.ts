import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type TestDatabase, testDatabase } from '#test/database';
import { readExpression } from './expression.ts';
import { runStatement } from './run-statement.ts';
import { readStatements } from './statement.ts';
import { Table } from './tables.ts';
import { readerOf } from './tokens.ts';

const column = (name: string, type = 'text', fallback: string | null = null) => ({ name, type, fallback });

describe('simulation: SQL in memory', () => {
  let t: TestDatabase;
  before(async () => {
    t = await testDatabase([]);
  });
  after(() => t.drop());

  test('expressions are worth what PostgreSQL says', async () => {
    const expressions = [
      '1 = 1 AND NULL IS NULL',
      "NOT ('a' = 'b') AND 'a' <> 'b'",
      'NULL = 1 OR 1 = 1',
      'NULL = 1 AND 1 = 1',
      'NOT (NULL = 1)',
      'NULL = 1 OR 1 = 2',
      '1 IN (3, 2, 1)',
      '1 NOT IN (3, 2)',
      'NULL IN (1, 2)',
      'NULL IS DISTINCT FROM 1',
      'NULL IS NOT DISTINCT FROM NULL',
      'greatest(3, NULL, 7) = 7',
      'coalesce(NULL, 5) + 2 >= 7',
      "starts_with('question:1', 'question:')",
      "CASE WHEN 1 = 2 THEN 'x' WHEN 2 = 2 THEN 'y' ELSE 'z' END = 'y'",
      "CASE WHEN NULL THEN 'x' END IS NULL",
      '3 - 1 < 2 OR 2 * 1 IS NULL'.replace('2 * 1', 'NULL'),
      "'it''s' = 'it''s'",
    ];
    for (const expression of expressions) {
      const { value } = await t.db.one<{ value: unknown }>(`SELECT (${expression}) AS value`);
      assert.equal(readExpression(readerOf(expression))({}, []), value, expression);
    }
  });

  test('rows are put in with their defaults, found by an index, changed and taken out', () => {
    const table = new Table(
      'a.task',
      [column('id'), column('subject'), column('state', 'text', "'open'::text"), column('due', 'jsonb')],
      ['id'],
    );
    const run = (sql: string, ...params: unknown[]) =>
      readStatements(sql)
        .map(s => runStatement(table, s, params))
        .at(-1);
    for (const id of ['2', '1', '3'])
      run('INSERT INTO a.task (id, subject, due) VALUES ($1, $2, $3)', id, id === '3' ? 'y' : 'x', '{"n":1}');
    const open = `SELECT id, due AS "dueAt", state FROM a.task t WHERE t.subject = $1 AND state IN ('open') ORDER BY id DESC LIMIT 5 FOR UPDATE`;
    assert.deepEqual(run(open, 'x')?.rows, [
      { id: '2', dueAt: { n: 1 }, state: 'open' },
      { id: '1', dueAt: { n: 1 }, state: 'open' },
    ]);
    const changed = run(
      "UPDATE a.task SET state = 'done' WHERE id = $1 AND state = 'open' RETURNING id",
      '2',
    );
    assert.deepEqual([changed?.rows, changed?.count], [[{ id: '2' }], 1]);
    assert.equal(run("UPDATE a.task SET state = 'done' WHERE id = $1 AND state = 'open'", '2')?.count, 0);
    run(
      'INSERT INTO a.task (id, subject) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET subject = EXCLUDED.subject',
      '1',
      'y',
    );
    assert.deepEqual(run('SELECT id FROM a.task WHERE subject = $1 ORDER BY id', 'y')?.rows, [
      { id: '1' },
      { id: '3' },
    ]);
    const left = run(
      `UPDATE a.task SET due = jsonb_build_object('n', due -> 'n', 'm', due -> 'm') WHERE id = $1 RETURNING due`,
      '3',
    );
    assert.deepEqual(left?.rows, [{ due: { n: 1, m: null } }]);
    assert.equal(run('DELETE FROM a.task WHERE subject = $1', 'y')?.count, 2);
    assert.equal(table.rows.size, 1);
  });

  test('what is not understood is refused, not passed over', () => {
    const refused = [
      'SELECT id FROM a.task JOIN a.other o ON o.id = task.id WHERE id = $1',
      'SELECT count(*) FROM a.task WHERE id = $1',
      'UPDATE a.task SET n = sqrt(n) WHERE id = $1',
      'TRUNCATE a.task',
      'SELECT id FROM a.task WHERE id = $1 GROUP BY id',
    ];
    for (const sql of refused) assert.throws(() => readStatements(sql), /simulation: /, sql);
    const table = new Table('a.task', [column('id'), column('state')], ['id']);
    const [all] = readStatements("SELECT id FROM a.task WHERE state = 'open'");
    assert.ok(all);
    assert.throws(() => runStatement(table, all, []), /no index of a\.task/);
  });
});
