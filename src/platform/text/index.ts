export { beginningOf } from './beginning.ts';
export { fold, nfc, tidy } from './fold.ts';
export { lettersIn } from './letters.ts';
export { nameWritten } from './name-written.ts';
export { sentence } from './sentence.ts';
export { eitherSpelling, inBothSpellings, markedWithY, withY } from './spelling.ts';
export { utf8Text } from './utf8-text.ts';
