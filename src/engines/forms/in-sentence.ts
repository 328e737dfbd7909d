/** `Họ và tên` as it stands inside a sentence: `họ và tên`; `UBND` and the address `Ông/Bà` stay. */
export const inSentence = (label: string): string =>
  /^(?:\p{Lu}\p{Lu}|Ông\/Bà)/u.test(label) ? label : label.charAt(0).toLocaleLowerCase('vi') + label.slice(1);
