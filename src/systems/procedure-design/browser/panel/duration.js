/** Units of a duration in the order of ISO 8601, with what people call them; those of the day stand behind a `T`. */
const UNITS = [
  { name: 'year', sign: 'Y', words: ['nam', 'year', 'years'] },
  { name: 'month', sign: 'M', words: ['thang', 'month', 'months'] },
  { name: 'week', sign: 'W', words: ['tuan', 'week', 'weeks'] },
  { name: 'day', sign: 'D', words: ['ngay', 'day', 'days'] },
  { name: 'hour', sign: 'H', ofDay: true, words: ['gio', 'tieng', 'h', 'hour', 'hours'] },
  { name: 'minute', sign: 'M', ofDay: true, words: ['phut', 'ph', 'min', 'minute', 'minutes'] },
  { name: 'second', sign: 'S', ofDay: true, words: ['giay', 'second', 'seconds'] },
];
const ISO = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

/** Lower case, without tone marks, single spaces: `3 Ngày` → `3 ngay`. */
const plain = text =>
  text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replaceAll('đ', 'd')
    .split(/\s+/)
    .filter(Boolean)
    .join(' ');

/**
 * `P1DT2H` as people write it (`1 ngày 2 giờ`); what is no plain duration stays as it is.
 * @param {string} text
 * @param {(key: string, params?: Record<string, string>) => string} t
 */
export function durationShown(text, t) {
  const found = ISO.exec(text);
  const parts = (found?.slice(1) ?? []).flatMap((n, i) =>
    n === undefined ? [] : [t(`time.${UNITS[i].name}`, { n })],
  );
  return parts.length ? parts.join(' ') : text;
}

/** `1 ngày 2 giờ` as the file has it (`P1DT2H`); what is none, or is written so already, stays as it was typed. */
export function durationWritten(text) {
  const words = plain(text)
    .replace(/(\d)([a-z])/g, '$1 $2')
    .replaceAll(',', ' ')
    .split(' ')
    .filter(Boolean);
  const counts = new Map();
  for (let i = 0; i < words.length; i += 2) {
    const unit = UNITS.find(u => u.words.includes(words[i + 1]));
    if (!/^\d{1,6}$/.test(words[i]) || !unit || counts.has(unit)) return text;
    counts.set(unit, Number(words[i]));
  }
  const written = ofDay =>
    UNITS.filter(u => Boolean(u.ofDay) === ofDay && counts.has(u))
      .map(u => `${counts.get(u)}${u.sign}`)
      .join('');
  const [days, hours] = [written(false), written(true)];
  return days || hours ? `P${days}${hours ? `T${hours}` : ''}` : text;
}

const WORKING = [
  ['working-hour', ['gio lam viec', 'working hour', 'working hours', 'working-hour']],
  ['working-day', ['ngay lam viec', 'working day', 'working days', 'working-day']],
];

/** A span of working time or of the clock, as the file has it. */
function spanWritten(text) {
  const [, n = '1', unit = ''] = /^(\d{1,4})? ?([a-z -]+)$/.exec(plain(text)) ?? [];
  const working = WORKING.find(([, words]) => words.includes(unit));
  return working ? `${n} ${working[0]}` : durationWritten(/^\d/.test(text) ? text : `1 ${text}`);
}

function spanShown(text, t) {
  const [n, unit] = text.split(' ');
  return WORKING.some(([name]) => name === unit) ? `${n} ${t(`unit.${unit}`)}` : durationShown(text, t);
}

/** `R3/PT1H` as people write it (`3 lần, mỗi 1 giờ`; without an end `mỗi 1 giờ`); anything else as it is. */
export function cycleShown(text, t) {
  const [, times, every] = /^R(\d*)\/(.+)$/.exec(text) ?? [];
  if (every === undefined) return text;
  const shown = spanShown(every, t);
  if (shown === every) return text;
  return times ? t('time.cycle', { times, every: shown }) : t('time.cycle-endless', { every: shown });
}

/** `3 lần, mỗi 1 giờ` as the file has it (`R3/PT1H`); anything else as it was typed. */
export function cycleWritten(text) {
  const [before = '', every] = text.split(/(?:mỗi|every)\s/i);
  const times = /^(\d{0,4}) ?(?:lan|times|time)?,?$/.exec(plain(before))?.[1];
  if (every === undefined || times === undefined) return text;
  const span = spanWritten(every.trim());
  return /^(?:P|\d+ working-)/.test(span) ? `R${times}/${span}` : text;
}
