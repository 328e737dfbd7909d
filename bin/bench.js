#!/usr/bin/env node
// Runs every file of bench/, one after the other, against a PostgreSQL of its own that is as durable as in earnest.
//   npm run bench            all
//   npm run bench -- seal    those whose names hold "seal"
//   npm run bench -- --check …   exit code 1 when a promise is not held ("short")
// A file that fails makes the exit code 1 in any case.
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { startEmbedded } from '#platform/embedded';
import { createLog } from '#platform/log';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const check = process.argv.includes('--check');
const asked = process.argv.slice(2).filter(word => word !== '--check');
const all = readdirSync(path.join(root, 'bench'))
  .filter(name => name.endsWith('.ts'))
  .sort();
const files = all.filter(name => asked.length === 0 || asked.some(part => name.includes(part)));
const HELP = `npm run bench -- [--check] [NAME …]

Measures what is promised, against a limit that is measured in the same run: all, or those whose names hold one of the words. Each prints
bench NAME value=… limit=… ratio=… goal=… ok|short. What each promises stands at the head of bench/NAME.ts.

${all.map(name => `  ${name.slice(0, -'.ts'.length)}`).join('\n')}

Ends with 0; 1 when a bench failed, or with --check when a promise was not held; 2 when no bench has such a name.
`;
if (asked.includes('--help')) {
  process.stdout.write(HELP);
  process.exit(0);
}
if (files.length === 0) {
  process.stderr.write(`No bench is called ${asked.join(' ')}.\n\n${HELP}`);
  process.exit(2);
}

// With the options that `npm start` gives to node: what is promised is promised of the program as it runs.
const { scripts } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
const [, given] = / node (.*)bin\/fansipan\.js start$/.exec(scripts.start) ?? [];
if (given === undefined) throw new Error('how npm start starts node is not understood any more');
const options = given.split(' ').filter(Boolean);

const run = (file, env) =>
  new Promise(resolve => {
    const child = spawn(process.execPath, [...options, path.join('bench', file)], {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    child.stdout.on('data', chunk => {
      said += chunk;
      process.stdout.write(chunk);
    });
    child.on('close', code => resolve(code === 0 && !(check && /^bench .* short$/m.test(said))));
  });

const dataDir = mkdtempSync(path.join(tmpdir(), 'fansipan-bench-'));
const server = await startEmbedded({ dataDir, log: createLog('silent') });
let held = true;
try {
  for (const file of files) {
    process.stdout.write(`# ${file}\n`);
    held = (await run(file, { TEST_DATABASE_URL: server.url })) && held;
  }
} finally {
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
process.exitCode = held ? 0 : 1;
