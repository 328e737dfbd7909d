import type { Field } from '#engines/forms';
import type { Random } from '../plan/random.ts';
import { bornIn, deadOf, type ToChild, type ToDead, toChild, toDead, yearsOfParent } from './kin.ts';
import { type Home, inSentence, type Person, personOf, type Wanted } from './person.ts';
import { type Trade, tradesOf } from './trades.ts';

/** The people whom one application is about, each of one piece wherever the form speaks of them. */
export type Cast = {
  applicant: Person;
  /** Somebody whom the matter is about besides: the same one for the same word. */
  person(who: string): Person;
  /** What the applicant is to the child whose birth he reports, and what he was to the dead: who that is fits it. */
  toChild(): ToChild;
  toDead(): ToDead;
  /** What a field of a form says by who is meant: `mother.birthDate`; undefined where it speaks of nobody. */
  say(place: string, field: Pick<Field, 'schema' | 'widget' | 'layout'>): unknown;
};

const clip = (text: string, { maxLength }: { maxLength?: number }) => text.slice(0, maxLength);

/** What names that belong to no person are called. */
const THINGS: ReadonlyArray<readonly [RegExp, (random: Random, home: Home, person: Person) => string]> = [
  // Their forms ask for the commune beside it.
  [/^(business|shop|site|place)\.address$/, (_, __, p) => p.village],
  [
    /^stays\.\d+\.place$/,
    r =>
      r.pick([
        'Phường Dịch Vọng, quận Cầu Giấy, thành phố Hà Nội',
        'Phường Đồng Quang, thành phố Thái Nguyên, tỉnh Thái Nguyên',
        'Thị trấn Tam Đường, huyện Tam Đường, tỉnh Lai Châu',
        'Xã Tân Trịnh, huyện Quang Bình, tỉnh Hà Giang',
      ]),
  ],
  [/^shop\.name$/, (_, __, p) => `Cửa hàng vật tư nông nghiệp ${lastOf(p)}`],
  [/^taker\.name$/, (_, home) => `Quỹ tín dụng nhân dân ${home.name}`],
  [
    /^(owner|organisation)\.name$/,
    (r, home) => `${r.pick(['Hợp tác xã', 'Công ty TNHH', 'Ban Quản lý rừng'])} ${home.name}`,
  ],
  [/^scheme\.name$/, (_, home) => `Du lịch sinh thái ${home.name}`],
  [/forest$/, (_, home) => `Rừng phòng hộ ${home.name}`],
  [/hospital$/, (_, home) => `Trạm Y tế ${inSentence(home.fullName)}`],
  [/birthPlace$/, (_, home) => `Trạm Y tế ${inSentence(home.fullName)}, tỉnh Lào Cai`],
  [/hometown$/, (_, home) => `${home.fullName}, tỉnh Lào Cai`],
  [/certificate$/, r => `DA ${r.int(100_000, 999_999)}`],
  [/licence\.number$/, r => String(r.int(100_000_000_000, 999_999_999_999))],
  [/taxCode$/, r => `53${r.int(10_000_000, 99_999_999)}`],
  [/^request\.content$/, () => 'Đề nghị giải quyết theo giấy tờ gửi kèm'],
  [/^origin\.decision$/, r => `${r.int(10, 900)}/QĐ-UBND ngày 12/05/${r.int(2008, 2023)}`],
  [/^death\.time$/, r => `${r.int(0, 23)} giờ ${r.pick(['00', '15', '30', '45'])} phút`],
  [/^death\.cause$/, r => r.pick(['Tuổi cao, sức yếu', 'Bệnh tim mạch', 'Bệnh phổi mạn tính'])],
  [/^stays\.\d+\.job$/, r => r.pick(['Làm nương rẫy', 'Công nhân', 'Buôn bán nhỏ'])],
  [/^licence\.lostAt$/, (_, home) => `Trên đường đi chợ phiên ${home.name}`],
  [/^licence\.wrong$/, () => 'Ghi sai chữ đệm trong họ tên, đề nghị ghi theo căn cước'],
  [/^contract\.number$/, r => `${r.int(1, 400)}/HĐTC`],
  [/^house\.designer$/, (r, home) => `${r.pick(['Công ty Tư vấn xây dựng', 'Tổ thiết kế'])} ${home.name}`],
  [/^conditions\.manager$/, (_, __, p) => p.name],
  [/^shop\.registration$/, r => `12A8${r.int(100_000, 999_999)}`],
  [/^places\.\d+\.use$/, r => r.pick(['Dựng lán nghỉ', 'Đường mòn đi bộ', 'Điểm ngắm cảnh'])],
  [/^purpose\.place$/, (_, home) => `Ủy ban nhân dân ${inSentence(home.fullName)}`],
  [/^purpose\.other$/, r => r.pick(['Vay vốn ngân hàng', 'Chuyển nhượng quyền sử dụng đất'])],
  [/purpose$/, r => r.pick(['Xin việc làm', 'Bổ túc hồ sơ cá nhân', 'Vay vốn sản xuất'])],
];

const lastOf = ({ name }: Person): string => name.split(' ').at(-1) ?? name;

/** Who somebody is to the matter, by the first word of the path: the years in which such people were born, and how they are named. */
function partOf(
  who: string,
  year: number,
  { applicant, toChild }: Pick<Cast, 'applicant' | 'toChild'>,
): readonly [readonly [number, number], Wanted] {
  const { family, people } = applicant;
  const born = bornIn(applicant);
  if (who === 'child') return [[year, year], {}];
  if (who === 'mother') return [yearsOfParent(year, [36, 19], applicant, toChild()), { sex: 'female' }];
  if (who === 'father') {
    // A man's own kin; a woman who is the mother has a name of her own.
    const kin = applicant.sex === 'male' || toChild() === 'relative' ? { family, people } : {};
    return [yearsOfParent(year, [40, 20], applicant, toChild()), { sex: 'male', ...kin }];
  }
  if (who === 'life.father') return [[born - 40, born - 20], { sex: 'male', family, people }];
  if (who === 'life.mother') return [[born - 38, born - 19], { sex: 'female' }];
  if (who === 'spouse')
    // Law on Marriage and Family 2014 art. 8: of age, a man from twenty on; and one man and one woman.
    return [
      [Math.min(born - 4, year - 21), Math.min(born + 4, year - 21)],
      { sex: applicant.sex === 'male' ? 'female' : 'male' },
    ];
  return [[year - 62, year - 21], {}];
}

/** `day`: local day of the application. The applicant is given where the account says who applies. */
export function castOf(random: Random, home: Home, day: string, given?: Person): Cast {
  const year = Number(day.slice(0, 4));
  const applicant = given ?? personOf(random, home, [year - 65, year - 19]);
  const known = new Map<string, Person>([
    ['applicant', applicant],
    ['giver', applicant],
  ]);
  let [child, dead]: [ToChild?, ToDead?] = [];
  const cast = {
    applicant,
    toChild: () => (child ??= toChild(random, applicant, year)),
    toDead: () => (dead ??= toDead(random, applicant, year)),
  };
  const person = (who: string): Person => {
    const before = known.get(who);
    if (before) return before;
    if ((who === 'mother' || who === 'father') && cast.toChild() === who) return applicant;
    const [years, wanted] =
      who === 'deceased' ? deadOf(random, applicant, year, cast.toDead()) : partOf(who, year, cast);
    const of = who === 'child' ? { family: person('father').family, people: person('father').people } : {};
    let made = personOf(random, home, years, { ...of, ...wanted });
    // Nobody marries a namesake without saying by what other name.
    while (who === 'spouse' && made.name === applicant.name)
      made = personOf(random, home, years, { ...of, ...wanted });
    // Born within the last two months, and so within the year before it where the year is young.
    if (who === 'child') made = { ...made, birthDate: daysAgo(day, random.int(3, 55)) };
    known.set(who, made);
    return made;
  };
  let trades: ((n: number) => Trade) | undefined;
  const trade = (n: number): Trade => {
    trades ??= tradesOf(random);
    return trades(n);
  };
  /** Fields that speak of somebody, or of something of his, without a name of their own. */
  const ofMatter = (place: string): string | undefined => {
    const [, n, what] = /^lines\.(\d+)\.(name|code)$/.exec(place) ?? [];
    if (n !== undefined) return what === 'code' ? trade(Number(n)).code : trade(Number(n)).name;
    if (place === 'business.name') return `${trade(0).house} ${lastOf(applicant)}`;
    if (place === 'purpose.spouseBirth') return person('spouse').birthDate;
    if (place === 'purpose.spousePaper') return `Căn cước số ${person('spouse').personalNumber}`;
    return undefined;
  };
  return {
    ...cast,
    person,
    say: (place, { schema, widget, layout }) => {
      const at = place.lastIndexOf('.');
      const who = place.slice(0, at);
      const what = place.slice(at + 1);
      if (layout.use === 'phone' || widget === 'phone') return applicant.phone;
      if (schema.format === 'person-name') {
        if (what !== 'name')
          return what === 'head' || what === 'representative'
            ? applicant.name
            : person(place === 'life.father' || place === 'life.mother' ? place : what).name;
        return person(who).name;
      }
      if (widget === 'personal-number')
        return what === 'headNumber' || what === 'representativeNumber'
          ? applicant.personalNumber
          : person(who).personalNumber;
      if (what === 'birthDate') return person(who).birthDate;
      if (what === 'sex') return person(who).sex;
      if (what === 'ethnicity') return clip(person(who).people, schema);
      if (
        what === 'name' &&
        known.has(who) &&
        schema.format === undefined &&
        widget === 'text' &&
        who === 'giver'
      )
        return applicant.name;
      const said = ofMatter(place);
      if (said !== undefined) return said;
      const thing = THINGS.find(([path]) => path.test(place))?.[1];
      if (thing && schema.type === 'string' && !schema.enum)
        return clip(thing(random, home, applicant), schema);
      if (/address$|place$/i.test(what) && widget !== 'area' && schema.type === 'string')
        return clip(applicant.address, schema);
      // Some deaths are reported years afterwards.
      if (place === 'death.date')
        return daysAgo(day, random.chance(0.1) ? random.int(800, 3_000) : random.int(1, 40));
      return undefined;
    },
  };
}

const daysAgo = (day: string, n: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) - n * 86_400_000).toISOString().slice(0, 10);
