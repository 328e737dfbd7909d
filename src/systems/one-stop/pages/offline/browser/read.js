// Answers on the page as the server reads them, as far as conditions and simple checks need it.

// As `dayInWords` on the server.
const IN_WORDS = /^(?:ng[àa]y )?(\d{1,2}) th[áa]ng (\d{1,2})(?: n[ăa]m |, ?| )(\d{4})$/;
const inWords = text => IN_WORDS.exec(text.normalize('NFC').toLowerCase().replaceAll(/\s+/g, ' ').trim());

/** `4/3/1991`, `04031991`, `ngày 4 tháng 3 năm 1991` → `1991-03-04`; undefined when it is no day. */
export function readDay(text) {
  const [, d, m, y] =
    /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text.trim()) ??
    /^(\d\d)(\d\d)(\d{4})$/.exec(text.trim()) ??
    inWords(text) ??
    [];
  if (!y) return undefined;
  const day = `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`;
  const at = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day) ? day : undefined;
}

const isPersonalNumber = text => /^\d{12}$/.test(text.replace(/[\s.-]/g, ''));

/** A day, or as much of one as is known: `1930`, `5/1930` → `1930-05`; undefined when it is none. */
function readPartialDay(text) {
  const [, m, y] = /^(?:(\d{1,2})[/.-])?([12]\d{3})$/.exec(text.trim()) ?? [];
  if (!y) return readDay(text);
  return m === undefined ? y : Number(m) >= 1 && Number(m) <= 12 ? `${y}-${m.padStart(2, '0')}` : undefined;
}

/** What was typed, by the kind of its field. */
export function readAnswer(kind, texts) {
  const given = texts.map(t => t.trim()).filter(Boolean);
  if (kind === 'checkboxes') return given.length ? given : undefined;
  const [text] = given;
  if (text === undefined) return undefined;
  if (kind === 'yes-no') return text === 'yes';
  if (kind === 'checkbox') return true;
  if (kind === 'date') return readDay(text) ?? text;
  if (kind === 'partial-date') return readPartialDay(text) ?? text;
  if (kind === 'personal-number') return /^[\d\s.-]+$/.test(text) ? text.replace(/\D/g, '') : text;
  if (kind === 'phone')
    return /^\+?[\d\s().-]+$/.test(text)
      ? text.replace(/\D/g, '').replace(/^(?:00)?84(?=[1-9]\d{8,9}$)/, '0')
      : text;
  if (['integer', 'money', 'number'].includes(kind)) {
    const bare = kind === 'money' ? text.replace(/(?:đồng|đ|vnđ|vnd)\.?$/iu, '') : text;
    const number = Number(bare.replace(/[.\s]/g, '').replace(',', '.'));
    return Number.isNaN(number) ? text : number;
  }
  return text;
}

/** The lines of a citizen card's code: `number|old number|name|birth|sex|address|issued`, by the fields of who applies. */
export function readCard(text) {
  const parts = text
    .replace(/^\][A-Za-z]\d/, '')
    .trim()
    .split('|');
  const [number = '', , name = '', born = '', sex = '', address = ''] = parts;
  // A scan that broke off: once more is quicker than to correct half a name.
  if (!isPersonalNumber(number) || !name || parts.length < 7) return undefined;
  return {
    personalNumber: number,
    name: name.trim(),
    birthDate: born.replace(/^(\d\d)(\d\d)(\d{4})$/, '$1/$2/$3'),
    sex: { Nam: 'male', Nữ: 'female' }[sex.normalize('NFC').trim()] ?? '',
    address: address.trim(),
  };
}
