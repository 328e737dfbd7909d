/**
 * What a message changes on a page: the keys of numbers that stand there with another text, and whether it tells of a line that the
 * page has not got.
 *
 * @param {Record<string, string>} shown the numbers of the page, by key
 * @param {Record<string, string>} values those of the message
 */
export function changesOf(shown, values) {
  const changes = Object.entries(values).filter(([key, value]) => key in shown && shown[key] !== value);
  const counts = key => key.startsWith('received:') || key.startsWith('running:');
  const unknown = Object.entries(values).some(
    ([key, value]) => !(key in shown) && counts(key) && value !== '0',
  );
  return { changes, unknown };
}
