import { randomFillSync } from 'node:crypto';

const bytes = Buffer.alloc(16);
// Drawn for 256 ids at once: a call for each costs more than all the rest of it.
const random = new Uint8Array(256 * 16);
let drawn = random.length;
let last = 0;
let sequence = 0;

/**
 * A UUIDv7 (RFC 9562, section 5.7): 48 bits of milliseconds, 12 bits counting within the millisecond (method 1), 62
 * random bits. Ids made by one process sort in the order in which they were made.
 */
export function newId(now: number = Date.now()): string {
  if (drawn === random.length) {
    randomFillSync(random);
    drawn = 0;
  }
  for (let i = 0; i < 16; i++) bytes[i] = random[drawn + i]!;
  drawn += 16;
  if (now > last) {
    last = now;
    sequence = ((bytes[6]! << 8) | bytes[7]!) & 0x7ff;
  } else if (++sequence > 0xfff) {
    last += 1;
    sequence = 0;
  }
  const ms = last;
  bytes[0] = ms / 2 ** 40;
  bytes[1] = ms / 2 ** 32;
  bytes[2] = ms / 2 ** 24;
  bytes[3] = ms / 2 ** 16;
  bytes[4] = ms / 2 ** 8;
  bytes[5] = ms;
  bytes[6] = 0x70 | (sequence >> 8);
  bytes[7] = sequence & 0xff;
  bytes[8] = 0x80 | (bytes[8]! & 0x3f);
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
