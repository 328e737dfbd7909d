import { type Dict, isDict, nameOf, type PdfFile, PdfString, Ref, readText, type Value } from '#platform/pdf';

/** A signature as it lies in the file: what it says it covers, checked against where it is. */
export type FoundSignature = {
  field: string;
  ref: Ref;
  dict: Dict;
  /** Bytes covered: from 0 to `open`, and from `close` to `end`. */
  open: number;
  close: number;
  end: number;
  cms: Buffer;
};

export type Fields = {
  signatures: FoundSignature[];
  /** Names of signature fields without a signature. */
  unsigned: string[];
  /** Fields whose signature dictionary is not what a signature must be, whoever made it so. */
  malformed: string[];
};

const MAX_FIELDS = 1_000;

/** All terminal signature fields of the form, with their full names. */
function* signatureFields(file: PdfFile): Generator<{ name: string; dict: Dict }> {
  let count = 0;
  const walk = function* (
    values: readonly Value[],
    above: string,
    type: string | undefined,
    depth: number,
  ): Generator<{ name: string; dict: Dict }> {
    for (const value of values) {
      const dict = file.resolve(value);
      if (!isDict(dict) || depth > 8 || ++count > MAX_FIELDS) continue;
      const own = readText(file.resolve(dict.get('T')));
      const name = own === undefined ? above : above ? `${above}.${own}` : own;
      const kind = nameOf(file.resolve(dict.get('FT'))) ?? type;
      const kids = file.list(dict.get('Kids')).filter(k => file.dict(k)?.has('T'));
      if (kids.length) yield* walk(kids, name, kind, depth + 1);
      else if (kind === 'Sig') yield { name, dict };
    }
  };
  yield* walk(file.list(file.dict(file.root.get('AcroForm'))?.get('Fields')), '', undefined, 0);
}

/** The DER in the signature's hole: one value, and nothing but zeros after it. */
function cmsOf(contents: PdfString): Buffer | undefined {
  const b = Buffer.from(contents.bytes);
  if (b[0] !== 0x30 || b.length < 8) return undefined;
  const first = b[1] ?? 0;
  const lengthBytes = first & 0x80 ? first & 0x7f : 0;
  if (lengthBytes > 4) return undefined;
  const length = lengthBytes ? b.readUIntBE(2, lengthBytes) : first;
  const end = 2 + lengthBytes + length;
  if (end > b.length || b.subarray(end).some(byte => byte !== 0)) return undefined;
  return b.subarray(0, end);
}

/**
 * Checks that the signature's byte range is the whole revision save its own `Contents`, in place: begins at 0, two parts,
 * the hole exactly the hex string of this very dictionary and nothing else. All known ways of moving, widening or
 * doubling the range (universal forgery, signature wrapping; Mladenov et al., CCS 2019) fail here.
 */
function inPlace(file: PdfFile, field: string, ref: Ref, dict: Dict): FoundSignature | undefined {
  const entry = file.entry(ref.num);
  // Positions mean something only for an object that lies in the file itself, with both values in it directly.
  if (!entry || !('at' in entry)) return undefined;
  const range = dict.get('ByteRange');
  const contents = dict.get('Contents');
  if (!Array.isArray(range) || range.length !== 4 || !(contents instanceof PdfString) || !contents.hex)
    return undefined;
  if (!range.every((v): v is number => Number.isSafeInteger(v) && (v as number) >= 0)) return undefined;
  const [from, open, close, length] = range as [number, number, number, number];
  if (from !== 0 || open !== contents.start || close !== contents.end || entry.at >= open) return undefined;
  if (close + length > file.bytes.length || length === 0) return undefined;
  // Nothing hides between the digits or in their case: the hole says the signature and no more.
  const digits = Buffer.from(file.bytes.subarray(open + 1, close - 1)).toString('latin1');
  if (!/^(?:[0-9a-f]{2})+$|^(?:[0-9A-F]{2})+$/.test(digits)) return undefined;
  const cms = cmsOf(contents);
  return cms && { field, ref, dict, open, close, end: close + length, cms };
}

/** Finds the signatures of a file, the earliest first. */
export function findSignatures(file: PdfFile): Fields {
  const found: Fields = { signatures: [], unsigned: [], malformed: [] };
  for (const { name, dict } of signatureFields(file)) {
    const ref = dict.get('V');
    if (ref === undefined || ref === null) {
      found.unsigned.push(name);
      continue;
    }
    const value = file.dict(ref);
    const signature = ref instanceof Ref && value ? inPlace(file, name, ref, value) : undefined;
    if (signature) found.signatures.push(signature);
    else found.malformed.push(name);
  }
  found.signatures.sort((a, b) => a.end - b.end);
  return found;
}
