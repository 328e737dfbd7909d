import type { FieldChoice } from '#engines/forms';

type Options = NonNullable<FieldChoice['options']>;

/** Codes by which others know an answer, and the words by which people write it. `all`: each of them has to be there. */
type Fixed = { key: 'sex' | 'delivery'; all: boolean; codes: Readonly<Record<string, RegExp>> };

const SEX: Fixed = { key: 'sex', all: true, codes: { male: /^nam( giới)?$/i, female: /^nữ( giới)?$/i } };
const DELIVERY: Fixed = {
  key: 'delivery',
  all: false,
  codes: {
    electronic: /điện tử|trực tuyến|qua mạng/i,
    post: /bưu/i,
    counter: /quầy|một cửa|trực tiếp|trung tâm/i,
  },
};

/** The codes that a field needs for what it is used as: filled from a card or an account, or the way to the result. */
export const fixedFor = (from: readonly string[], use: string | undefined): Fixed | undefined =>
  from.some(source => source.endsWith('.sex')) ? SEX : use === 'delivery' ? DELIVERY : undefined;

/** Gives each answer that was written without a code the one that its words mean. */
export function withCodes(options: Options, { codes }: Fixed): Options {
  const taken = new Set(options.map(o => o.value));
  return options.map(option => {
    if (option.value !== undefined) return option;
    const words = option.label.vi.normalize('NFC').trim();
    const code = Object.keys(codes).find(c => !taken.has(c) && codes[c]?.test(words));
    if (code === undefined) return option;
    taken.add(code);
    return { ...option, value: code };
  });
}

/** The words of an answer that nobody would know by its code; undefined where all is well. */
export function codeMissing(options: Options, { codes, all }: Fixed): string | undefined {
  const known = (value: string | undefined) => value !== undefined && Object.hasOwn(codes, value);
  const there = options.filter(o => known(o.value)).length;
  const other = options.find(o => !known(o.value))?.label.vi;
  return all ? (there < Object.keys(codes).length ? (other ?? '') : undefined) : other;
}
