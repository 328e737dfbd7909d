import { ethnicGroup } from '../ethnic-groups.ts';
import { isDay, isPartialDay } from '../values/parse.ts';

/** The formats of this engine; anything else a schema names is refused when the form is checked. */
export const formats: Readonly<Record<string, (text: string) => boolean>> = {
  /** RFC 3339 full-date, and a day of the calendar. */
  date: isDay,
  /** A day, or as much of one as is known: the year, or the year and the month (`1930`, `1930-05`). */
  'partial-date': isPartialDay,
  /** Local part and domain as mail servers of today take them; no comments, no quoted strings. */
  email: text =>
    text.length <= 254 &&
    /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,8}[A-Za-z]{2,24}$/.test(
      text,
    ) &&
    !/^\.|\.\.|\.@/.test(text),
  uuid: text => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text),
  /** 12 digits (Law on Identification 26/2023/QH15 art. 12). */
  'personal-number': text => /^\d{12}$/.test(text),
  /** Letters of any script with what stands between them in names. */
  'person-name': text => /^\p{L}[\p{L}\p{M}]*(?:[ '’.-]{1,2}\p{L}[\p{L}\p{M}]*)*\.?$/u.test(text),
  /** Ten digits for a mobile, ten or eleven for a fixed line, from 0. */
  'vn-phone': text => /^0(?:[35789]\d{8}|2\d{8,9})$/.test(text),
  /** One of the list, under whatever of its names (ethnic-groups.ts). */
  'ethnic-group': text => ethnicGroup(text) !== undefined,
  /** Two digits for a province, three for a district, five for a commune. */
  'area-code': text => /^(?:\d{2}|\d{3}|\d{5})$/.test(text),
};
