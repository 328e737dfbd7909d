import type { Translate } from '#platform/i18n';

const CARD = /^căn cước (\d{9,12})$/;

/** A paper by which somebody was known, as it is kept: a card by its number in the language of the page, any other as it was typed. */
export const paperName = (t: Translate, paper: string): string => {
  const [, number] = CARD.exec(paper) ?? [];
  return number ? t('one-stop.hand-over.card', { number }) : paper;
};
