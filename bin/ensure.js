#!/usr/bin/env node
// Installs what is missing, and says so. Plain JavaScript that Node 20 runs, because before this nothing is there.
//   node bin/ensure.js            the packages
//   node bin/ensure.js --pkcs11   and the binding to signing devices, compiled here
//   node bin/ensure.js --judges   and the programs that the tests use as judges (from Debian)
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const judges = process.argv.includes('--judges');
const english = /^en/i.test(process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || '');
const say = (vi, en) => process.stderr.write(`${english ? en : vi}\n`);

function readJson(file) {
  try {
    return JSON.parse(readFileSync(path.join(root, file), 'utf8'));
  } catch {
    return undefined;
  }
}

/** True when every package of the lock file is installed in its version; optional ones may be for another machine. */
function installed() {
  const wanted = readJson('package-lock.json')?.packages ?? {};
  const found = readJson('node_modules/.package-lock.json')?.packages;
  if (!found) return false;
  return Object.entries(wanted).every(([where, { version, optional, dev, devOptional }]) => {
    if (where === '') return true;
    const there = found[where];
    if (there) return there.version === version && existsSync(path.join(root, where));
    return optional || ((dev || devOptional) && !judges);
  });
}

/** Runs a command; shows its output only when it fails. Shows that it is at work every ten seconds. */
function quietly(command, args, options = {}) {
  return new Promise(resolve => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], ...options });
    const begun = Date.now();
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', chunk => {
        said += chunk;
      });
    const beat = setInterval(() => {
      const seconds = Math.round((Date.now() - begun) / 1000);
      say(`  … vẫn đang làm (${seconds} giây)`, `  … still at work (${seconds} s)`);
    }, 10_000);
    const end = code => {
      clearInterval(beat);
      if (code !== 0) process.stderr.write(said.slice(-4000));
      resolve(code === 0);
    };
    child.on('error', error => {
      said += error.message;
      end(1);
    });
    child.on('close', end);
  });
}

async function ensurePackages() {
  if (installed()) return;
  say(
    'Đang cài các gói cần thiết (npm ci), chừng một phút …',
    'Installing packages (npm ci), about a minute …',
  );
  const flags = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  // Under npm its own files and Node are known; the Node of node_modules must not run what replaces node_modules.
  const { npm_execpath: npm, npm_node_execpath: node } = process.env;
  const done = npm && node ? await quietly(node, [npm, ...flags]) : await quietly('npm', flags);
  if (!done) {
    say(
      'Không cài được các gói. Kiểm tra kết nối mạng rồi chạy lại "npm ci".',
      'The packages could not be installed. Check the network, then run "npm ci" again.',
    );
    process.exit(1);
  }
  say('Đã cài xong các gói.', 'Packages installed.');
}

const onPath = name =>
  (process.env.PATH ?? '')
    .split(path.delimiter)
    .some(folder => folder && existsSync(path.join(folder, name)));

/** Debian package → what shows that it is there. */
const JUDGES = {
  chromium: () => onPath('chromium'),
  // Its engine alone takes half the processor time.
  'chromium-headless-shell': () => onPath('chromium-headless-shell'),
  'poppler-utils': () => onPath('pdfsig') && onPath('pdftotext'),
  'libnss3-tools': () => onPath('certutil'),
  python3: () => onPath('python3'),
  xmlsec1: () => onPath('xmlsec1'),
  openssl: () => onPath('openssl'),
  qpdf: () => onPath('qpdf'),
  systemd: () => onPath('systemd-analyze'),
  'clamav-daemon': () => existsSync('/usr/sbin/clamd'),
  softhsm2: () => onPath('softhsm2-util'),
  'g++': () => onPath('g++'),
  make: () => onPath('make'),
  'fonts-noto-core': () => existsSync('/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf'),
};

async function ensureJudges() {
  const missing = Object.keys(JUDGES).filter(name => !JUDGES[name]());
  if (missing.length === 0) return;
  const list = missing.join(' ');
  if (process.getuid?.() !== 0 || !onPath('apt-get')) {
    say(
      `Kiểm thử còn cần: ${list}\nHãy cài rồi chạy lại, ví dụ trên Debian:\n  sudo apt-get install --no-install-recommends ${list}`,
      `The tests still need: ${list}\nInstall them and run again, on Debian for example:\n  sudo apt-get install --no-install-recommends ${list}`,
    );
    process.exit(1);
  }
  say(`Đang cài công cụ kiểm thử: ${list} …`, `Installing the tests' judges: ${list} …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const install = ['install', '-y', '-qq', '--no-install-recommends', ...missing];
  const done =
    (await quietly('apt-get', ['update', '-qq'], { env })) && (await quietly('apt-get', install, { env }));
  if (!done) {
    say(`Không cài được: ${list}`, `Could not be installed: ${list}`);
    process.exit(1);
  }
  say('Đã cài xong công cụ kiểm thử.', 'Judges installed.');
}

/**
 * The binding to PKCS#11 drivers is not compiled by `npm ci`: few machines have a signing device, and not all have a compiler. The
 * headers are those of the Node that came with the packages, so that nothing more is fetched.
 */
async function ensurePkcs11() {
  const folder = path.join(root, 'node_modules/pkcs11js');
  if (existsSync(path.join(folder, 'build/Release/pkcs11.node'))) return;
  const node = path.join(root, `node_modules/node-${process.platform}-${process.arch}`);
  say('Đang biên dịch phần kết nối thiết bị ký số …', 'Compiling the binding to signing devices …');
  const env = {
    ...process.env,
    npm_config_ignore_scripts: 'false',
    ...(existsSync(path.join(node, 'include/node/node_api.h')) ? { npm_config_nodedir: node } : {}),
  };
  const done =
    existsSync(folder) && (await quietly('npm', ['rebuild', 'pkcs11js', '--loglevel=error'], { env }));
  if (done) return;
  say(
    'Không biên dịch được pkcs11js. Hãy cài g++, make, python3 rồi chạy lại "npm ci" và "npm run pkcs11".',
    'pkcs11js could not be compiled. Install g++, make and python3, then run "npm ci" and "npm run pkcs11" again.',
  );
  process.exit(1);
}

await ensurePackages();
if (judges) await ensureJudges();
if (judges || process.argv.includes('--pkcs11')) await ensurePkcs11();
