import { createTranslations, type Lang, type Translate } from '#platform/i18n';
import en from './locales/en.json' with { type: 'json' };
import vi from './locales/vi.json' with { type: 'json' };

// Answers are put into words where no page is: in what one agency asks of another.
const own = createTranslations([{ module: 'forms', texts: { vi, en } }]);

export const formTexts = (lang: Lang): Translate => own.of(lang);
