import { crc16 } from './crc16.ts';

/** A transfer as a VietQR code asks for it. */
export type Transfer = {
  /** The bank's six digits at NAPAS. */
  bin: string;
  /** Account number, or card number where `toCard`. */
  number: string;
  toCard?: boolean;
  /** Whole đồng; not given: whoever pays types it. */
  amount?: number;
  /** Number of the bill. */
  bill?: string;
  /** ASCII, at most 25 characters. */
  purpose?: string;
};

/** NAPAS' number at EMVCo: what stands in field 38 is theirs. */
const NAPAS = 'A000000727';

const field = (id: string, value: string): string => {
  if (value.length > 99 || !/^[\x20-\x7e]*$/.test(value))
    throw new RangeError(`VietQR field ${id}: up to 99 ASCII characters, found "${value}"`);
  return `${id}${String(value.length).padStart(2, '0')}${value}`;
};
const optional = (id: string, value: string | undefined): string => (value ? field(id, value) : '');

/**
 * The text of a VietQR code (EMVCo merchant-presented QR, with NAPAS' field 38): dynamic (12) where it names an amount, else
 * static (11). Throws a RangeError for what does not fit.
 */
export function vietQr({ bin, number, toCard, amount, bill, purpose }: Transfer): string {
  if (!/^\d{6}$/.test(bin) || !/^[0-9A-Z]{1,19}$/.test(number))
    throw new RangeError('VietQR: bank or account is none');
  if (amount !== undefined && (!Number.isSafeInteger(amount) || amount <= 0 || amount > 9_999_999_999_999))
    throw new RangeError(`VietQR: ${amount} is no amount`);
  if (purpose && purpose.length > 25) throw new RangeError('VietQR: a purpose has at most 25 characters');
  const more = optional('01', bill) + optional('08', purpose);
  const text = [
    field('00', '01'),
    field('01', amount === undefined ? '11' : '12'),
    field(
      '38',
      field('00', NAPAS) +
        field('01', field('00', bin) + field('01', number)) +
        field('02', toCard ? 'QRIBFTTC' : 'QRIBFTTA'),
    ),
    // 704: đồng (ISO 4217).
    field('53', '704'),
    optional('54', amount === undefined ? undefined : String(amount)),
    field('58', 'VN'),
    optional('62', more),
    '6304',
  ].join('');
  return text + crc16(text);
}
