/**
 * What a message changes on a page: the keys of numbers that stand there with another text, and whether it tells of a line that the
 * page has not got.
 *
 * @param {Record<string, string>} shown the numbers of the page, by key
 * @param {Record<string, string>} values those of the message
 */
export function changesOf(shown, values) {
  const changes = Object.entries(values).filter(([key, value]) => key in shown && shown[key] !== value);
  const counts = key =>
    ['received:', 'running:', 'person.done:', 'person.open:'].some(of => key.startsWith(of));
  const unknown = Object.entries(values).some(
    ([key, value]) => !(key in shown) && counts(key) && /[1-9]/.test(value),
  );
  return { changes, unknown };
}
