import { fold } from '#platform/text';

/** Those whose names hold the words of `asked`, each from its beginning, with or without tone marks; all where nothing is asked. */
export function namedLike<T extends { name: string }>(rows: readonly T[], asked: string): readonly T[] {
  const words = fold(asked).split(' ').filter(Boolean);
  return rows.filter(({ name }) => words.every(word => ` ${fold(name)}`.includes(` ${word}`)));
}
