import { TransferDamaged, TransferUnreadable } from '../errors.ts';
import { fileDigest, saidDigest, type TransferFile, transferFile } from './format.ts';

/**
 * Reads a file of procedures and checks that nothing of it was changed on the way.
 *
 * | refusal | when |
 * | --- | --- |
 * | TRANSFER_UNREADABLE | it is no JSON, or not of this format; details: where |
 * | TRANSFER_DAMAGED | a digest does not fit: of which procedure and version, or of the whole |
 */
export function readTransfer(text: string): TransferFile {
  const value = parse(text);
  if (!transferFile.Check(value)) {
    const problems = transferFile.Errors(value).slice(0, 20);
    throw TransferUnreadable(
      {},
      problems.map(e => `${e.instancePath || '/'}: ${e.message}`),
    );
  }
  try {
    checkDigests(value);
  } catch (error) {
    // Nested so deep that it cannot be read through.
    if (error instanceof RangeError) throw TransferUnreadable({}, [error.message]);
    throw error;
  }
  return value;
}

function checkDigests(file: TransferFile): void {
  const codes = new Set<string>();
  for (const { code, versions } of file.procedures) {
    if (codes.has(code)) throw TransferUnreadable({}, [`${code} × 2`]);
    codes.add(code);
    for (const v of versions)
      if (saidDigest(v) !== v.sha256) throw TransferDamaged({ what: `${code}, ${v.number}` });
  }
  if (fileDigest(file) !== file.sha256) throw TransferDamaged({ what: file.from });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw TransferUnreadable({}, [(error as Error).message.slice(0, 160)]);
  }
}
