#!/usr/bin/env node
// Runs the command line on Node 24: this one, or the one that npm installed beside the packages. Plain JavaScript, so
// that whatever Node the machine has can begin.
import { spawn } from 'node:child_process';
import module from 'node:module';
import { constants } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const cli = path.join(root, 'src', 'app', 'cli.ts');

function installedNode() {
  try {
    const manifest = import.meta.resolve(`node-${process.platform}-${process.arch}/package.json`);
    return path.join(path.dirname(fileURLToPath(manifest)), 'bin', 'node');
  } catch {
    return undefined;
  }
}

// A third of the time of a start goes into reading the sources: what was read is kept, where it can be.
const cache = path.join(root, 'node_modules', '.cache', 'compile');

if (Number(process.versions.node.split('.')[0]) >= 24) {
  module.enableCompileCache?.(cache);
  await import(cli);
} else {
  const node = installedNode();
  if (!node) {
    process.stderr.write(
      'Cần Node.js 24. Chạy "npm ci" trong thư mục của chương trình (không dùng --omit=optional).\n' +
        'Node.js 24 is needed. Run "npm ci" in the folder of the program (without --omit=optional).\n',
    );
    process.exit(2);
  }
  // The young heap may grow to 128 MB by itself and stays there: a first start left 90 MB more behind (measured). The C library keeps what
  // each of eight threads once took (60 MB): two shares are enough (20 MB).
  const child = spawn(node, ['--max-semi-space-size=16', cli, ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { NODE_COMPILE_CACHE: cache, MALLOC_ARENA_MAX: '2', ...process.env },
  });
  // Ctrl-C reaches the child by itself; what is sent to this process alone is passed on.
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  process.on('SIGINT', () => undefined);
  child.on('error', error => {
    process.stderr.write(`${error.message}\n`);
    process.exit(2);
  });
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
}
