/** `Họ và tên` as it stands inside a sentence: `họ và tên`; `UBND` stays. */
export const inSentence = (label: string): string =>
  /^\p{Lu}\p{Lu}/u.test(label) ? label : label.charAt(0).toLocaleLowerCase('vi') + label.slice(1);
