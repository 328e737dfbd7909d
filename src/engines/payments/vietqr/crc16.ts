/**
 * CRC16/CCITT-FALSE over the bytes of an ASCII text (polynomial 0x1021, start 0xFFFF, nothing reflected), as four capital
 * hexadecimal digits: EMVCo QR Code Specification for Payment Systems, Merchant-Presented Mode, section 4.7.3.
 */
export function crc16(text: string): string {
  let crc = 0xffff;
  for (const byte of Buffer.from(text, 'latin1')) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit++)
      crc = crc & 0x8000 ? ((crc << 1) ^ 0x1021) & 0xffff : (crc << 1) & 0xffff;
  }
  return crc.toString(16).toUpperCase().padStart(4, '0');
}
