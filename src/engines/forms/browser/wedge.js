// A scanner types what it reads like a keyboard. With no field under the cursor its letters would go nowhere, a space would press a button and
// Enter follow a link: on a page that can take a card they go into its field.

/** Between two letters of a scanner there is less, between two of a person nearly always more. */
const PAUSE_MS = 120;
const BEGINS = /^(?:\][A-Za-z]\d)?\d{5}/;
// Nobody but a scanner begins so: it may be held up (a busy machine) for as long as it takes to look up.
const SURELY = /^(?:\][A-Za-z]\d)?\d{12}\|/;
const HELD_UP_MS = 1_000;
// `number|old number|name…`
const CARD = /^(?:\][A-Za-z]\d)?\d{12}\|[^|]*\|[^|]+/;
// … to the day of issue and whatever follows: silence ends no card of which more may come.
const WHOLE = /^(?:\][A-Za-z]\d)?\d{12}(?:\|[^|]*){5}\|\d{8}(?:\||$)/;

/**
 * Puts keys together. `key(name, at)`: the card, once it is there with the key that ends it; true while it is being typed, so that the key is to
 * do nothing else; false for any other key. `rest()`: the card where the scanner ends with no key of its own, and has been silent since.
 */
export function collector() {
  let text = '';
  let last = Number.NEGATIVE_INFINITY;
  const taken = card => {
    const found = card.test(text) ? text : undefined;
    if (found || card === CARD) text = '';
    return found;
  };
  return {
    key(name, at) {
      if (at - last > (SURELY.test(text) ? HELD_UP_MS : PAUSE_MS)) text = '';
      last = at;
      if (name === 'Enter' || name === 'Tab') return taken(CARD) ?? false;
      if ([...name].length !== 1) return BEGINS.test(text);
      text += name;
      return BEGINS.test(text);
    },
    rest: () => taken(WHOLE),
  };
}

const isTyped = target =>
  target.isContentEditable ||
  target.matches(
    'textarea, select, input:not([type=checkbox], [type=radio], [type=button], [type=submit], [type=file])',
  );

/** Where cards go: the part of a citizen's form, the field of a counter, or that of the page without a network. */
const fieldsFor = page => [
  ...page.querySelectorAll(
    '[name="_card"], input[data-key="F2"], input[data-key="F8"], [data-view]:not([hidden]) [name="the"], [name^="_card."]',
  ),
];

/** Into its field, and on as if it had been typed there. Where something else is to be typed still the cursor goes to that; where there are
 * several fields, to the first of them. */
function put(page, card) {
  const [field, another] = fieldsFor(page);
  if (!field) return;
  field.value = card;
  // A page that reads cards itself takes it at once, and leaves the field empty.
  field.dispatchEvent(new Event('change', { bubbles: true }));
  if (!field.value) return;
  const { form } = field;
  const fill = form.querySelector('[name="_quet"]');
  const empty = fill
    ? undefined
    : [...form.querySelectorAll('input:not([type=hidden])')].find(input => !input.value);
  if (!another && !empty) return form.requestSubmit(fill ?? undefined);
  const closed = field.closest('details');
  if (closed) closed.open = true;
  (another ? field : empty).focus();
}

/** Listens on a page; `early`: keys that were pressed before this script was there. */
export function listen(page, early = []) {
  const keys = collector();
  let silence;
  let taking = false;
  const take = card => {
    taking = false;
    if (card) put(page, card);
  };
  const press = event => {
    if (event.ctrlKey || event.altKey || event.metaKey || isTyped(event.target)) return;
    const found = keys.key(event.key, event.timeStamp);
    clearTimeout(silence);
    taking = found !== false;
    if (!taking) return;
    event.preventDefault();
    if (typeof found === 'string') take(found);
    else silence = setTimeout(() => take(keys.rest()), 2 * PAUSE_MS);
  };
  early.forEach(press);
  page.addEventListener('keydown', press, true);
  // A space presses a button when it is let go.
  page.addEventListener('keyup', event => taking && event.key === ' ' && event.preventDefault(), true);
}

if (globalThis.document) {
  listen(document, globalThis.earlyKeys);
  // From here on nobody keeps keys any more.
  globalThis.earlyKeys = { push() {} };
}
