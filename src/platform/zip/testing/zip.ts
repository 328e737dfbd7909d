import { crc32, deflateRawSync } from 'node:zlib';

export type ZipPart = { name: string; data: Buffer; claimedSize?: number; sameDataAs?: number };

/** A ZIP of deflated parts; a part may claim a false size or point to the data of another. */
export function zip(parts: readonly ZipPart[]): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  const offsets: number[] = [];
  let at = 0;
  for (const part of parts) {
    const packed = deflateRawSync(part.data);
    const name = Buffer.from(part.name);
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(8, 8);
    head.writeUInt32LE(crc32(part.data), 14);
    head.writeUInt32LE(packed.length, 18);
    head.writeUInt32LE(part.claimedSize ?? part.data.length, 22);
    head.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    head.copy(entry, 10, 8, 28);
    entry.writeUInt32LE(part.sameDataAs === undefined ? at : (offsets[part.sameDataAs] ?? 0), 42);
    offsets.push(at);
    central.push(entry, name);
    if (part.sameDataAs === undefined) {
      local.push(head, name, packed);
      at += 30 + name.length + packed.length;
    }
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...local, directory, end]);
}
