import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';

export { serviceAt } from '../sign/time-stamp.ts';

const CONFIG = `
[tsa]
default_tsa = tsa1
[tsa1]
serial = SERIAL
crypto_device = builtin
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_chain = no
ess_cert_id_alg = sha256
[root]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign
[leaf]
basicConstraints = critical, CA:false
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
[req]
distinguished_name = dn
[dn]
`;

/** A time-stamp service (RFC 3161 over HTTP) that OpenSSL answers for, under a root of its own. */
export async function startTsa(
  parent: string,
): Promise<{ url: string; rootPem: string; stop(): Promise<void> }> {
  const folder = path.join(parent, 'tsa');
  mkdirSync(folder, { recursive: true });
  const at = (name: string) => path.join(folder, name);
  const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: 'pipe' });
  writeFileSync(at('tsa.cnf'), CONFIG.replace('SERIAL', at('serial')));
  writeFileSync(at('serial'), '01\n');
  const key = (name: string) =>
    openssl('ecparam', '-genkey', '-name', 'prime256v1', '-noout', '-out', at(name));
  key('root.key');
  key('leaf.key');
  const config = ['-config', at('tsa.cnf')];
  openssl(
    'req',
    '-x509',
    '-new',
    '-key',
    at('root.key'),
    '-subj',
    '/CN=Test TSA root',
    '-days',
    '30',
    '-extensions',
    'root',
    ...config,
    '-out',
    at('root.pem'),
  );
  openssl('req', '-new', '-key', at('leaf.key'), '-subj', '/CN=Test TSA', ...config, '-out', at('leaf.csr'));
  openssl(
    'x509',
    '-req',
    '-in',
    at('leaf.csr'),
    '-CA',
    at('root.pem'),
    '-CAkey',
    at('root.key'),
    '-CAcreateserial',
    '-days',
    '30',
    '-extfile',
    at('tsa.cnf'),
    '-extensions',
    'leaf',
    '-out',
    at('leaf.pem'),
  );
  const server = http.createServer(async (request, response) => {
    writeFileSync(at('query'), await buffer(request));
    const files = [
      '-queryfile',
      at('query'),
      '-signer',
      at('leaf.pem'),
      '-inkey',
      at('leaf.key'),
      '-out',
      at('reply'),
    ];
    await promisify(execFile)('openssl', ['ts', '-reply', ...config, ...files]);
    response.setHeader('content-type', 'application/timestamp-reply').end(readFileSync(at('reply')));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    rootPem: readFileSync(at('root.pem'), 'utf8'),
    stop: () => new Promise(resolve => server.close(() => resolve())),
  };
}
