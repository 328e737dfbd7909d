import { readFile } from 'node:fs/promises';
import { readHead, type Signed, type VerifyOptions } from '#platform/ledger';
import { Usage } from '../command.ts';

type KnownHead = NonNullable<VerifyOptions['head']>;

/**
 * A head known from elsewhere, as `--head` states it: `SIZE:ROOT`, or a file whose last line is a signed head (a copy of
 * the file of heads, or what a receipt carries). Throws `Usage`.
 */
export async function readKnownHead(text: string): Promise<KnownHead> {
  const plain = /^(\d+):([0-9a-f]{64})$/i.exec(text);
  if (plain) return { size: Number(plain[1]), root: String(plain[2]).toLowerCase() };
  const lines = (await readFile(text, 'utf8').catch(() => '')).trim().split('\n');
  try {
    const line: Signed = JSON.parse(lines.at(-1) ?? '');
    const head = readHead(line);
    if (head) return { ...line, head };
  } catch {
    // Said below.
  }
  throw new Usage('cli.ledger-verify.head', { head: text });
}
