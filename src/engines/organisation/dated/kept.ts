import type { Queryable } from '#platform/db';

// What was answered under the newest stamps, by question. Two, because a transaction that began before a change goes on beside others.
type Answers = { size: number; by: Map<string, Map<string, unknown>> };
type How = 'query' | 'maybe';
type Kept = Pick<Queryable, How>;
const answers = new Map<string, Answers>();
const STAMPS = 2;
const MOST = 20_000;
const stamps = new WeakMap<Queryable, Promise<string>>();
const changed = new WeakSet<Queryable>();

/** Says that this transaction changes something of what is kept: what it reads from now on is its own, and nobody else's. */
export function changesKept(q: Queryable): void {
  changed.add(q);
}

const readStamp = async (q: Queryable): Promise<string> =>
  (await q.one<{ stamp: string }>('SELECT stamp FROM organisation.stamp WHERE singleton = $1', [true])).stamp;

/** The stamp under which a transaction finds what is kept: asked once. */
function stampOf(q: Queryable): Promise<string> {
  const known = stamps.get(q);
  if (known) return known;
  const asked = readStamp(q);
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

type Question = { how: How; text: string; values: readonly unknown[] };

/** What was said to a question under a stamp; where nothing was, it is asked, and kept where `holds` says so of the answer. */
async function said(
  q: Queryable,
  stamp: string,
  { how, text, values }: Question,
  holds: () => boolean | Promise<boolean>,
): Promise<unknown> {
  const under = answersUnder(stamp);
  // By statement first: a key that held its text would be put together and hashed anew for each question.
  const known = under.by.get(text) ?? new Map<string, unknown>();
  under.by.set(text, known);
  const key = `${how} ${JSON.stringify(values)}`;
  if (known.has(key)) return known.get(key);
  const answer = frozen(await q[how](text, values));
  if (await holds()) {
    under.size++;
    known.set(key, answer);
  }
  return answer;
}

const through = (ask: (question: Question) => Promise<unknown>): Kept => {
  const way = <H extends How>(how: H) =>
    ((text: string, values: readonly unknown[] = []) => ask({ how, text, values })) as Queryable[H];
  return { query: way('query'), maybe: way('maybe') };
};

const isTx = (q: Queryable): boolean => 'kind' in q && q.kind === 'tx';

/**
 * Reads through memory, within a transaction, how the province is arranged: what is asked with every act and changes a few times a year
 * (units, calendars, rules by which work is handed out, which procedures are published). Each transaction asks for the stamp of all that
 * once, and for what was answered under it not again. Outside a transaction, and in one that changes any of it, the database is asked.
 * Only for tables whose changes make the stamp new (their triggers call `organisation.stamp_anew`). Rows are shared and frozen.
 */
export function kept(q: Queryable): Kept {
  if (!isTx(q) || changed.has(q)) return q;
  return through(async question => {
    const stamp = await stampOf(q);
    if (changed.has(q)) return q[question.how](question.text, question.values);
    // It may have changed something while it was being answered.
    return said(q, stamp, question, () => !changed.has(q));
  });
}

/**
 * As `kept`, and outside a transaction too: there each question costs the stamp's, so it is for those that take the database longer than
 * that (who follows whom through the reforms). An answer is kept where the stamp before it is the stamp after it.
 */
export function keptEverywhere(q: Queryable): Kept {
  if (isTx(q)) return kept(q);
  return through(async question => {
    const stamp = await readStamp(q);
    return said(q, stamp, question, async () => (await readStamp(q)) === stamp);
  });
}
