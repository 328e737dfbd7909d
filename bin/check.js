#!/usr/bin/env node
// Types, lint, boundaries and dead code, side by side. Prints what each found wrong; exit code 1 when anything is.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

const CHECKS = [
  ['types', 'tsc', '--noEmit', '-p', '.'],
  ['lint', 'biome', 'check', '--error-on-warnings', '--diagnostic-level=warn'],
  ['boundaries', 'depcruise', '--config', '.dependency-cruiser.cjs', 'src', 'test', 'bench'],
  ['dead code', 'knip', '--no-progress', '--treat-config-hints-as-errors'],
];

const run = ([name, command, ...args]) =>
  new Promise(resolve => {
    const begun = Date.now();
    const child = spawn(path.join(root, 'node_modules', '.bin', command), args, { cwd: root });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', chunk => {
        said += chunk;
      });
    child.on('error', error => {
      said += error.message;
    });
    child.on('close', code => {
      const seconds = ((Date.now() - begun) / 1000).toFixed(1);
      process.stdout.write(`${code === 0 ? '✔' : '✖'} ${name} (${seconds} s)\n`);
      if (code !== 0) process.stdout.write(`${said.trim()}\n`);
      resolve(code === 0);
    });
  });

const results = await Promise.all(CHECKS.map(run));
process.exitCode = results.every(Boolean) ? 0 : 1;
