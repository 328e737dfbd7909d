/** What an element may be called: an XML name, and readable by conditions, so without hyphens and dots. */
export const isGoodId = id => /^[A-Za-z_]\w{0,99}$/.test(id);

/**
 * An expression in which `tasks.OLD` reads `tasks.NEW`.
 * @param {string} text
 * @param {string} before
 * @param {string} after
 */
export function renamedIn(text, before, after) {
  const name = `tasks.${before}`;
  return text
    .split(name)
    .map((part, i, all) => {
      if (i === 0) return part;
      // `tasks.sign` is not what `tasks.signed` or `mytasks.sign` reads.
      const whole = !/^[\w-]/.test(part) && !/[\w.]$/.test(all[i - 1]);
      return `${whole ? `tasks.${after}` : name}${part}`;
    })
    .join('');
}
