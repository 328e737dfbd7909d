import type { Translate } from '#platform/i18n';
import { inSentence } from './in-sentence.ts';

// What begins with a verb, says from when and to when, ends in "on" or "for", or is asked as a question names no thing that could be entered;
// nor does "Tờ bản đồ số".
const NO_THING = {
  vi: /^(?:ghi|nêu|kể|khai|từ|đến|thường trú|tạm trú|sử dụng|cư trú|xin|đã|đang|có|đây là) | số$| thuộc diện$|\?$/iu,
  en: /^(?:say|write|state|tell|describe|explain|confirm|name the|from|to|since|until|used|lived|living|residing|contributed|asked|has|have|is|are|this|there (?:is|are)|the \p{L}+ (?:is|are))(?: |$)| (?:on|for|since|by|from|until)$|\?$/iu,
};

/** Whether a label names a thing, so that it can be entered, chosen and corrected within a sentence. */
export const namesThing = (lang: Translate['lang'], label: string): boolean => !NO_THING[lang].test(label);

/** A label within a sentence: as the name of a thing; what names none in quotation marks. */
export const calledInSentence = (t: Translate, label: string): string =>
  namesThing(t.lang, label) ? inSentence(label) : t('forms.error.quoted', { name: label });
