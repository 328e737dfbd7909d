/** One guard taken away, and the test that has to notice. */
export type Mutant = {
  /** What is no longer done. */
  without: string;
  file: string;
  /** Stands once in the file. */
  from: string;
  to: string;
  tests: string;
  /** Begins the name of the test that fails. */
  fails: string;
};

const UPLOADS = { file: 'src/platform/http/request/uploads.ts', tests: 'test/security/uploads.test.ts' };
const PROCESSES = { tests: 'test/faults/processes.test.ts' };
const MOVES = { tests: 'src/engines/cases/moves/batch.test.ts' };
const FAULTS = { tests: 'test/faults/sample.test.ts' };

/** Taken away one by one in every run of the tests: each takes some two seconds. */
export const quick: readonly Mutant[] = [
  {
    ...UPLOADS,
    without: 'a limit on all fields together',
    from: 'if (fieldBytes > maxFieldBytes)',
    to: 'if (fieldBytes < 0)',
    fails: 'holds no more in its fields',
  },
  {
    ...UPLOADS,
    without: 'a limit on all files together',
    from: 'fileBytes += size;',
    to: 'fileBytes = size;',
    fails: 'holds no more in all its files together',
  },
  {
    ...UPLOADS,
    without: 'a limit on files that are dropped',
    from: 'fileBytes += (chunk as Buffer).length;',
    to: 'fileBytes += 0 * (chunk as Buffer).length;',
    fails: 'of a stranger, or from a form that is not ours',
  },
  {
    ...UPLOADS,
    without: 'asking whether a file may be kept',
    from: 'if (!keep(fields))',
    to: 'if (!keep)',
    fails: 'of a stranger, or from a form that is not ours',
  },
  {
    ...UPLOADS,
    without: 'a name of its own for a file in transit',
    from: 'path.join(folder, newId())',
    to: "path.join(folder, part.filename ?? '')",
    fails: 'cannot name a file',
  },
  {
    file: 'src/platform/http/request/browser-cookie.ts',
    tests: UPLOADS.tests,
    without: 'the prefix of the browser’s cookie',
    from: "'__Host-fs_b'",
    to: "'fs_b'",
    fails: 'over HTTPS the browser id',
  },
];

/** Taken away by `npm run mutants`: they kill and freeze servers, and take minutes. */
export const slow: readonly Mutant[] = [
  {
    tests: 'src/engines/cases/undo/undo-refused.test.ts',
    file: 'src/engines/cases/undo/undo-act.ts',
    without: 'asking whether somebody has acted since',
    from: 'if (refusal) throw refusal;',
    to: '',
    fails: 'when somebody else has acted since',
  },
  {
    ...PROCESSES,
    file: 'src/platform/http/request/once.ts',
    without: 'the key that makes a submission one',
    from: 'const id = [request.actor, request.route, request.key];',
    to: 'const id = [request.actor, request.route, request.key + Math.random()];',
    fails: 'one request, sent to both at the same moment',
  },
  {
    ...PROCESSES,
    file: 'src/engines/identity/sessions/end-session.ts',
    without: 'the end of a session in the database',
    from: 'if (row.endedAt) return;',
    to: 'if (row) return;',
    fails: 'who signed in at one is signed in at the other',
  },
  {
    ...PROCESSES,
    file: 'src/engines/identity/limits/attempts.ts',
    without: 'the lock under which tries are counted',
    from: 'who.accountKey.subarray(0, 8),',
    to: 'Buffer.from(Array.from({ length: 8 }, () => Math.floor(Math.random() * 256))),',
    fails: 'tries at a password count together',
  },
  {
    ...PROCESSES,
    file: 'src/platform/http/limits/limits.ts',
    without: 'the exact count of small limits over all processes',
    from: 'const EXACT = 300;',
    to: 'const EXACT = 0;',
    fails: 'requests count together',
  },
  {
    ...PROCESSES,
    file: 'src/engines/identity/codes/send-code.ts',
    without: 'the lock under which codes are counted',
    from: 'destination.subarray(0, 8),',
    to: 'Buffer.from(Array.from({ length: 8 }, () => Math.floor(Math.random() * 256))),',
    fails: 'codes are sent once a minute',
  },
  {
    ...PROCESSES,
    file: 'src/engines/identity/sessions/stash-post.ts',
    without: 'the owner of what was typed',
    from: 'account_id = $2 AND',
    to: 'account_id IS NOT DISTINCT FROM coalesce(account_id, $2) AND',
    fails: 'a session that ends in mid-form',
  },
  {
    ...PROCESSES,
    file: 'src/app/commands/start.ts',
    without: 'an orderly stop',
    from: 'await program.stop();',
    to: 'process.exit(0);',
    fails: 'SIGTERM: what is under way is answered',
  },
  {
    ...FAULTS,
    file: 'src/platform/embedded/keep.ts',
    without: 'the one who brings PostgreSQL back',
    from: 'await bringUp(() => signal.aborted);',
    to: 'await pause(EVERY_MS);',
    fails: 'PostgreSQL, with -9',
  },
  {
    file: 'src/platform/db/watch.ts',
    tests: 'src/platform/db/watch.test.ts',
    without: 'the look whether a silent database is there',
    from: 'if (patient && !away) return;',
    to: 'if (patient || !away) return;',
    fails: 'is found silent some seconds after',
  },
  {
    ...MOVES,
    file: 'src/engines/cases/moves/move-back.ts',
    tests: 'src/engines/cases/moves/move-dossier.test.ts',
    without: 'a look at what was done since a dossier was moved',
    from: 'return history.slice(at + 1).some(',
    to: 'return history.slice(at + 1_000).some(',
    fails: 'somebody who has acted without moving it on',
  },
  {
    ...MOVES,
    file: 'src/engines/cases/moves/steer-batch.ts',
    without: 'a second person who approves that dossiers are moved',
    from: 'if (batch.askedBy === actor.accountId) throw MoveOwnAsking();',
    to: '',
    fails: 'three at different places are moved',
  },
  {
    ...MOVES,
    file: 'src/engines/cases/moves/run-batch.ts',
    without: 'ticking a moved dossier off in its own transaction',
    from: 'await tick(tx, batch, dossierId, at);',
    to: 'await tick(env.db as never, batch, dossierId, at);',
    fails: 'it is stopped and goes on',
  },
];
