import { COUNTER } from '../counter/frame.ts';

/** Where a clerk prepares to receive without a network. */
export const PREPARE = `${COUNTER.replace('/tiep-nhan', '')}/khong-mang`;
/** The page that works without a network: the browser keeps it, and its worker answers for it alone. */
export const AWAY = `${PREPARE}/quay`;
export const WORKER = `${PREPARE}/tho.js`;
export const packPath = (id: string): string => `${PREPARE}/goi/${id}`;

/** Before the fields of who applies: the form of a procedure may have fields of the same names. */
export const PERSON = 'nguoi.';
/** What a device sends beside what was typed. */
export const SENT = {
  pack: '_goi',
  version: '_bieu-mau',
  provisional: '_so-tam',
  stored: '_luc-mang',
  taken: '_luc-nhan',
  sent: '_luc-gui',
} as const;
