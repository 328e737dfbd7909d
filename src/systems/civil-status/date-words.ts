const DIGITS = ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín'];

/** A number below 100 as it is read: 4 → `bốn`, 15 → `mười lăm`, 21 → `hai mươi mốt`, 24 → `hai mươi tư`. */
function below100(n: number, afterHundred = false): string {
  const tens = Math.floor(n / 10);
  const ones = n % 10;
  if (tens === 0) return afterHundred && ones > 0 ? `linh ${DIGITS[ones]}` : DIGITS[ones]!;
  const head = tens === 1 ? 'mười' : `${DIGITS[tens]} mươi`;
  if (ones === 0) return head;
  if (ones === 5) return `${head} lăm`;
  if (ones === 1 && tens > 1) return `${head} mốt`;
  if (ones === 4 && tens > 1) return `${head} tư`;
  return `${head} ${DIGITS[ones]}`;
}

/** A year from 1000 to 9999 as it is read: 2026 → `hai nghìn không trăm hai mươi sáu`. */
function yearWords(year: number): string {
  const thousands = Math.floor(year / 1000);
  const hundreds = Math.floor((year % 1000) / 100);
  const rest = year % 100;
  const tail = rest === 0 ? '' : ` ${below100(rest, true)}`;
  const middle = hundreds || rest ? ` ${DIGITS[hundreds]} trăm` : '';
  return `${DIGITS[thousands]} nghìn${middle}${tail}`;
}

const MONTHS = ['một', 'hai', 'ba', 'tư', 'năm', 'sáu', 'bảy', 'tám', 'chín', 'mười', 'mười một', 'mười hai'];

/**
 * A date `YYYY-MM-DD` in words, as the certificate has it beside the figures: `ngày mười hai tháng mười một năm hai nghìn
 * không trăm hai mươi sáu`. Empty for an empty date. Days up to ten are `mùng`.
 */
export function dateInWords(date: string): string {
  const [year, month, day] = date.split('-').map(Number);
  if (!year || !month || !day) return '';
  const dayText = day <= 10 ? `mùng ${below100(day)}` : below100(day);
  return `ngày ${dayText} tháng ${MONTHS[month - 1]} năm ${yearWords(year)}`;
}
