/** A number of a person that stands in words: by which he is called, or by which the state knows him (twelve digits, of old nine). */
export type PersonalNumber = { kind: 'phone' | 'identity'; digits: string };

// What has as many digits and is none: codes of dossiers and of procedures, drafts, letters by post, days, numbers with their year (`00123/2026`), times.
const OTHERS: readonly RegExp[] = [
  /((?:(?<!\d|\d\.)(?:\d{1,6}\.){1,8}|(?<!\p{L}))[A-Z]\d{2}(?:\.\d{1,6}){0,8}-\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])-\d{4,9}(?!\d))/iu,
  /((?<!\d|\d\.)(?:\d{1,6}\.){3,8}[A-Z]\d{2}(?!\d))/iu,
  /((?<!\p{L})BK(?:-[0-9A-F]{4}){3}(?![0-9A-F]))/iu,
  /((?<!\p{L})[A-Z]{2}\d{9}VN(?!\p{L}))/iu,
  /((?<!\d|\d\/)(?:0?[1-9]|[12]\d|3[01])\/(?:0?[1-9]|1[0-2])\/(?:19|20)\d{2}(?!\d|\/\d))/u,
  /((?<!\d|\d\.)(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])\.(?:19|20)\d{2}(?!\d|\.\d))/u,
  /((?<!\d|\d-)(?:0?[1-9]|[12]\d|3[01])-(?:0?[1-9]|1[0-2])-(?:19|20)\d{2}(?!\d|-\d))/u,
  /((?<!\d|\d-)(?:19|20)\d{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?!\d|-\d))/u,
  /((?<!\d|\d[ ./-])\d{1,7}\/(?:19|20)\d{2}(?:\s?[\u2010-\u2015-]\s?\d{1,7}\/(?:19|20)\d{2})?(?!\d|[./-]\d))/u,
  /((?<!\d)\d{1,2}(?::|h|g)\d{2}(?!\d))/iu,
];

// Digits, in groups or not, on one line; what letters stand around them is all the same. Not what is left of a number that is masked already.
const RUN =
  /(?<!\d|•[\s]?)\+?\d+(?!\d|\s?•)(?:(?!\.\s|\s\()[ \t\u00a0\u202f()./\u2010-\u2015-]{1,3}\d+(?!\d|\s?•))*/gu;

const YEAR = /^(?:19|20)\d{2}$/;
const THOUSANDS = /^[1-9]\d{0,2}(?:\.\d{3})+$/u;
const SPACED = /^[1-9]\d{0,2}(?:[. \u00a0]?\d{3})*$/u;
/** What is counted in these is an amount or a size. */
const UNIT = /^[ \u00a0]?(?:đồng(?!\s+chí)|VNĐ|VND|đ(?!\/)|₫|USD|KB|MB|GB|bytes?|m2|m²|ha)(?![\p{L}\d])/iu;
/** Who says it of a number means one of a person, however it is grouped. */
const SAID = /(?:cmnd|cmt|cccd|căn cước|chứng minh|định danh|identity)\D{0,20}$/iu;

const DIGIT = /\d/;
const ABROAD = /^(?:00)?84[1-9]\d{8,9}$/;
/** In so many groups at most people write a number. */
const LONGEST = 12;

/** As far as what is said before and after a number is looked at. */
const NEAR = 40;

type Around = { before: string; after: string };

/** Thousands with full stops, unless somebody says that it is a number of a person; or whatever is counted in a unit. */
const isAmount = (written: string, { before, after }: Around): boolean =>
  THOUSANDS.test(written) ? !SAID.test(before) : SPACED.test(written) && UNIT.test(after);

/** Whether digits in such groups are an identity number: amounts, years and numbers of documents are grouped as well, and few of them begin with 0. */
function isIdentity(groups: readonly string[], { before }: Around): boolean {
  const [first = ''] = groups;
  if (groups.length === 1 || SAID.test(before)) return true;
  if (first.startsWith('0')) return true;
  const alike = /^\d{3,4}$/.test(first) && groups.every(group => group.length === first.length);
  return alike && !groups.every(group => YEAR.test(group));
}

/** What `written` is, digits in groups; null where it is no number of a person. */
function read(written: string, around: Around): PersonalNumber | null {
  const groups = written.match(/\d+/g) ?? [];
  const digits = groups.join('');
  if (/^0\d{9,10}$/.test(digits)) return { kind: 'phone', digits };
  if (ABROAD.test(digits) && (digits.length === 11 || /^(?:\+|00)/.test(written)))
    return { kind: 'phone', digits: digits.replace(/^(?:00)?84/, '0') };
  const long = digits.length === 12 || digits.length === 9;
  return long && isIdentity(groups, around) ? { kind: 'identity', digits } : null;
}

type Say = (n: PersonalNumber, written: string) => string;

/** One run of digits with its numbers of people said as `say` does: each of as many groups as make it up, but none that is a number by itself. */
function sayRun(run: string, { before, after }: Around, say: Say): string {
  const groups = [...run.matchAll(/\+?\d+/g)].map(g => ({ from: g.index, to: g.index + g[0].length }));
  const at = (i: number, j: number): [string, Around] => {
    const [from, to] = [groups[i]?.from ?? 0, groups[j]?.to ?? run.length];
    const around = {
      before: before + run.slice(Math.max(0, from - NEAR), from),
      after: run.slice(to, to + NEAR),
    };
    return [run.slice(from, to), { ...around, after: around.after + after }];
  };
  const last = (i: number, fits: (...of: [string, Around]) => unknown, until = LONGEST): number => {
    const end = groups.slice(i, i + until).findLastIndex((_, n) => fits(...at(i, i + n)));
    return end < 0 ? end : i + end;
  };
  const alone = groups.map((_, i) => read(...at(i, i)) !== null);
  let [said, done] = ['', 0];
  for (let i = 0; i < groups.length; i++) {
    const next = /^(?:\+|00)?84$/.test(at(i, i)[0]) ? -1 : alone.indexOf(true, i + 1);
    const end = alone[i] ? i : last(i, read, next < 0 ? LONGEST : next - i);
    const found = end < 0 ? null : read(...at(i, end));
    const amount = found?.kind === 'phone' ? -1 : last(i, isAmount);
    if (found && amount < end) {
      said += run.slice(done, groups[i]?.from) + say(found, at(i, end)[0]);
      done = groups[end]?.to ?? run.length;
    }
    i = Math.max(i, end, amount);
  }
  return said + run.slice(done);
}

/** Words, and between each two of them what is no number of a person. */
const pieces = (text: string, [first, ...rest] = OTHERS): string[] =>
  first ? text.split(first).flatMap((piece, i) => (i % 2 ? [piece] : pieces(piece, rest))) : [text];

/**
 * What somebody wrote, with each number of a person in it said as `say` does, however it is grouped and whatever letters stand next to it. Codes, days,
 * times, amounts with their unit, sizes and numbers of documents are none.
 */
export const sayNumbers = (text: string, say: Say): string =>
  // Most texts hold no digit.
  DIGIT.test(text)
    ? pieces(text)
        .map((piece, i) =>
          i % 2
            ? piece
            : piece.replace(RUN, (run, at: number) =>
                sayRun(
                  run,
                  {
                    before: piece.slice(Math.max(0, at - NEAR), at),
                    after: piece.slice(at + run.length).slice(0, NEAR),
                  },
                  say,
                ),
              ),
        )
        .join('')
    : text;
