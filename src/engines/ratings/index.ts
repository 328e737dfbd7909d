export { answerRating, judgeWords, namesOf } from './answer.ts';
export {
  type Author,
  authorOf,
  BY_TRACKING,
  mayChange,
  type Rater,
  ratedByDelegates,
  raterOf,
} from './author.ts';
export { RATED, SATISFIED } from './followers.ts';
export { ratings } from './module.ts';
export { type NamesKnown, namesKnown } from './names-known.ts';
export { personalIn, publicWords } from './public-words.ts';
export { rate } from './rate.ts';
export {
  countRatings,
  findRating,
  listPublicRatings,
  listRatings,
  RATING_VIEWS,
  type RatingView,
} from './read.ts';
export { HIDDEN_WHY, LEVELS, type Level, type Rating, REASONS, type Reason } from './types.ts';
export { isOver, ratableUntil } from './window.ts';
