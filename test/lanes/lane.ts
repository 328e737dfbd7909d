import { globSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';

const root = path.resolve(import.meta.dirname, '../..');

/** How many processes share the tests: one for each core of the machine that they are to pass on within their time. */
const LANES = 2;

// What a file takes in seconds where that is much; any other counts one. Only the balance depends on it.
const HEAVY: Readonly<Record<string, number>> = {
  'test/conformance/pages.test.ts': 162,
  'test/journeys/clerk-day.test.ts': 62,
  'test/journeys/payment.test.ts': 41,
  'test/security/any-form.test.ts': 40,
  'src/systems/simulation/bulk/equal.test.ts': 35,
  'test/journeys/bad-input.test.ts': 30,
  'test/journeys/four-opinions.test.ts': 29,
  'test/journeys/leader.test.ts': 29,
  'test/journeys/new-procedure.test.ts': 26,
  'test/journeys/results-live-on.test.ts': 24,
  'test/journeys/uploads.test.ts': 22,
  'test/journeys/new-born-bundle.test.ts': 22,
  'test/journeys/version-change.test.ts': 19,
  'test/journeys/counter.test.ts': 18,
  'test/journeys/drafts.test.ts': 17,
  'test/security/regexes.test.ts': 17,
  'test/journeys/land-registration.test.ts': 16,
  'test/faults/sample.test.ts': 16,
  'test/journeys/hall.test.ts': 15,
  'test/faults/replication.test.ts': 14,
  'test/journeys/process-editor.test.ts': 13,
  'test/journeys/refusals.test.ts': 13,
  'test/journeys/standard-procedure.test.ts': 13,
  'test/conformance/process-editor.test.ts': 12,
  'test/security/routes.test.ts': 12,
  'test/operations/command-line.test.ts': 12,
  'test/journeys/birth-registration.test.ts': 12,
  'test/faults/processes.test.ts': 12,
  'test/journeys/exemption.test.ts': 12,
  'test/journeys/infected-file.test.ts': 11,
  'test/journeys/without-script.test.ts': 11,
  'test/conformance/ledger-by-hand.test.ts': 10,
  'test/conformance/ledger-time-stamp.test.ts': 9,
  'src/engines/identity/imports/import-officials.test.ts': 9,
  'test/journeys/citizen-card.test.ts': 8,
  'src/systems/procedure-design/pages/mapping/mapping.test.ts': 8,
  'src/systems/one-stop/pages/inbox/inbox.test.ts': 8,
  'test/journeys/mail.test.ts': 7,
  'test/journeys/supplement-files.test.ts': 7,
  'test/operations/install.test.ts': 7,
  'test/operations/simulate.test.ts': 7,
  'src/systems/account/pages.test.ts': 7,
  'src/engines/forms/draw/draw.test.ts': 7,
  'test/api/read.test.ts': 7,
  'src/systems/complaints/complaints.test.ts': 7,
  'src/systems/simulation/simulate.test.ts': 6,
  'src/platform/backup/backup.test.ts': 6,
  'src/platform/jobs/jobs.test.ts': 6,
  'src/systems/administration/background.test.ts': 6,
  'src/engines/cases/moves/batch.test.ts': 6,
};

/** The test files of each lane: every file in one of them, the heaviest first to whoever has the least to do. */
function share(): string[][] {
  const files = globSync(['src/**/*.test.ts', 'test/**/*.test.ts'], { cwd: root }).sort();
  const cost = (file: string) => HEAVY[file] ?? 1;
  const lanes = Array.from({ length: LANES }, () => ({ files: [] as string[], seconds: 0 }));
  for (const file of files.toSorted((a, b) => cost(b) - cost(a))) {
    const least = lanes.reduce((a, b) => (b.seconds < a.seconds ? b : a));
    least.files.push(file);
    least.seconds += cost(file);
  }
  return lanes.map(lane => lane.files);
}

/** Runs the tests of lane `n`, counted from one, in this process. A file that does not load is a test that fails. */
export async function runLane(n: number): Promise<void> {
  const files = share()[n - 1] ?? [];
  if (files.length === 0) throw new Error('no test file was found');
  for (const file of files)
    await import(pathToFileURL(path.join(root, file)).href).catch((error: unknown) =>
      test(`${file} loads`, () => {
        throw error;
      }),
    );
}
