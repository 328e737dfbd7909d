import { type Memory, tableOf } from './memory.ts';
import { type Answer, runStatement } from './run-statement.ts';
import { readStatements } from './statement.ts';

const FIRST = 'WITH ended AS (';
const SECOND = '),\n';

/**
 * The end of a task, and of the one beside it that told a leader of it (work/tasks.ts): one statement, two changes. Undefined for
 * any other statement.
 */
export function endTaskOf(sql: string): ((memory: Memory, params: readonly unknown[]) => Answer) | undefined {
  if (!sql.includes(FIRST) || !sql.includes('UPDATE work.task')) return undefined;
  const begin = sql.indexOf(FIRST) + FIRST.length;
  const [statement] = readStatements(sql.slice(begin, sql.indexOf(SECOND, begin)));
  if (!statement) return undefined;
  return (memory, params) => {
    const tasks = tableOf(memory, 'work.task');
    const ended = runStatement(tasks, statement, params);
    const [, at, , , , beside] = params;
    if (beside === null || beside === undefined) return ended;
    for (const { subjectId, ref } of ended.rows)
      for (const task of tasks.by('subject_id', subjectId))
        if (task.ref === `${beside}${ref}` && (task.state === 'open' || task.state === 'suspended'))
          tasks.update(task, { state: 'cancelled', ended_at: at });
    return ended;
  };
}
