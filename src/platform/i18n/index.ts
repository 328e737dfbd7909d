export {
  createTranslations,
  LANGS,
  type Lang,
  type Texts,
  type Translate,
  type Translations,
} from './translations.ts';
