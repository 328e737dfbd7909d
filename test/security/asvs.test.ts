import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { access, glob, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { call } from '#platform/outgoing';
import { ROOT } from '#test/docs';
import { startProgram, type TestProgram } from '#test/program';
import { asvsControls } from './support/asvs-controls.ts';
import { Client } from './support/client.ts';

const idsOf = (cell: string): string[] =>
  cell.split(', ').flatMap(part => {
    const [from = '', to] = part.split('–');
    if (!to) return [from];
    const [stem, first, last] = [from.replace(/\d+$/, ''), from.match(/\d+$/)?.[0], to.match(/\d+$/)?.[0]];
    assert.equal(stem, to.replace(/\d+$/, ''), part);
    return Array.from({ length: Number(last) - Number(first) + 1 }, (_, i) => `${stem}${Number(first) + i}`);
  });

describe('security: OWASP ASVS', () => {
  describe('docs/asvs.md', () => {
    test('has each control of levels 1 and 2 once, and names tests that are there', async () => {
      const page = await readFile('docs/asvs.md', 'utf8');
      const rows = page.split('\n').filter(line => /^\| \d/.test(line));
      const told = rows.flatMap(row => idsOf(row.split(' | ')[0]?.slice(2) ?? ''));
      assert.equal(asvsControls.length, 253);
      assert.deepEqual(told.toSorted(), asvsControls.toSorted());
      const files = [...page.matchAll(/`((?:src|test)\/[^`]+\.ts)`/g)].map(([, file = '']) => file);
      assert.ok(files.length > 150);
      for (const file of new Set(files)) await access(file);
    });
  });

  describe('a server', () => {
    let program: TestProgram;
    let visitor: Client;
    before(async () => {
      program = await startProgram();
      visitor = new Client(program.url);
    });
    after(() => program?.stop());

    test('lets no other site read its answers, and says what each is', async () => {
      for (const page of ['/', '/tra-cuu', '/api/openapi.json', '/khong-co', '/livez']) {
        const { headers } = await visitor.get(page, { origin: 'https://evil.example' });
        assert.equal(headers.get('access-control-allow-origin'), null, page);
        assert.match(headers.get('content-type') ?? '', /; ?charset=utf-8$/, page);
      }
    });

    test('serves nothing that is not meant to be served, and no method that nobody needs', async () => {
      for (const page of [
        '/.git/config',
        '/package.json',
        '/src/app/main.ts',
        '/assets/',
        '/..%2fpackage.json',
      ])
        assert.equal((await visitor.get(page)).status, 404, page);
      const answer = await raw(
        program.url,
        'TRACE / HTTP/1.1\r\nHost: a\r\nX-Probe: seen\r\nConnection: close\r\n\r\n',
      );
      assert.match(answer, /^HTTP\/1\.1 (404|405|501) /);
      assert.doesNotMatch(answer, /x-probe/i);
    });

    test('takes no message whose end can be told in two ways', async () => {
      const both = await raw(
        program.url,
        'POST /tra-cuu HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /metrics HTTP/1.1\r\nHost: a\r\n\r\n',
      );
      assert.match(both, /^HTTP\/1\.1 400 /);
      assert.equal(both.match(/^HTTP\/1\.1 /gm)?.length, 1);
    });

    test('asks for passwords in masked fields that a password manager knows', async () => {
      const { text } = await visitor.get('/can-bo/dang-nhap');
      const [field = ''] = /<input[^>]*type="password"[^>]*>/.exec(text) ?? [];
      assert.match(field, /autocomplete="current-password"/);
      assert.doesNotMatch(text, /onpaste/);
    });

    test('takes what proves a person from a body only, never from an address', async () => {
      const { text } = await visitor.get('/tra-cuu?ma=000.00.25.H38-261128-0001&so=1234&dien-thoai=1234');
      assert.match(text, /<form method="post" action="\/tra-cuu"/);
      assert.doesNotMatch(text, /value="1234"/);
    });
  });

  test('what must not be guessed comes from the machine’s generator', async () => {
    const weak: string[] = [];
    for await (const file of glob('src/**/*.{ts,js}', { cwd: ROOT }))
      if (
        !file.endsWith('.test.ts') &&
        (await readFile(path.join(ROOT, file), 'utf8')).includes('Math.random(')
      )
        weak.push(file);
    assert.deepEqual(weak, []);
  });

  test('no text is run: neither as script, nor by a shell', async () => {
    const runs: string[] = [];
    for await (const file of glob('src/**/*.{ts,js}', { cwd: ROOT })) {
      const source = file.endsWith('.test.ts') ? '' : await readFile(path.join(ROOT, file), 'utf8');
      if (/\beval\(|new Function\(|\bexecSync\(|\{ ?exec ?[,}]|shell: ?true/.test(source)) runs.push(file);
    }
    assert.deepEqual(runs, []);
  });

  test('calls go to nobody whose certificate is not known', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'fansipan-asvs-'));
    const [keyFile, certFile] = [path.join(folder, 'key.pem'), path.join(folder, 'cert.pem')];
    execFileSync('openssl', [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'],
      ...[
        '-subj',
        '/CN=localhost',
        '-addext',
        'subjectAltName=DNS:localhost',
        '-keyout',
        keyFile,
        '-out',
        certFile,
      ],
    ]);
    const [key, cert] = [readFileSync(keyFile), readFileSync(certFile)];
    await rm(folder, { recursive: true });
    const server: Server = createServer({ key, cert }, (_request, answer) => answer.end('{}'));
    await new Promise<void>(ready => server.listen(0, '127.0.0.1', ready));
    const { port } = server.address() as AddressInfo;
    try {
      await assert.rejects(call(`https://localhost:${port}/`, { headers: {}, mostBytes: 100 }), error => {
        assert.match(
          String((error as { cause?: { code?: string } }).cause?.code),
          /SELF_SIGNED|UNABLE_TO_VERIFY/,
        );
        return true;
      });
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
});

/** What a server answers to these bytes, until it closes. */
function raw(url: string, bytes: string): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    socket.setEncoding('utf8').setTimeout(5_000, () => socket.destroy());
    socket.on('data', chunk => {
      answer += chunk;
    });
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });
}
