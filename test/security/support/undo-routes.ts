import { group } from './who.ts';

/** Who takes back what was done: whoever did it, one by one; and of what he did with many at once, from its own page. */
export const UNDO = [
  ...group(['clerk'], 'GET+POST /can-bo/ho-so/:id/hoan-tac/:act'),
  ...group(['officer'], 'POST /can-bo/hang-loat/:id/hoan-tac'),
];
