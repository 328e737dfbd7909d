import { createTranslations, type Lang, type Translate } from '#platform/i18n';
import en from './locales/en.json' with { type: 'json' };
import vi from './locales/vi.json' with { type: 'json' };

// The engine is pure and is also used where no environment is (the editor's checks, drawings), so it reads its own texts.
const own = createTranslations([{ module: 'processes', texts: { vi, en } }]);

/** The engine’s own texts in a language. */
export const texts = (lang: Lang): Translate => own.of(lang);
