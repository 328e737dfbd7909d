import { createHmac, timingSafeEqual } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { TokenPinOpen, TokenPinRefused } from '../../errors.ts';

/** A token's PIN, and whether the token has refused it before. */
export type Pin = {
  /** The PIN as it is set now. Throws TokenPinOpen, TokenPinRefused (also where none is set). */
  read(serial: string): string;
  /** Notes that the token of this serial number said no to it. */
  refuse(serial: string, pin: string): void;
  /** The token took it. */
  accept(): void;
};

export type PinSettings = {
  pin: string | null;
  /** A file with the PIN, of mode 0600 or less; it is read at each log-in, so it can be changed while the program runs. */
  file: string | null;
  /** Where a refusal is noted for all processes of this installation. */
  note: string;
  /** A key of 32 bytes: a PIN is short, and a plain hash of it would give it away. */
  key: Buffer;
};

/**
 * A token locks itself after a few wrong PINs (often three), and then nobody signs until its officer comes. So a PIN that was refused is
 * not shown to the token again, by no process and after no start, until another one is set.
 */
export function pinOf({ pin, file, note, key }: PinSettings): Pin {
  const markOf = (serial: string, text: string) =>
    createHmac('sha256', key).update(`${serial}\0${text}`).digest();
  const current = (): string => {
    if (pin !== null) return pin;
    if (file === null) throw TokenPinRefused();
    const found = statSync(file, { throwIfNoEntry: false });
    if (!found) throw TokenPinRefused();
    if ((found.mode & 0o077) !== 0) throw TokenPinOpen({ file });
    return readFileSync(file, 'utf8').trim();
  };
  const noted = (): Buffer => {
    try {
      return Buffer.from(readFileSync(note, 'utf8').trim(), 'hex');
    } catch {
      return Buffer.alloc(0);
    }
  };
  return {
    read: serial => {
      const text = current();
      const [mark, before] = [markOf(serial, text), noted()];
      if (before.length === mark.length && timingSafeEqual(before, mark)) throw TokenPinRefused();
      return text;
    },
    refuse: (serial, text) => {
      mkdirSync(path.dirname(note), { recursive: true, mode: 0o700 });
      writeFileSync(note, `${markOf(serial, text).toString('hex')}\n`, { mode: 0o600, flush: true });
    },
    accept: () => rmSync(note, { force: true }),
  };
}
