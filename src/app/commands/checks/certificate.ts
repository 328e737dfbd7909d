import { connect, type PeerCertificate } from 'node:tls';
import { formatDate } from '#platform/clock';
import type { Config } from '#platform/config';
import type { Io } from '../io.ts';
import { type Finding, findingsOf } from './finding.ts';

const DAY_MS = 86_400_000;
const WARN_DAYS = 21;
const TIMEOUT_MS = 5_000;

type Shown = { certificate: PeerCertificate; trusted: boolean };

function certificateOf(host: string, port: number): Promise<Shown> {
  return new Promise((resolve, reject) => {
    // Looked at, not relied on: an invalid one is what we want to tell about.
    const socket = connect(
      { host, port, servername: host, rejectUnauthorized: false, timeout: TIMEOUT_MS },
      () => {
        resolve({ certificate: socket.getPeerCertificate(), trusted: socket.authorized });
        socket.end();
      },
    );
    socket.on('timeout', () => socket.destroy(new Error('ETIMEDOUT')));
    socket.on('error', reject);
  });
}

/** The certificate that people's browsers are shown at BASE_URL. */
export async function checkCertificate(io: Io, config: Config): Promise<Finding> {
  const { ok, warn, bad } = findingsOf(io, 'certificate');
  if (!config.BASE_URL?.startsWith('https://')) return ok('none');
  const url = new URL(config.BASE_URL);
  const host = url.hostname;
  try {
    const { certificate, trusted } = await certificateOf(host, Number(url.port || 443));
    const ends = new Date(certificate.valid_to);
    const days = Math.floor((ends.getTime() - Date.now()) / DAY_MS);
    const params = { host, days, date: formatDate(ends) };
    if (days < 0) return bad('expired', 'mend', params);
    if (!trusted) return bad('untrusted', 'mend', params);
    return days < WARN_DAYS ? warn('soon', 'mend', params) : ok('ok', params);
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? (error as Error).message;
    return warn('unreachable', 'mend-unreachable', { host, why });
  }
}
