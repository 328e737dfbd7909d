import type { Queryable } from '#platform/db';

// What was answered under the newest stamps, by question. Two, because a transaction that began before a change goes on beside others.
type Answers = { size: number; by: Map<string, Map<string, unknown>> };
const answers = new Map<string, Answers>();
const STAMPS = 2;
const MOST = 20_000;
const stamps = new WeakMap<Queryable, Promise<string>>();
const changed = new WeakSet<Queryable>();

/** Says that this transaction changes something of what is kept: what it reads from now on is its own, and nobody else's. */
export function changesKept(q: Queryable): void {
  changed.add(q);
}

/** The stamp under which a transaction finds what is kept: asked once. */
function stampOf(q: Queryable): Promise<string> {
  const known = stamps.get(q);
  if (known) return known;
  const asked = q
    .one<{ stamp: string }>('SELECT stamp FROM organisation.stamp WHERE singleton = $1', [true])
    .then(row => row.stamp);
  stamps.set(q, asked);
  // After a savepoint it may be asked again.
  asked.catch(() => stamps.delete(q));
  return asked;
}

function answersUnder(stamp: string): Answers {
  const known = answers.get(stamp);
  if (known && known.size < MOST) return known;
  const fresh: Answers = { size: 0, by: new Map() };
  answers.delete(stamp);
  answers.set(stamp, fresh);
  if (answers.size > STAMPS) answers.delete(answers.keys().next().value ?? '');
  return fresh;
}

const frozen = <T>(answer: T): T => {
  if (Array.isArray(answer)) answer.forEach(Object.freeze);
  return Object.freeze(answer);
};

/**
 * Reads through memory, within a transaction, how the province is arranged: what is asked with every act and changes a few times a year
 * (units, calendars, rules by which work is handed out, which procedures are published). Each transaction asks for the stamp of all that
 * once, and for what was answered under it not again. Outside a transaction, and in one that changes any of it, the database is asked.
 * Only for tables whose changes make the stamp new (their triggers call `organisation.stamp_anew`). Rows are shared and frozen.
 */
export function kept(q: Queryable): Pick<Queryable, 'query' | 'maybe'> {
  if (!('kind' in q) || q.kind !== 'tx' || changed.has(q)) return q;
  const through = <K extends 'query' | 'maybe'>(how: K) =>
    (async (text: string, values: readonly unknown[] = []) => {
      const stamp = await stampOf(q);
      if (changed.has(q)) return q[how](text, values);
      const under = answersUnder(stamp);
      // By statement first: a key that held its text would be put together and hashed anew for each question.
      const said = under.by.get(text) ?? new Map<string, unknown>();
      under.by.set(text, said);
      const key = `${how} ${JSON.stringify(values)}`;
      if (said.has(key)) return said.get(key);
      const answer = frozen(await q[how](text, values));
      // It may have changed something while it was being answered.
      if (!changed.has(q)) {
        under.size++;
        said.set(key, answer);
      }
      return answer;
    }) as Queryable[K];
  return { query: through('query'), maybe: through('maybe') };
}
