import { X509Certificate } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Log } from '#platform/log';

const PEM = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** The certificates in a file: DER, or any number as PEM. Throws when it holds none. */
export async function readCertificates(file: string): Promise<X509Certificate[]> {
  const bytes = await readFile(file);
  return (bytes.toString('latin1').match(PEM) ?? [bytes]).map(one => new X509Certificate(one));
}

/**
 * The authorities whose certificates are believed: PEM or DER files in `folder` (the national roots, a time-stamp
 * service), put there by whoever runs the installation. A file that holds none is passed over and logged.
 */
export async function readAnchors(folder: string, log: Log): Promise<X509Certificate[]> {
  const names = await readdir(folder).catch(() => [] as string[]);
  const anchors: X509Certificate[] = [];
  for (const name of names.filter(n => /\.(pem|crt|cer|der)$/i.test(n)).sort()) {
    try {
      anchors.push(...(await readCertificates(path.join(folder, name))));
    } catch {
      log.warn({ file: name }, 'no certificate in a file of trust anchors');
    }
  }
  return anchors;
}
