import { attr, type Html } from '../../html.ts';

/** The classes by which a choice brings out parts of the page, in CSS alone. */
export const revealing = (numbers: readonly number[] | undefined): Html =>
  attr('class', numbers?.length ? numbers.map(n => `is${n}`).join(' ') : undefined);
