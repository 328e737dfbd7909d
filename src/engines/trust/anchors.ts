import { X509Certificate } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Log } from '#platform/log';

/**
 * The authorities whose certificates are believed: PEM or DER files in `folder` (the national roots, a time-stamp
 * service), put there by whoever runs the installation. A file that holds none is passed over and logged.
 */
export async function readAnchors(folder: string, log: Log): Promise<X509Certificate[]> {
  const names = await readdir(folder).catch(() => [] as string[]);
  const anchors: X509Certificate[] = [];
  for (const name of names.filter(n => /\.(pem|crt|cer|der)$/i.test(n)).sort()) {
    try {
      anchors.push(new X509Certificate(await readFile(path.join(folder, name))));
    } catch {
      log.warn({ file: name }, 'no certificate in a file of trust anchors');
    }
  }
  return anchors;
}
