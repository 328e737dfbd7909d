import { inflateSync } from 'node:zlib';
import { broken, type Dict, isDict, nameOf, type Stream, type Value } from './values.ts';

/** What a stream of the file's own structure may unpack to: no honest table of objects is larger. */
const MAX_BYTES = 64 * 1024 * 1024;

const numberOf = (dict: Dict | undefined, key: string, fallback: number): number => {
  const v = dict?.get(key);
  return typeof v === 'number' ? v : fallback;
};

/** Undoes PNG predictors (ISO 32000-1, 7.4.4.4): each row begins with the number of its own. */
function unpredict(data: Uint8Array, columns: number): Uint8Array {
  const rows = Math.floor(data.length / (columns + 1));
  const out = new Uint8Array(rows * columns);
  for (let r = 0; r < rows; r++) {
    const kind = data[r * (columns + 1)];
    for (let c = 0; c < columns; c++) {
      const raw = data[r * (columns + 1) + 1 + c] ?? 0;
      const left = c > 0 ? (out[r * columns + c - 1] ?? 0) : 0;
      const up = r > 0 ? (out[(r - 1) * columns + c] ?? 0) : 0;
      const corner = r > 0 && c > 0 ? (out[(r - 1) * columns + c - 1] ?? 0) : 0;
      if (kind === 0) out[r * columns + c] = raw;
      else if (kind === 1) out[r * columns + c] = raw + left;
      else if (kind === 2) out[r * columns + c] = raw + up;
      else if (kind === 3) out[r * columns + c] = raw + ((left + up) >> 1);
      else if (kind === 4) out[r * columns + c] = raw + paeth(left, up, corner);
      else throw broken(`predictor ${kind}`);
    }
  }
  return out;
}

function paeth(left: number, up: number, corner: number): number {
  const p = left + up - corner;
  const [a, b, c] = [Math.abs(p - left), Math.abs(p - up), Math.abs(p - corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

/** The data of a stream that a program reads (cross-references, objects, validation data): plain or Flate, the only filters seen in them. */
export function unpack(stream: Stream, resolve: (v: Value | undefined) => Value): Uint8Array {
  const one = (v: Value): Value => {
    if (!Array.isArray(v)) return v;
    if (v.length > 1) throw broken('several filters on a structure stream');
    return resolve(v[0]);
  };
  const filter = one(resolve(stream.dict.get('Filter')));
  if (filter === null) return stream.raw;
  if (nameOf(filter) !== 'FlateDecode') throw broken(`filter ${nameOf(filter)} on a structure stream`);
  const parms = one(resolve(stream.dict.get('DecodeParms')));
  let data: Uint8Array;
  try {
    data = inflateSync(stream.raw, { maxOutputLength: MAX_BYTES });
  } catch {
    throw broken('a structure stream that cannot be unpacked');
  }
  const dict = isDict(parms) ? parms : undefined;
  const predictor = numberOf(dict, 'Predictor', 1);
  if (predictor === 1) return data;
  const columns = numberOf(dict, 'Columns', 1);
  const plain = numberOf(dict, 'Colors', 1) === 1 && numberOf(dict, 'BitsPerComponent', 8) === 8;
  if (predictor < 10 || !plain || columns < 1 || columns > 1_024) throw broken(`predictor ${predictor}`);
  return unpredict(data, columns);
}
