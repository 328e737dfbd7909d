/** Words that stand alone, as the value of a key or in a cell, begin with a capital: `trong ngày` → `Trong ngày`. */
export const capital = (text: string): string => {
  const [first = ''] = text.normalize('NFC');
  return first.toLocaleUpperCase('vi') + text.normalize('NFC').slice(first.length);
};
