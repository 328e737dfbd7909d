/**
 * An element with attributes (`on…` listens, false leaves one away) and what stands in it: never markup, so nothing that
 * somebody typed can become any.
 * @param {string} tag
 * @param {Record<string, any>} [attributes]
 * @param {...(Node | string | false | null | undefined)} children
 */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== false && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.filter(child => child || child === ''));
  return element;
}

/** Texts by key, `{name}` and `{n|day|days}` filled in; a key that is not there shows itself. */
export const translator =
  words =>
  (key, params = {}) =>
    (words[key] ?? key)
      .replace(/\{(\w+)\|([^|{}]*)\|([^|{}]*)\}/g, (_, name, one, many) =>
        params[name] === '1' ? one : many,
      )
      .replace(/\{(\w+)\}/g, (whole, name) => params[name] ?? whole);

/** Calls once when nothing more has come for `ms`. */
export function later(ms, call) {
  let timer;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(call, ms);
  };
}
