import { crc16 } from './crc16.ts';
import type { Transfer } from './payload.ts';

function fieldsOf(text: string): Map<string, string> | undefined {
  const fields = new Map<string, string>();
  for (let at = 0; at < text.length; ) {
    const head = /^(\d\d)(\d\d)/.exec(text.slice(at, at + 4));
    if (!head?.[1]) return undefined;
    const end = at + 4 + Number(head[2]);
    if (end > text.length || fields.has(head[1])) return undefined;
    fields.set(head[1], text.slice(at + 4, end));
    at = end;
  }
  return fields;
}

/** What a VietQR code asks for; undefined when the text is none: a wrong checksum, another scheme, another currency. */
export function readVietQr(text: string): Transfer | undefined {
  const sum = /^(.*6304)([0-9A-F]{4})$/s.exec(text.trim());
  if (!sum?.[1] || crc16(sum[1]) !== sum[2]) return undefined;
  const fields = fieldsOf(text.trim());
  const napas = fieldsOf(fields?.get('38') ?? '');
  const beneficiary = fieldsOf(napas?.get('01') ?? '');
  const [bin, number] = [beneficiary?.get('00'), beneficiary?.get('01')];
  if (napas?.get('00') !== 'A000000727' || fields?.get('53') !== '704' || !bin || !number) return undefined;
  const more = fieldsOf(fields.get('62') ?? '');
  const amount = fields.get('54');
  if (amount !== undefined && !/^\d{1,13}(\.0{1,2})?$/.test(amount)) return undefined;
  return {
    bin,
    number,
    toCard: napas.get('02') === 'QRIBFTTC',
    ...(amount ? { amount: Number(amount) } : {}),
    ...(more?.get('01') ? { bill: more.get('01') } : {}),
    ...(more?.get('08') ? { purpose: more.get('08') } : {}),
  } as Transfer;
}
